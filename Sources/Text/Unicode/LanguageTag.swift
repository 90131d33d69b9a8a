internal import CICU

/// What ICU's locale data knows of a language, by its BCP 47 tag.
public enum LanguageTag {
  /// "en" of "en-GB".
  public static func primary(_ tag: String) -> String {
    String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }

  /// A tag in the usual case: "en-GB" for "EN-gb", "zh-Hant-TW" for "zh-hant-tw" (RFC 5646 section 2.1.1).
  public static func canonical(_ tag: String) -> String {
    tag.split(separator: "-", omittingEmptySubsequences: false).enumerated().map { index, part in
      if index == 0 || part.utf8.count == 1 || part.utf8.count == 3 { return part.lowercased() }
      if part.utf8.count == 2 { return part.uppercased() }
      return part.utf8.count == 4 ? part.prefix(1).uppercased() + part.dropFirst().lowercased() : part.lowercased()
    }.joined(separator: "-")
  }

  /// The tag without what does not change the words: "en" of "en-GB", but "zh-Hant" of "zh-Hant-TW".
  public static func withoutRegion(_ tag: String) -> String {
    let parts = canonical(tag).split(separator: "-")
    return (parts.prefix(1) + parts.dropFirst().filter { $0.utf8.count == 4 }.prefix(1)).joined(separator: "-")
  }

  /// The script subtag of a tag: "Latn" of "sr-Latn-RS".
  public static func script(of tag: String) -> String? {
    canonical(tag).split(separator: "-").dropFirst().first { $0.utf8.count == 4 }.map(String.init)
  }

  /// The tag to use for one that is withdrawn, or too wide to be of use: "he" for "iw", "nb" for "no", "zh-Hans" for "zh".
  ///
  /// Source: the preferred values of the IANA subtag registry (RFC 5646 section 2.2.1), and what detectors mean by tags
  /// that name several languages.
  public static func preferred(_ tag: String) -> String {
    switch tag {
    case "iw": "he"
    case "in": "id"
    case "jw": "jv"
    case "ji": "yi"
    case "no": "nb"
    case "tl": "fil"
    case "mo": "ro"
    case "sh": "sr-Latn"
    case "zh": "zh-Hans"
    default: tag
    }
  }

  /// The language's name in another language, or nil if ICU has none.
  public static func name(of tag: String, in reader: String) -> String? {
    var name = [UInt8](repeating: 0, count: 256)
    let length = lede_language_name(tag, reader, &name, 256)
    return length > 0 ? String(decoding: name[..<Int(length)], as: UTF8.self) : nil
  }

  public static func isRightToLeft(_ tag: String) -> Bool { lede_is_right_to_left(tag) }

  /// Whether a tag has the shape that BCP 47 asks for (RFC 5646 section 2.1): subtags of 1 to 8 letters and digits,
  /// the first of 2 to 8 letters, or of one letter before others.
  public static func isWellFormed(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let first = parts.first, first.allSatisfy(isLetter), first.count <= 8 else { return false }
    guard first.count >= 2 || (parts.count > 1 && (first.first == 0x78 || first.first == 0x69)) else { return false }
    return parts.allSatisfy {
      (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }
  }

  /// CLDR's list of abbreviations after which a full stop ends no sentence; empty for most languages.
  public static func suppressions(of tag: String) -> [[UInt8]] {
    final class List { var items: [[UInt8]] = [] }
    let list = List()
    _ = lede_suppressions(
      tag,
      { context, text, length in
        guard let context, let text else { return }
        Unmanaged<List>.fromOpaque(context).takeUnretainedValue().items
          .append(Array(UnsafeBufferPointer(start: text, count: Int(length))))
      }, Unmanaged.passUnretained(list).toOpaque())
    return list.items
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}
