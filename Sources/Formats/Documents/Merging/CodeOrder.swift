import Articles
import Text

/// The codes of a translation held against those of its source.
enum CodeOrder {
  struct Fault: Error {
    var reason: String
  }

  /// For each code of the translation its index in the source's codes.
  ///
  /// Every code of the source must be there once, with an open before its close, and pairs must not cross unless those of
  /// the source do. The half of a pair whose other half is in another segment may not go into a pair of this one, nor
  /// before another such half that comes before it in the source: so each segment of a block may be translated or not.
  static func of(_ target: MarkedText, source: [InlineCode]) -> Result<[Int], Fault> {
    var last = 0
    for code in target.codes {
      guard code.position >= last, code.position <= target.bytes.count,
        code.position == target.bytes.count || target.bytes[code.position] & 0xC0 != 0x80
      else { return .failure(Fault(reason: "its codes are not in order, or stand inside a character")) }
      last = code.position
    }
    var wanted: [Key: Int] = [:]
    for (index, code) in source.enumerated() { wanted[Key(code)] = index }
    var order: [Int] = []
    for code in target.codes {
      guard let index = wanted[Key(code)] else {
        return .failure(Fault(reason: "code \(name(code)) is not in its source"))
      }
      guard index >= 0 else { return .failure(Fault(reason: "code \(name(code)) is there twice")) }
      wanted[Key(code)] = -1
      order.append(index)
    }
    if let missing = source.first(where: { (wanted[Key($0)] ?? -1) >= 0 }) {
      return .failure(Fault(reason: "code \(name(missing)) is missing"))
    }
    let sound = nesting(source.indices.map { $0 }, source)
    let found = nesting(order, source)
    if sound.fault == nil, let fault = found.fault { return .failure(Fault(reason: fault)) }
    if sound.fault == nil && sound.halves != found.halves {
      return .failure(Fault(reason: "the halves of pairs that go on in other segments changed places"))
    }
    return .success(order)
  }

  /// Whether the pairs of codes, in some order, lie inside each other; and the halves without a partner, in order.
  private static func nesting(_ order: [Int], _ codes: [InlineCode]) -> (fault: String?, halves: [Int]) {
    let opens = Set(codes.lazy.filter { $0.kind == .open }.map(\.id))
    let closes = Set(codes.lazy.filter { $0.kind == .close }.map(\.id))
    var stack: [Int] = []
    var halves: [Int] = []
    for index in order {
      let code = codes[index]
      switch code.kind {
      case .alone: break
      case .open where closes.contains(code.id): stack.append(code.id)
      case .close where opens.contains(code.id):
        if stack.last == code.id {
          stack.removeLast()
        } else if stack.contains(code.id) {
          return ("the pair of code \(name(code)) crosses another", halves)
        } else {
          return ("code \(name(code)) is closed before it is opened", halves)
        }
      case .open, .close:
        if !stack.isEmpty { return ("code \(name(code)) went into another pair", halves) }
        halves.append(index)
      }
    }
    return (nil, halves)
  }

  private static func name(_ code: InlineCode) -> String { "\(code.id) (\(code.name))" }

  private struct Key: Hashable {
    var id: Int
    var kind: InlineCode.Kind

    init(_ code: InlineCode) {
      id = code.id
      kind = code.kind
    }
  }
}
