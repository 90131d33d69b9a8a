import Text

/// What the marks at and around sentence ends are, by byte and by code point.
///
/// Source: the Sentence_Terminal and Quotation_Mark properties and the bracket pairs of the Unicode Character Database,
/// less the terminals that other marks of the same script outrank.
enum SentenceMarks {
  /// What a byte tells a scan that looks for places where a sentence may end.
  enum ByteClass {
    static let plain: UInt8 = 0
    static let stop: UInt8 = 1
    static let mark: UInt8 = 2
    static let line: UInt8 = 3
    static let quote: UInt8 = 4
    static let opening: UInt8 = 5
    static let closing: UInt8 = 6
    /// Ends sentences in this language only.
    static let own: UInt8 = 7
    /// Leads a character of two bytes that may be one of the marks.
    static let lead2: UInt8 = 8
    static let lead3: UInt8 = 9
    static let lead4: UInt8 = 10
  }

  enum PointClass: UInt8 {
    case plain
    /// Ends a sentence if what stands around it allows.
    case stop
    /// Exclamation and question marks.
    case mark
    case ellipsis
    /// Ends a sentence with or without a space after it: "。", "।", "։".
    case full
    case line
    case opening
    case closing
    case quoteOpening
    case quoteClosing
    /// Opens or closes, as what stands around it tells: `"`.
    case quote
    case bullet
    /// Bidirectional controls and zero-width characters.
    case invisible
  }

  static func byteClasses(_ enders: [UInt32]) -> [UInt8] {
    var classes = [UInt8](repeating: ByteClass.plain, count: 256)
    func set(_ bytes: [UInt8], _ value: UInt8) { for byte in bytes { classes[Int(byte)] = value } }
    set([0x2E], ByteClass.stop)
    set([0x21, 0x3F], ByteClass.mark)
    set([0x0A, 0x0B, 0x0C, 0x0D], ByteClass.line)
    set([0x22, 0x27, 0x60], ByteClass.quote)
    set([0x28, 0x5B, 0x7B], ByteClass.opening)
    set([0x29, 0x5D, 0x7D], ByteClass.closing)
    // « », ։, ؟ and ۔
    set([0xC2, 0xD6, 0xD8, 0xDB, 0xDC], ByteClass.lead2)
    set([0xE0, 0xE1, 0xE2, 0xE3, 0xEA, 0xEF], ByteClass.lead3)
    set([0xF0], ByteClass.lead4)
    for ender in enders {
      if ender < 0x80 {
        classes[Int(ender)] = ByteClass.own
      } else {
        var bytes: [UInt8] = []
        CodePoints.append(ender, to: &bytes)
        classes[Int(bytes[0])] =
          bytes.count == 2 ? ByteClass.lead2 : bytes.count == 3 ? ByteClass.lead3 : ByteClass.lead4
      }
    }
    return classes
  }

  @inline(__always)
  static func pointClass(_ point: UInt32) -> PointClass {
    // Letters, digits and the space of the commonest scripts at once.
    if point < 0x80 ? isPlainASCII(point) : (point >= 0xC0 && point < 0x589) || (point >= 0x3041 && point < 0xA4FF) {
      return .plain
    }
    return markClass(point)
  }

  @inline(__always)
  private static func isPlainASCII(_ point: UInt32) -> Bool {
    point == 0x20 || (point | 0x20 >= 0x61 && point | 0x20 <= 0x7A) || (point >= 0x30 && point <= 0x39)
  }

  private static func markClass(_ point: UInt32) -> PointClass {
    switch point {
    case 0x2E, 0xFF0E: .stop
    case 0x21, 0x3F, 0x61F, 0x203C, 0x203D, 0x2047...0x2049, 0x2E2E, 0x61D, 0x2E18, 0x1367, 0x1945: .mark
    case 0xFF01, 0xFF1F: .full
    case 0x2026, 0x22EF: .ellipsis
    case 0x3002, 0xFF61, 0x589, 0x964, 0x965, 0x6D4, 0x700...0x702, 0x1362, 0x1368, 0x17D4, 0x17D5, 0x104B, 0x1803,
      0x1809, 0xF0D, 0xF0E, 0x10FB, 0x166E, 0x1944, 0x1AA8...0x1AAB, 0x1B5A, 0x1B5B, 0x1B5E, 0x1B5F, 0x1C3B, 0x1C3C,
      0x1C7E, 0x1C7F, 0xA4FF, 0xA60E, 0xA6F3, 0xA876, 0xA877, 0xA8CE, 0xA8CF, 0xA9C8, 0xA9C9, 0xAA5D...0xAA5F, 0xABEB,
      0x10A56, 0x11047, 0x11048, 0x110BE...0x110C1, 0x11141...0x11143, 0x1144B, 0x1144C:
      .full
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: .line
    case 0x28, 0x5B, 0x7B, 0x3008, 0x300A, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0xFF08, 0xFF3B, 0xFF5B: .opening
    case 0x29, 0x5D, 0x7D, 0x3009, 0x300B, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0xFF09, 0xFF3D, 0xFF5D: .closing
    case 0x22, 0x27, 0x60, 0xFF02: .quote
    case 0xAB, 0x2018, 0x201A, 0x201B, 0x201C, 0x201E, 0x201F, 0x2039, 0x300C, 0x300E, 0x301D, 0xFF62: .quoteOpening
    case 0xBB, 0x2019, 0x201D, 0x203A, 0x300D, 0x300F, 0x301E, 0x301F, 0xFF63: .quoteClosing
    case 0x2022, 0x2043, 0x25CF, 0x25AA, 0x25E6, 0x25A0, 0x2023: .bullet
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xFE0F: .invisible
    default: .plain
    }
  }

  /// The closing partner of an opening bracket, or 0.
  static func partner(_ opening: UInt32) -> UInt32 {
    switch opening {
    case 0x28: 0x29
    case 0x5B: 0x5D
    case 0x7B: 0x7D
    case 0xFF3B: 0xFF3D
    case 0xFF5B: 0xFF5D
    case 0xFF08: 0xFF09
    case 0x3008, 0x300A, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x300C, 0x300E: opening + 1
    case 0xFF62: 0xFF63
    default: 0
    }
  }

  /// Dashes that open dialogue and stand between a quotation and what is said of it.
  static func isDash(_ point: UInt32) -> Bool { point == 0x2D || (point >= 0x2010 && point <= 0x2015) }

  /// Marks after which no sentence can begin: the one before goes on.
  static func goesOn(_ point: UInt32) -> Bool {
    switch point {
    case 0x2C, 0x3A, 0x3B, 0x29, 0x5D, 0x7D, 0x2F, 0x3001, 0xFF0C, 0xFF1A, 0xFF1B, 0x60C, 0x61B, 0xFF09, 0x55D, 0x25,
      0x3D:
      true
    default: false
    }
  }

  /// Letters of scripts written without spaces, where a quotation mark has no space around it.
  static func isWide(_ point: UInt32) -> Bool {
    (point >= 0x2E80 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFF00 && point <= 0xFFEF)
      || (point >= 0x20000 && point <= 0x3FFFF)
  }
}
