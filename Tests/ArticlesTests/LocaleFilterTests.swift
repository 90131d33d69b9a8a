import Articles
import Testing

@Suite struct LocaleFilterTests {
  /// List, type, and the languages that the text is for out of: fr, fr-CA, en-CA, de, zh-Hans-CN.
  @Test(arguments: [
    ("*", "include", "fr fr-CA en-CA de zh-Hans-CN"),
    ("", "include", ""),
    ("", "exclude", "fr fr-CA en-CA de zh-Hans-CN"),
    ("fr", "include", "fr fr-CA"),
    ("*-CA, de", "include", "fr-CA en-CA de"),
    ("*-ca", "exclude", "fr de zh-Hans-CN"),
    ("zh-CN", "include", "zh-Hans-CN"),
    ("fr-*-CA", "include", "fr-CA"),
    ("de-AT", "include", ""),
  ])
  func rangesSayWhichLanguagesATextIsFor(_ list: String, _ type: String, _ expected: String) {
    let filter = LocaleFilter(list: list, type: type)
    let found = ["fr", "fr-CA", "en-CA", "de", "zh-Hans-CN"].filter { filter.allows($0) }
    #expect(found.joined(separator: " ") == expected)
  }
}
