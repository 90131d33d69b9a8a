import Testing

@testable import Articles

@Suite struct BylineTests {
  @Test(
    arguments: [
      ("Ann Lee", "Ann Lee"), ("By Ann Lee and Bo Sun", "Ann Lee and Bo Sun"), ("by: ANN LEE", "ANN LEE"),
      ("Written byAnn Lee", "Ann Lee"), ("Author: Ann Lee, PhD", "Ann Lee, PhD"), ("Von Anna Lehmann", "Anna Lehmann"),
      ("Par Anne Petit", "Anne Petit"), ("Автор: Анна Ли", "Анна Ли"), ("作者：王小明", "王小明"),
      ("By Ann Lee | Staff writer", "Ann Lee"), ("Ann Lee · 5 min read", "Ann Lee"),
      ("By Ann Lee in Astana 4 March 2025", "Ann Lee"), ("Byron Hill", "Byron Hill"),
      ("Divya Rao", "Divya Rao"), ("Dr. Martin Luther King Jr.", "Dr. Martin Luther King Jr."),
      ("admin", nil), ("@annlee", nil), ("ann@example.org", nil), ("https://example.org/ann", nil), ("3 May 2021", nil),
      ("Ann Lee July 3, 2025", "Ann Lee"), ("August 28, 2025", nil), ("Ann August", "Ann August"),
      ("", nil), ("By", nil), ("Who wrote this?", nil),
    ] as [(String, String?)]) func takesTheNames(_ text: String, _ names: String?)
  {
    #expect(Byline.names(in: Array(text.utf8)) == names)
  }
}
