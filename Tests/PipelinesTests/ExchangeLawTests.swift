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
