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
  ///
  /// - Parameter range: of the segment in its block, in which the positions of the source's codes are; nil when
  ///   every code of the source is written.
  static func of(_ target: MarkedText, source: [InlineCode], in range: TextRange? = nil) -> Result<[Int], Fault> {
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
    if let range, let strayed = implied(order, target, source, range) {
      return .failure(
        Fault(reason: "code \(name(strayed)) has no mark of its own in the document, so nothing can come between"))
    }
    return .success(order)
  }

  /// A code that is not written, because what comes beside it implies it, and that stands beside something else now.
  private static func implied(
    _ order: [Int], _ target: MarkedText, _ source: [InlineCode], _ range: TextRange
  ) -> InlineCode? {
    guard source.contains(where: { $0.kind != .alone && $0.origin.isEmpty }) else { return nil }
    let written = Set(source.lazy.filter { $0.kind != .alone && !$0.origin.isEmpty }.map(\.id))
    for (place, index) in order.enumerated() {
      let code = source[index]
      guard code.kind != .alone, code.origin.isEmpty, written.contains(code.id) else { continue }
      let position = target.codes[place].position
      if code.kind == .close {
        if index + 1 < source.count && source[index + 1].position == code.position {
          let isBeside =
            place + 1 < order.count && order[place + 1] == index + 1 && target.codes[place + 1].position == position
          if !isBeside { return code }
        } else if code.position == range.end && position != target.bytes.count {
          return code
        }
      } else if index > 0 && source[index - 1].position == code.position {
        if place == 0 || order[place - 1] != index - 1 || target.codes[place - 1].position != position { return code }
      } else if code.position == range.start && position != 0 {
        return code
      }
    }
    return nil
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
