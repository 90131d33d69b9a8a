/// Where a value stands that the user gave.
public enum Place: Hashable, Sendable {
  /// Line and column of a pipeline file, from 1.
  case file(line: Int, column: Int)
  /// A command-line flag, as "--sentences".
  case flag(String)
}

/// Something wrong in what the user gave, and what to do about it.
public struct Fault: Error, Hashable, Sendable {
  public var place: Place
  public var message: String
  public var hint: String?
  /// The file that the place is in, when it is another than the one being read: that of a resource.
  public var file: String?

  public init(_ place: Place, _ message: String, hint: String? = nil) {
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// As terminals show it: `newsroom.yaml:7:18: what is wrong`, and the hint on a line of its own.
  public func text(file: String) -> String {
    let head =
      switch place {
      case .file(let line, let column): "\(self.file ?? file):\(line):\(column): "
      case .flag(let flag): "\(flag): "
      }
    return head + message + (hint.map { "\n  hint: " + $0 } ?? "")
  }
}

/// Closest of some known words to one that is not known, for "did you mean"; nil when none is close.
public func closestName(to word: String, among names: [String]) -> String? {
  let best = names.map { (name: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
  guard let best, best.distance <= max(1, word.count / 3) else { return nil }
  return best.name
}

/// Insertions, deletions, replacements and swaps of neighbors that turn one word into another.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased())
  let b = Array(b.lowercased())
  var table = (0...a.count).map { i in (0...b.count).map { j in i == 0 ? j : j == 0 ? i : 0 } }
  for i in stride(from: 1, through: a.count, by: 1) {
    for j in stride(from: 1, through: b.count, by: 1) {
      table[i][j] = min(
        table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
      }
    }
  }
  return table[a.count][b.count]
}
