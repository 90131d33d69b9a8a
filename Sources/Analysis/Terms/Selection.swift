/// Quickselect (Hoare, "Algorithm 65: Find", CACM 4(7), 1961), with the median of three as pivot.
enum Selection {
  /// The value of the given rank, counted from 1 for the largest; reorders the values.
  static func largest(_ rank: Int, of values: inout [Float]) -> Float {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      let target = rank - 1
      while low < high {
        let middle = low + (high - low) / 2
        let (a, b, c) = (values[low], values[middle], values[high])
        let pivot = max(min(a, b), min(max(a, b), c))
        var left = low
        var right = high
        while left <= right {
          while values[left] > pivot { left += 1 }
          while values[right] < pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if target <= right { high = right } else if target >= left { low = left } else { return values[target] }
      }
      return values[target]
    }
  }
}
