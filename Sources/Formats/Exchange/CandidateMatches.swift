import Articles
import Text

/// Candidates in XLIFF 2.x: a match for each, with the segment that it is for.
///
/// Source: XLIFF Version 2.1, Translation Candidates Module.
enum CandidateMatches {
  static func append(_ segments: ArraySlice<Segment>, target: String, to file: inout [UInt8]) {
    var isOpen = false
    var layout = UnitLayout()
    for segment in segments {
      for candidate in segment.candidates where candidate.language == target {
        if !isOpen { file.append("<mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\">\n") }
        isOpen = true
        file.append("<mtc:match")
        file.append(attribute: "ref", "#" + segment.id)
        file.append(" type=\"")
        file.append(type(candidate.kind))
        // The module's figures end at 100; that a match is in context, its type says.
        file.append("\" matchQuality=\"")
        file.append(decimal: min(candidate.score, 100))
        file.append("\"")
        if !candidate.origin.isEmpty { file.append(attribute: "origin", candidate.origin) }
        file.append("><source>")
        layout.lay(out: candidate.source)
        layout.append(source: 0, of: candidate.source, in: XLIFF2Writer.self, to: &file)
        file.append("</source><target>")
        layout.lay(out: candidate.content)
        layout.append(source: 0, of: candidate.content, in: XLIFF2Writer.self, to: &file)
        file.append("</target></mtc:match>\n")
      }
    }
    if isOpen { file.append("</mtc:matches>\n") }
  }

  /// The module's list under `type`: in-context match, translation memory, term base.
  private static func type(_ kind: Candidate.Kind) -> StaticString {
    switch kind {
    case .context: "icm"
    case .exact, .fuzzy: "tm"
    case .term: "tb"
    }
  }
}
