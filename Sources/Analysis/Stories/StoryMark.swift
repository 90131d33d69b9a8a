import Articles
import Text

/// What is kept of an article so that articles of the same story find each other: some 300 bytes, whatever its length.
public struct StoryMark: Hashable, Sendable {
  public var sketch: StorySketch
  public var words: StoryWords
  /// Primary subtag: stories are grouped within a language.
  public var language: String
  /// The day of the article, where it is known: `CalendarDate.ordinal`.
  public var day: Int?

  public init(sketch: StorySketch, words: StoryWords, language: String, day: Int?) {
    self.sketch = sketch
    self.words = words
    self.language = language
    self.day = day
  }
}

extension CalendarDate {
  /// Days since a day long past, in a calendar of equal years: near enough to tell how far two days are apart.
  public var ordinal: Int {
    year * 365 + year / 4 + [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] + day
  }
}
