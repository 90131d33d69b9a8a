/// Items by their worth, the best first, and of equals the one with the smaller number: a binary heap.
struct WorthQueue {
  struct Entry {
    var worth: Float
    var item: Int32
    /// For the user of the queue, such as when the worth was found.
    var mark: Int32 = 0
  }

  private var heap: [Entry] = []

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  mutating func push(_ worth: Float, _ item: Int32, mark: Int32 = 0) {
    heap.append(Entry(worth: worth, item: item, mark: mark))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard WorthQueue.isBefore(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Entry? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var child = parent * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count && WorthQueue.isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard WorthQueue.isBefore(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return top
  }

  private static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
    left.worth != right.worth ? left.worth > right.worth : left.item < right.item
  }
}
