import Text

/// Groups articles that tell a story in the same words: one that several papers took from one agency, or two versions.
///
/// Two articles are compared when a run of four places of their sketches is the same (locality-sensitive hashing: Indyk and
/// Motwani, STOC 1998), and grouped when half of what they say is in common; groups are what such pairs connect. A bucket
/// of many articles compares each with the first few of it only, so the work grows with the number of articles.
public enum StoryGroups {
  /// Likeness from which two articles tell the same.
  public static let leastLikeness = 0.4
  private static let bandLength = 2
  private static let mostCompared = 8

  /// For each article the index of the first one of its group, its own where it stands alone.
  public static func group(_ sketches: [StorySketch]) -> [Int] {
    var parents = Array(sketches.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    for band in stride(from: 0, to: StorySketch.places, by: bandLength) {
      var buckets: [UInt64: [Int]] = [:]
      for (index, sketch) in sketches.enumerated() {
        let part = sketch.minima[band..<(band + bandLength)]
        guard !part.contains(StorySketch.empty) else { continue }
        let key = part.reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
        for other in buckets[key, default: []] where root(other) != root(index) {
          guard sketch.likeness(to: sketches[other]) >= leastLikeness else { continue }
          let (first, second) = (min(root(other), root(index)), max(root(other), root(index)))
          parents[second] = first
        }
        if buckets[key, default: []].count < mostCompared { buckets[key, default: []].append(index) }
      }
    }
    return sketches.indices.map(root)
  }
}
