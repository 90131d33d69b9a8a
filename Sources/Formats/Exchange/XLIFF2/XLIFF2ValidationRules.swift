import Text

/// The rules of the Validation Module that hold at a place, and the text of the segment that they are tried on.
///
/// Source: XLIFF Version 2.1, section 5.8.
struct XLIFF2ValidationRules {
  private struct Rule {
    var kind: String
    var text: String
    var occurs: Int?
    var existsInSource: Bool
    var isCaseSensitive: Bool
    var isDisabled: Bool
  }

  /// Those of the file, the groups and the unit that are open.
  private var levels: [[Rule]] = []
  private var source: [UInt8] = []
  private var target: [UInt8] = []

  private static let kinds = ["isPresent", "isNotPresent", "startsWith", "endsWith"]

  mutating func begin() { levels.append([]) }
  mutating func end() { _ = levels.popLast() }

  mutating func add(_ values: [String: String], _ offset: Int, _ report: inout XLIFF2Report) {
    let kinds = XLIFF2ValidationRules.kinds.filter { values[$0] != nil }
    let isCustom = values.keys.contains { $0.contains(":") }
    if kinds.count > 1 || kinds.isEmpty && !isCustom || kinds.count == 1 && isCustom {
      report.add(
        offset, "a rule must ask for one thing", "give one of \(XLIFF2ValidationRules.kinds.joined(separator: ", "))")
    }
    if values["occurs"] != nil && values["isPresent"] == nil {
      report.add(offset, "a rule has occurs without isPresent", "take occurs away")
    }
    if values["existsInSource"] != nil && !kinds.contains(where: { $0 != "isNotPresent" }) {
      report.add(
        offset, "a rule has existsInSource without isPresent, startsWith or endsWith", "take existsInSource away")
    }
    guard let kind = kinds.first, !levels.isEmpty else { return }
    levels[levels.count - 1].append(
      Rule(
        kind: kind, text: values[kind] ?? "", occurs: values["occurs"].flatMap { Int($0) },
        existsInSource: values["existsInSource"] == "yes", isCaseSensitive: values["caseSensitive"] != "no",
        isDisabled: values["disabled"] == "yes"))
  }

  mutating func beginSegment() {
    source.removeAll(keepingCapacity: true)
    target.removeAll(keepingCapacity: true)
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ side: XLIFF2CodeScope.Side) {
    guard levels.contains(where: { !$0.isEmpty }) else { return }
    if side == .source { source.append(contentsOf: text) } else { target.append(contentsOf: text) }
  }

  func check(_ offset: Int, _ report: inout XLIFF2Report) {
    for (index, level) in levels.enumerated() {
      for rule in level where !rule.isDisabled {
        let isSwitchedOff = levels[(index + 1)...].joined().contains {
          $0.isDisabled && $0.kind == rule.kind && $0.text == rule.text
        }
        guard !isSwitchedOff, !holds(rule, target) || rule.existsInSource && !holds(rule, source) else { continue }
        report.add(
          offset, "the target breaks the rule \(rule.kind)=\"\(rule.text)\"", "correct the target, or disable the rule")
      }
    }
  }

  private func holds(_ rule: Rule, _ text: [UInt8]) -> Bool {
    var text = String(decoding: text, as: UTF8.self)
    var wanted = rule.text
    if !rule.isCaseSensitive { (text, wanted) = (text.lowercased(), wanted.lowercased()) }
    switch rule.kind {
    case "isNotPresent": return count(wanted, in: text) == 0
    case "startsWith": return text.hasPrefix(wanted)
    case "endsWith": return text.hasSuffix(wanted)
    default:
      let count = count(wanted, in: text)
      return rule.occurs.map { $0 == count } ?? (count > 0)
    }
  }

  private func count(_ wanted: String, in text: String) -> Int {
    guard !wanted.isEmpty else { return 1 }
    var count = 0
    var rest = text[...]
    while let range = rest.firstRange(of: wanted) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
