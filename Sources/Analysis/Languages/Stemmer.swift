internal import CStemmer
import Text

/// Snowball's stemmer of one language. One owner.
public final class Stemmer {
  private let handle: OpaquePointer

  /// Nil when Snowball does not know the language, given by its two-letter code.
  public init?(language: String) {
    // Snowball knows Norwegian by one code for both of its written forms.
    let code = language == "nb" || language == "nn" ? "no" : language
    guard let handle = code.withCString({ lede_stemmer_open($0) }) else { return nil }
    self.handle = handle
  }

  deinit { lede_stemmer_close(handle) }

  /// Calls `body` with the stem of a case-folded word in UTF-8.
  public func withStem<Result>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let start = word.baseAddress else { return body(word) }
    var length = 0
    let stem = lede_stemmer_stem(handle, start, word.count, &length)
    return body(UnsafeBufferPointer(start: stem, count: length))
  }
}
