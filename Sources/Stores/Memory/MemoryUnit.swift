import Articles
import Text

/// A text and its translation, as a memory keeps them.
public struct MemoryUnit: Hashable, Sendable {
  /// What stood before and after the text: keys of the neighbors' texts, 0 where there was none.
  public struct Context: Hashable, Sendable {
    public var previous: UInt64
    public var next: UInt64

    public init(previous: UInt64, next: UInt64) {
      self.previous = previous
      self.next = next
    }
  }

  public var source: MarkedText
  public var target: MarkedText
  public var sourceLanguage: String
  public var targetLanguage: String
  public var state: Target.State
  /// The document that it is from, or the file that it came in.
  public var origin: String
  public var author: String
  /// Of the last change, as TMX writes it: `20260503T101500Z`; empty when it is not known.
  public var date: String
  public var note: String
  public var contexts: [Context]

  public init(
    source: MarkedText, target: MarkedText, sourceLanguage: String, targetLanguage: String,
    state: Target.State = .translated, origin: String = "", author: String = "", date: String = "", note: String = "",
    contexts: [Context] = []
  ) {
    self.source = source
    self.target = target
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.state = state
    self.origin = origin
    self.author = author
    self.date = date
    self.note = note
    self.contexts = contexts
  }

  /// What a text is looked up by: 64 bits of its digest, never 0.
  public static func key(of text: some Sequence<UInt8>) -> UInt64 { max(Digest(of: text).high, 1) }
}

/// A unit of a memory that matches a text.
public struct MemoryMatch: Hashable, Sendable {
  /// The unit's number in its memory: the order in which units came.
  public var number: Int
  /// Its languages, texts and state; what else is known of it is in the memory.
  public var unit: MemoryUnit
  /// How alike the compared forms are: 100 when all that differs is case, numbers, spaces or codes.
  public var percent: Int
  /// Whether it is the same text, byte for byte.
  public var isSameText: Bool
  /// Whether it stood between the same neighbors.
  public var isInContext: Bool
}

/// Inline codes as a column of the store: what a translation needs of them.
enum PackedCodes {
  static func pack(_ codes: [InlineCode]) -> [UInt8] {
    var bytes: [UInt8] = []
    for code in codes {
      bytes.append(code.kind.rawValue)
      VariableInteger.append(code.position, to: &bytes)
      VariableInteger.append(max(code.id, 0), to: &bytes)
      for text in [code.name, code.equivalent] {
        VariableInteger.append(text.utf8.count, to: &bytes)
        bytes.append(contentsOf: text.utf8)
      }
    }
    return bytes
  }

  /// Stops at what is damaged, or stands outside of the text.
  static func unpack(_ bytes: UnsafeBufferPointer<UInt8>, textLength: Int) -> [InlineCode] {
    var codes: [InlineCode] = []
    var offset = 0
    while offset < bytes.count, let kind = InlineCode.Kind(rawValue: bytes[offset]) {
      offset += 1
      guard let position = number(bytes, &offset), let id = number(bytes, &offset), let name = text(bytes, &offset),
        let equivalent = text(bytes, &offset), position <= textLength,
        position >= codes.last?.position ?? 0
      else { break }
      codes.append(InlineCode(kind, at: position, id: id, name: name, equivalent: equivalent))
    }
    return codes
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> Int? {
    offset < bytes.count ? VariableInteger.read(bytes, &offset) : nil
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> String? {
    guard let length = number(bytes, &offset), length <= bytes.count - offset else { return nil }
    defer { offset += length }
    return String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
  }
}
