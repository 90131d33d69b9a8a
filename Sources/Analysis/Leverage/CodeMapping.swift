import Text

/// Brings the codes of a memory's texts to those of the segment that they are to be used for.
///
/// Codes stand for each other in their order, if they are of one kind and do not have two different names. Those that
/// stand for none are left out.
public struct CodeMapping {
  /// Whether the source of the memory has the very codes of the segment, in their order.
  public let isExact: Bool
  private var partners: [Key: InlineCode] = [:]

  private struct Key: Hashable {
    var id: Int
    var kind: InlineCode.Kind
  }

  /// - Parameter samePlaces: whether codes must stand in the same places to be the same, since the texts are.
  public init(from source: MarkedText, to segment: MarkedText, samePlaces: Bool) {
    isExact =
      source.codes.count == segment.codes.count
      && zip(source.codes, segment.codes).allSatisfy {
        CodeMapping.fit($0, $1) && (!samePlaces || $0.position == $1.position)
      }
    var taken = Set<Int>()
    for code in source.codes {
      let key = Key(id: code.id, kind: code.kind)
      guard partners[key] == nil else { continue }
      // The half of a pair goes where the other half went.
      if code.kind == .close, let open = partners[Key(id: code.id, kind: .open)] {
        guard let index = segment.codes.firstIndex(where: { $0.kind == .close && $0.id == open.id }),
          taken.insert(index).inserted
        else { continue }
        partners[key] = segment.codes[index]
        continue
      }
      guard
        let index = segment.codes.indices.first(where: {
          !taken.contains($0) && CodeMapping.fit(code, segment.codes[$0])
        })
      else { continue }
      taken.insert(index)
      partners[key] = segment.codes[index]
    }
  }

  private static func fit(_ a: InlineCode, _ b: InlineCode) -> Bool {
    guard a.kind == b.kind, a.name != b.name else { return a.kind == b.kind }
    let (one, other) = (plain(a.name), plain(b.name))
    return one == other || one.isEmpty || other.isEmpty
  }

  /// One name for what HTML, XLIFF 1.2 and XLIFF 2 call the same; none for what says nothing.
  private static func plain(_ name: String) -> Substring {
    let short = name.hasPrefix("xlf:") ? name.dropFirst(4) : name.hasPrefix("x-") ? name.dropFirst(2) : name[...]
    return switch short {
    case "strong", "bold": "b"
    case "em", "italic": "i"
    case "underlined": "u"
    case "link": "a"
    case "image": "img"
    case "lb": "br"
    case "quote": "q"
    case "code", "other", "fmt", "ui": ""
    default: short
    }
  }

  /// A text of the memory with the segment's codes.
  public func apply(to text: MarkedText) -> MarkedText {
    var result = text
    var used = Set<Key>()
    result.codes = text.codes.compactMap { code in
      let key = Key(id: code.id, kind: code.kind)
      guard var partner = partners[key], used.insert(key).inserted else { return nil }
      partner.position = code.position
      return partner
    }
    return result
  }
}
