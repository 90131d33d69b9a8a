/// A class of segments that is quoted and paid alike. In the order in which reports list them.
enum AnalysisBand: String, CaseIterable, Sendable {
  case protected, numbers, unchanged, context, repeated, exact, repeatedAcross
  case high, medium, low, lowest, new

  /// As options and files name it.
  var name: String {
    switch self {
    case .repeatedAcross: "repeated-across"
    case .high: "95-99"
    case .medium: "85-94"
    case .low: "75-84"
    case .lowest: "50-74"
    default: rawValue
    }
  }

  var label: String {
    switch self {
    case .protected: "Protected"
    case .numbers: "Numbers only"
    case .unchanged: "Translated before"
    case .context: "In context (101 %)"
    case .repeated: "Repeated in a document"
    case .exact: "Same text (100 %)"
    case .repeatedAcross: "Repeated across"
    case .high: "95-99 %"
    case .medium: "85-94 %"
    case .low: "75-84 %"
    case .lowest: "50-74 %"
    case .new: "New"
    }
  }

  /// The share of the full price, in percent, that is usual.
  var standardWeight: Int {
    switch self {
    case .protected, .unchanged, .context: 0
    case .numbers, .repeated, .exact, .repeatedAcross: 10
    case .high: 30
    case .medium: 50
    case .low: 70
    case .lowest, .new: 100
    }
  }

  static func named(_ name: String) -> AnalysisBand? { allCases.first { $0.name == name } }

  /// The band of a match below 100 %.
  init(score: Int) {
    switch score {
    case 95...: self = .high
    case 85..<95: self = .medium
    case 75..<85: self = .low
    case 50..<75: self = .lowest
    default: self = .new
    }
  }
}
