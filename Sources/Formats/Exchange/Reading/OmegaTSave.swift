import Articles
import Text

/// What translators did in an OmegaT project so far: its `omegat/project_save.tmx`.
///
/// Source: OmegaT's manual, "Files and folders". A unit without properties is the translation of its text everywhere; one
/// with the properties `file`, `prev` and `next` is that of one place. Codes are OmegaT's tags as text.
public struct OmegaTSave {
  private struct Translation {
    var text: [UInt8]
    var file: String?
    var previous: [UInt8]?
    var next: [UInt8]?

    var isForAll: Bool { file == nil && previous == nil && next == nil }
  }

  /// By the source with its tags.
  private var translations: [[UInt8]: [Translation]] = [:]

  /// - Throws: `ArticleError` when it is no TMX.
  public init(_ file: [UInt8]) throws(ArticleError) {
    var stream = TMXStream()
    var found: [[UInt8]: [Translation]] = [:]
    try stream.read(file, isLast: true) { unit in
      guard unit.variants.count >= 2 else { return true }
      let own = unit.variants.firstIndex {
        LanguageTag.primary($0.language) == LanguageTag.primary(unit.sourceLanguage ?? "")
      }
      let source = own ?? 0
      let target = source == 0 ? 1 : 0
      found[unit.variants[source].content.bytes, default: []].append(
        Translation(
          text: unit.variants[target].content.bytes, file: unit.property("file"),
          previous: unit.property("prev").map { Array($0.utf8) }, next: unit.property("next").map { Array($0.utf8) }))
      return true
    }
    translations = found
  }

  /// Gives the segments of a file of the project's folder of sources what they were translated as.
  ///
  /// - Parameter name: of the file under that folder.
  /// - Returns: how many have a translation from here.
  public func fill(_ files: inout [ExchangeDocument.File], name: String) -> Int {
    var filled = 0
    for file in files.indices {
      var places: [(unit: Int, segment: Int)] = []
      for (unit, content) in files[file].units.enumerated() where !content.isProtected {
        for segment in content.segments.indices where content.segments[segment].isSegment {
          places.append((unit, segment))
        }
      }
      let tagged = places.map { OmegaTTags(files[file].units[$0.unit].segments[$0.segment].source) }
      for (index, place) in places.enumerated() {
        let found = translation(
          of: tagged[index].text, in: name, after: index > 0 ? tagged[index - 1].text : [],
          before: index + 1 < tagged.count ? tagged[index + 1].text : [])
        guard let found else { continue }
        files[file].units[place.unit].segments[place.segment].target = tagged[index].read(found)
        files[file].units[place.unit].segments[place.segment].state = .translated
        filled += 1
      }
    }
    return filled
  }

  /// The translation of this very place; failing that, the one for all places.
  ///
  /// - Parameters:
  ///   - after: the segment before it; empty at the beginning of a file.
  ///   - before: the one behind it, likewise.
  private func translation(of text: [UInt8], in name: String, after: [UInt8], before: [UInt8]) -> [UInt8]? {
    let known = translations[text] ?? []
    let here = known.first { translation in
      !translation.isForAll && (translation.file ?? name) == name
        && (translation.previous ?? after) == after && (translation.next ?? before) == before
    }
    return (here ?? known.last { $0.isForAll })?.text
  }
}

/// A text with its codes as the tags that OmegaT makes of XLIFF 1.2: `<g0>…</g0>`, `<x1/>`.
struct OmegaTTags {
  private(set) var text: [UInt8] = []
  private var codes: [(tag: [UInt8], code: InlineCode)] = []

  init(_ content: MarkedText) {
    var layout = UnitLayout()
    layout.lay(out: content)
    let tags = OmegaTMemory.tags(of: 0, layout, content.codes)
    text = OmegaTMemory.tagged(
      TextRange(0, content.bytes.count), of: content.bytes, layout.places[layout.pieces[0].places], tags)
    for (index, code) in content.codes.enumerated() {
      if let tag = tags[index] { codes.append((Array(tag.utf8), code)) }
    }
  }

  /// A translation: what is a tag of this text in it is the code again, all else is text.
  func read(_ translation: [UInt8]) -> MarkedText {
    var content = MarkedText()
    var offset = 0
    while offset < translation.count {
      if translation[offset] == 0x3C,
        let known = codes.first(where: { translation[offset...].starts(with: $0.tag) })
      {
        var code = known.code
        code.position = content.bytes.count
        content.codes.append(code)
        offset += known.tag.count
      } else {
        content.bytes.append(translation[offset])
        offset += 1
      }
    }
    return content
  }
}
