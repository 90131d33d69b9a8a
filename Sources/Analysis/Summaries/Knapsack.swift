/// The choice of things that is worth most and fits a limit, exactly: dynamic programming over the limit.
///
/// Source: Bellman, "Dynamic Programming", 1957; for summaries, McDonald, "A Study of Global Inference Algorithms in
/// Multi-Document Summarization", ECIR 2007, who found it far better than picking best first where a length in words is
/// to be filled.
struct Knapsack {
  struct Item {
    var worth: Float
    var size: Int
  }

  /// Things times limit up to which the table is made.
  static let mostCells = 400_000

  private var best: [Float] = []
  private var isTaken: [Bool] = []

  /// Indices of the chosen items, ascending. Items of no worth are never chosen.
  mutating func choose(_ items: [Item], limit: Int) -> [Int] {
    best.reset(limit + 1)
    isTaken.reset(items.count * (limit + 1), to: false)
    for (index, item) in items.enumerated() where item.worth > 0 && item.size <= limit {
      for room in stride(from: limit, through: item.size, by: -1) {
        let worth = best[room - item.size] + item.worth
        if worth > best[room] {
          best[room] = worth
          isTaken[index * (limit + 1) + room] = true
        }
      }
    }
    var room = limit
    var chosen: [Int] = []
    for index in items.indices.reversed() where isTaken[index * (limit + 1) + room] {
      chosen.append(index)
      room -= items[index].size
    }
    return chosen.reversed()
  }
}
