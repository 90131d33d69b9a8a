import Text

/// How much there is to translate, on the digest page: a table for each source language, its bands by target language.
enum DigestAnalysis {
  /// Targets beyond these have a table of their own.
  private static let mostTargets = 3

  /// Nothing when no article was counted.
  static func html(_ report: AnalysisReport) -> [UInt8] {
    guard report.pairs.contains(where: { $0.sums.total.segments > 0 }) else { return [] }
    var html = HTMLEscaping.text("<section id=\"analysis\" aria-labelledby=\"analysis-title\">\n")
    html += "<h2 id=\"analysis-title\">To translate</h2>\n".utf8
    var start = 0
    while start < report.pairs.count {
      let source = report.pairs[start].source
      let end = report.pairs[start...].prefix(mostTargets).prefix { $0.source == source }.endIndex
      append(Array(report.pairs[start..<end]), report, to: &html)
      start = end
    }
    html += "<p class=\"about\">Effort is words by the weight of their band.</p>\n</section>\n".utf8
    return html
  }

  private static func append(_ pairs: [AnalysisReport.Pair], _ report: AnalysisReport, to html: inout [UInt8]) {
    html += "<table>\n<caption><bdi>".utf8
    HTMLEscaping.append(name(pairs[0].source), to: &html)
    html += "</bdi>, \(HTMLEscaping.count(pairs[0].documentCount, "document"))</caption>\n<thead>\n<tr>".utf8
    html += "<th scope=\"col\" rowspan=\"2\">Band</th><th scope=\"col\" rowspan=\"2\">Weight</th>".utf8
    for pair in pairs {
      html += "<th scope=\"colgroup\" colspan=\"2\"><bdi>".utf8
      HTMLEscaping.append(pair.target.map { "into " + name($0) } ?? "into any language", to: &html)
      html += "</bdi></th>".utf8
    }
    html += "</tr>\n<tr>".utf8
    for _ in pairs { html += "<th scope=\"col\">words</th><th scope=\"col\">effort</th>".utf8 }
    html += "</tr>\n</thead>\n<tbody>\n".utf8
    for band in AnalysisBand.allCases where pairs.contains(where: { $0.sums[band].segments > 0 }) {
      let weight = report.weights[band] ?? 0
      html += "<tr><th scope=\"row\">\(band.label)</th><td>\(weight) %</td>".utf8
      for pair in pairs {
        let words = pair.sums[band].text.total
        append(words, words * weight, to: &html)
      }
      html += "</tr>\n".utf8
    }
    html += "</tbody>\n<tfoot>\n<tr><th scope=\"row\">Total</th><td></td>".utf8
    for pair in pairs {
      append(pair.sums.total.text.total, report.effort(pair.sums), to: &html)
    }
    html += "</tr>\n</tfoot>\n</table>\n".utf8
  }

  /// - Parameter effort: in hundredths.
  private static func append(_ words: Int, _ effort: Int, to html: inout [UInt8]) {
    // A band that a language has nothing in is empty to the eye.
    guard words > 0 else {
      html += "<td class=\"none\">0</td><td class=\"none\">0</td>".utf8
      return
    }
    let hundredths = effort % 100
    html += "<td>\(HTMLEscaping.digits(words))</td><td>\(HTMLEscaping.digits(effort / 100))".utf8
    html += ".\(hundredths < 10 ? "0" : "")\(hundredths)</td>".utf8
  }

  private static func name(_ language: String) -> String { LanguageTag.name(of: language, in: "en") ?? language }
}
