internal import CICU

/// A changed stretch: bytes `source` of the text given became bytes `result` of the text produced.
public struct TextChange: Hashable, Sendable {
  public var source: TextRange
  public var result: TextRange

  public init(source: TextRange, result: TextRange) {
    self.source = source
    self.result = result
  }
}

/// A produced text and how it differs from the one it was made from.
public struct ChangedText: Hashable, Sendable {
  public var bytes: [UInt8]
  public var changes: [TextChange]
}

/// Unicode normalization forms over UTF-8, with the changes made. Source: Unicode Standard Annex #15.
public enum NormalizationForm: Int32, Sendable, CaseIterable {
  case nfc = 0
  case nfkc, nfd, nfkd

  public func holds(for bytes: [UInt8]) throws(TextError) -> Bool {
    var error: Int32 = 0
    let holds = bytes.withUnsafeBufferPointer {
      lede_is_normalized(rawValue, $0.baseAddress, Int32($0.count), &error)
    }
    try TextError.check(error, "normalization check", "\(self)")
    return holds
  }

  public func apply(to bytes: [UInt8]) throws(TextError) -> ChangedText {
    var error: Int32 = 0
    let produced = bytes.withUnsafeBufferPointer { lede_normalize(rawValue, $0.baseAddress, Int32($0.count), &error) }
    try TextError.check(error, "normalization", "\(self)")
    return ChangedText(produced)
  }
}

/// Full case folding, for comparing: "Straße" and "STRASSE" fold to the same bytes.
public func foldCase(_ bytes: [UInt8]) throws(TextError) -> ChangedText {
  var error: Int32 = 0
  let produced = bytes.withUnsafeBufferPointer { lede_fold_case($0.baseAddress, Int32($0.count), &error) }
  try TextError.check(error, "case folding", "")
  return ChangedText(produced)
}

extension ChangedText {
  /// Copies what ICU produced and releases it.
  fileprivate init(_ produced: OpaquePointer?) {
    guard let produced else {
      self.init(bytes: [], changes: [])
      return
    }
    defer { lede_text_release(produced) }
    var length: Int32 = 0
    var count: Int32 = 0
    let bytes = lede_text_bytes(produced, &length)
    let changes = lede_text_changes(produced, &count)
    self.init(
      bytes: Array(UnsafeBufferPointer(start: bytes, count: Int(length))),
      changes: UnsafeBufferPointer(start: changes, count: Int(count)).map {
        TextChange(
          source: TextRange(Int($0.source_start), Int($0.source_end)),
          result: TextRange(Int($0.result_start), Int($0.result_end)))
      })
  }
}
