import Articles
import Formats
import TestKit
import Testing

@testable import Pipelines

/// Pages that are opened in browsers carry text from anywhere.
@Suite struct PagePolicyTests {
  @Test func everyPageSaysWhatItMayLoad() throws {
    let folder = try TemporaryFolder()
    try Project.write(
      "<script>alert(1)</script> The ferry runs again. It costs 12 crowns.".utf8, to: folder.path + "/a.txt")
    let pipeline = """
      stages: [extract, detect-language: { fallback: en }, segment, summarize, find-terms]
      write: [digest, briefs: { as: [html] }, segment-files: { format: review-html, targets: [fr] }]

      """
    try Project.write(pipeline.utf8, to: folder.path + "/p.yaml")
    let result = try Program.shell("lede run p.yaml a.txt -o out", in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let pages = try Project.files(under: folder.path + "/out").filter { $0.hasSuffix(".html") }
    #expect(pages.count == 3, "\(pages)")
    for page in pages {
      let html = try Project.text(folder.path + "/out/" + page)
      #expect(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"), "\(page)")
      #expect(!html.contains("<script>alert"), "\(page)")
    }
  }
}
