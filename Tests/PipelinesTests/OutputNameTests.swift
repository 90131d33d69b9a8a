import Pipelines
import Testing

@Suite struct OutputNameTests {
  @Test(arguments: ["a", "a.txt", "news/2026/a b.html", "Ünï-码", "a.b.c", "x_y-z"])
  func ordinaryIdsAreKept(_ id: String) {
    #expect(OutputName.path(for: id) == id)
  }

  @Test(arguments: [
    "..", ".", "", "/", "/etc/passwd", "a/../b", "a//b", "../../x", "a\\b", "C:x", "a?b", "a\u{0}b", "a\nb",
    "trailing.", "trailing ",
    ".hidden", String(repeating: "x", count: 5_000), String(repeating: "é/", count: 900),
    String(repeating: "😀", count: 200),
  ])
  func dangerousIdsStayInsideAndApart(_ id: String) {
    let path = OutputName.path(for: id)
    #expect(path != id && !path.hasPrefix("/") && path.utf8.count < 800)
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      #expect(!part.isEmpty && part != ".." && part != "." && !part.hasPrefix(".") && part.utf8.count <= 240)
      #expect(part.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x5C && $0 != 0x3A })
    }
    #expect(OutputName.path(for: id + "2") != path)
  }
}
