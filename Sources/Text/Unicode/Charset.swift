internal import CCharset
internal import CICU
internal import CJSON

/// Bytes of a document as UTF-8, with the way back and what could not be read.
public struct DecodedText: Sendable {
  public var bytes: [UInt8]
  /// The charset's standard name, such as "UTF-8" or "windows-1251".
  public var charset: String
  /// From offsets in `bytes` to offsets in the document.
  public var map: ByteMap
  /// Offsets in the document of byte sequences that stand for no character; each is a U+FFFD in `bytes`.
  public var faults: [Int]

  public init(bytes: [UInt8], charset: String, map: ByteMap, faults: [Int] = []) {
    self.bytes = bytes
    self.charset = charset
    self.map = map
    self.faults = faults
  }

  /// Text that is UTF-8 already.
  public init(utf8 bytes: [UInt8]) {
    self.init(bytes: bytes, charset: Charset.utf8, map: ByteMap(identity: bytes.count))
  }
}

/// Charsets: recognizing, decoding and encoding.
public enum Charset {
  public static let utf8 = "UTF-8"

  /// Decodes a document: by its byte order mark, else as declared, else as UTF-8 if it is, else by a guess.
  ///
  /// A declaration that the bytes contradict (declared UTF-8, ill-formed as such, or the other way round) is not
  /// believed. UTF-16 without a mark is told by its zero bytes.
  public static func decode(_ document: [UInt8], declared: String? = nil) throws(TextError) -> DecodedText {
    if let (charset, mark) = byteOrderMark(document) { return try decode(document, from: charset, skipping: mark) }
    if let declared, let name = standardName(CharsetLabels.meaning(of: declared)), !isUnicode(name),
      !provesUTF8(document)
    {
      return try decode(document, from: name, skipping: 0)
    }
    if isUTF8(document) {
      if let wide = unmarkedUTF16(document) { return try decode(document, from: wide, skipping: 0) }
      return DecodedText(utf8: document)
    }
    if let wide = unmarkedUTF16(document) { return try decode(document, from: wide, skipping: 0) }
    if isDamagedUTF8(document) { return try decode(document, from: utf8, skipping: 0) }
    return try decode(document, from: guess(document) ?? "windows-1252", skipping: 0)
  }

  public static func decode(_ document: [UInt8], from charset: String, skipping mark: Int) throws(TextError)
    -> DecodedText
  {
    let name = standardName(charset) ?? charset
    if name == utf8 && isUTF8(document) {
      return DecodedText(
        bytes: mark == 0 ? document : Array(document[mark...]), charset: utf8,
        map: ByteMap(identity: document.count - mark, from: mark), faults: [])
    }
    var error: Int32 = 0
    let decoding = document[mark...].withUnsafeBufferPointer {
      lede_decode(charset, $0.baseAddress, Int32($0.count), &error)
    }
    try TextError.check(error, "charset", charset)
    guard let decoding else { throw TextError(call: "charset", subject: charset, reason: "memory is out") }
    defer { lede_decoding_release(decoding) }
    var length: Int32 = 0
    var runCount: Int32 = 0
    var faultCount: Int32 = 0
    let bytes = UnsafeBufferPointer(start: lede_decoding_bytes(decoding, &length), count: Int(length))
    let runs = UnsafeBufferPointer(start: lede_decoding_runs(decoding, &runCount), count: Int(runCount))
    let faults = UnsafeBufferPointer(start: lede_decoding_faults(decoding, &faultCount), count: Int(faultCount))
    var map = ByteMap(identity: 0, from: mark)
    for run in runs {
      map.append(count: Int(run.count), derived: Int(run.result_width), original: Int(run.source_width))
    }
    return DecodedText(bytes: Array(bytes), charset: name, map: map, faults: faults.map { Int($0) + mark })
  }

  /// Encodes UTF-8 text in a charset; characters it lacks become XML character references if `references`.
  ///
  /// - Throws: `TextError` for an unknown charset, or for a character it lacks when `references` is false.
  public static func encode(_ text: [UInt8], in charset: String, references: Bool = false) throws(TextError) -> [UInt8]
  {
    if standardName(charset) == utf8 { return text }
    var error: Int32 = 0
    var length: Int32 = 0
    let encoded = text.withUnsafeBufferPointer {
      lede_encode(charset, $0.baseAddress, Int32($0.count), references, &length, &error)
    }
    try TextError.check(error, "charset", charset)
    defer { lede_bytes_release(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
  }

  public static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { $0.isEmpty || lede_utf8_is_valid($0.baseAddress, $0.count) }
  }

  /// The standard name of a charset, or nil for one that ICU does not know.
  public static func standardName(_ alias: String) -> String? {
    lede_charset_name(alias).map { String(cString: $0) }
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> (charset: String, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("UTF-32LE", 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("UTF-32BE", 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    return nil
  }

  private static func isUnicode(_ name: String) -> Bool { name.hasPrefix("UTF-") }

  /// Whether a document can be nothing but UTF-8: well-formed, with more than a sequence or two, as chance might have it
  /// in a text of another charset.
  private static func provesUTF8(_ document: [UInt8]) -> Bool {
    var sequences = 0
    for byte in document where byte >= 0xC2 {
      sequences += 1
      if sequences > 2 { return isUTF8(document) }
    }
    return false
  }

  /// UTF-16 without a mark: spaces and line ends make every second byte zero far more often than the others.
  private static func unmarkedUTF16(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
    let sample = min(bytes.count, 4096) / 2
    var even = 0
    var odd = 0
    for i in 0..<sample {
      if bytes[2 * i] == 0 { even += 1 }
      if bytes[2 * i + 1] == 0 { odd += 1 }
    }
    // In a short text one stray zero would be a tenth.
    let weight = sample < 64 ? 3 : 10
    if odd * weight > sample && even * 10 < odd { return "UTF-16LE" }
    if even * weight > sample && odd * 10 < even { return "UTF-16BE" }
    return nil
  }

  /// Text that is UTF-8 but for a byte here and there: sequences of two to four bytes that are well-formed hardly happen
  /// by chance in another charset, let alone ten for each that is not.
  private static func isDamagedUTF8(_ bytes: [UInt8]) -> Bool {
    var sound = 0
    var broken = 0
    var offset = 0
    let end = min(bytes.count, 1 << 16)
    while offset < end {
      let lead = bytes[offset]
      guard lead >= 0x80 else {
        offset += 1
        continue
      }
      let width =
        lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0
      let rest = bytes[(offset + 1)..<min(offset + max(width, 1), bytes.count)]
      if width > 0, rest.count == width - 1, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) {
        sound += 1
        offset += width
      } else {
        broken += 1
        offset += 1
      }
    }
    return sound >= 10 * broken && sound > 0
  }

  private static func guess(_ bytes: [UInt8]) -> String? {
    var name = [CChar](repeating: 0, count: 32)
    let known = bytes.withUnsafeBufferPointer { lede_charset_guess($0.baseAddress, $0.count, &name) }
    guard known, name[0] != 0 else { return nil }
    let guess = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // The detector knows charsets that ICU has no converter for: the nearest of their family that it has, or none.
    let nearest = CharsetLabels.meaning(of: guess)
    return lede_charset_opens(nearest) ? standardName(nearest) : nil
  }
}
