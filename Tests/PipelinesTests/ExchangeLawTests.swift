import Articles
import Formats
import Pipelines
import TestKit
import Testing

/// The contract of every exchange format, over documents of every format: what translators' files bring back is what went
/// out, and what was translated.
@Suite struct ExchangeLawTests {
  static let formats = ExchangeFormats.all.map { $0.name }

  @Test(arguments: MergeLawTests.documents.map(\.path), formats)
  func hardDocumentsComeBackThroughEveryFile(_ path: String, _ format: String) throws {
    let text = try #require(MergeLawTests.documents.first { $0.path == path }).text
    hold(ExchangeLaws().check(RawContent(bytes: Array(text.utf8)), path: path, formats: [format]))
  }

  /// Codes that stand between two sentences, and lines that the markup breaks there, belong to none of them.
  @Test(arguments: formats) func whatStandsBetweenSentencesStays(_ format: String) {
    let page =
      "<p>Did you know?<br />\n61 percent do.</p>\n<p><span>Go now! </span> <a href='x'>Call us.</a>  <i>Or write.</i></p>\n"
      + "<p><b>First of all.</b><br>\n<b><br /></b> <span>Then <b>the</b> rest.</span> <img src=y> Last.</p>\n"
    hold(ExchangeLaws().check(RawContent(bytes: Array(page.utf8)), path: "a.html", formats: [format]))
  }

  /// The samples: a document of every format, several languages and scripts.
  @Test(arguments: formats) func samplesComeBackThroughEveryFile(_ format: String) throws {
    let laws = ExchangeLaws()
    var endings: Set<Substring> = []
    for article in try Inputs([Project.root + "/samples/articles"]).articles() {
      guard let raw = article.raw else { continue }
      endings.insert(article.original.path.split(separator: ".").last ?? "")
      hold(laws.check(raw, path: article.original.path, formats: [format]), article.original.path)
    }
    #expect(endings.isSuperset(of: ["txt", "html", "docx", "odt", "xml"]), "\(endings)")
  }

  private func hold(_ result: ExchangeLaws.Result, _ path: String = "") {
    #expect(result.error == nil)
    #expect(result.breaches.isEmpty, "\(path) \(result.breaches.map(\.description))")
    #expect(result.segments > 0)
  }
}
