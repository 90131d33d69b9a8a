import Analysis
import Articles
import Text

/// A story of the folder: its articles, which of them is the original, and one summary of all.
struct Story {
  struct Sentence {
    var candidate: StorySentence
    var text: [UInt8]
    /// Id of its segment, its block, and its bytes in the block's text.
    var segment: String
    var block: Int
    var start: Int
    var end: Int
  }

  struct Member {
    var id: String
    var path: String
    var language: String?
    var title: String?
    var byline: String?
    var date: String?
    var source: String?
    var agency: String?
    var evidence: WireAgencies.Evidence?
    /// In words.
    var length: Int
    var terms: [String]
    /// How much of the original's text it has, from 0 to 1.
    var likeness = 0.0

    /// What tells it from the others: who published it, or its id.
    var name: String { source ?? agency ?? id }
    var heading: String { title ?? id }
  }

  /// What makes an article the original.
  enum Reason: String {
    /// An agency wrote it.
    case agency
    /// It is older than all others.
    case earliest
    /// Nothing tells but that it has the most text.
    case longest
  }

  enum Role: String {
    case original
    /// The original's text, whole or cut.
    case copy
    /// The same event in other words.
    case report
  }

  var members: [Member]
  /// Index among the members.
  var original: Int
  var reason: Reason
  /// The summary, each sentence with its article.
  var sentences: [Sentence]

  /// Of the articles of a story, the original and so many others are read for its summary.
  static let mostContributors = 24

  func role(of member: Int) -> Role {
    if member == original { return .original }
    return members[member].likeness >= StoryGroups.sameText ? .copy : .report
  }

  /// Terms of the articles, those that most of them have first.
  func terms(_ count: Int) -> [String] {
    var places: [[UInt8]: Int] = [:]
    var found: [(name: String, articles: Int)] = []
    for member in members.prefix(Story.mostContributors) {
      for name in member.terms {
        let key = FoldedName.of(name)
        if let place = places[key] {
          found[place].articles += 1
        } else {
          places[key] = found.count
          found.append((name, 1))
        }
      }
    }
    return found.enumerated().sorted { ($1.element.articles, $0.offset) < ($0.element.articles, $1.offset) }
      .prefix(count).map(\.element.name)
  }

  /// The original is who names an agency most plainly as its source; of equal ones the oldest, where all days are known;
  /// of equal ones the longest; of equal ones the first.
  static func original(of members: [Member]) -> (index: Int, reason: Reason) {
    let best = members.map { $0.evidence?.rawValue ?? -1 }.max() ?? -1
    var left = members.indices.filter { (members[$0].evidence?.rawValue ?? -1) == best }
    if best >= 0 && left.count == 1 { return (left[0], .agency) }
    let times = left.compactMap { Time(members[$0].date) }
    if times.count == left.count, let first = times.min() {
      let oldest = zip(left, times).filter { $0.1 == first }.map(\.0)
      if oldest.count == 1 { return (oldest[0], best >= 0 ? .agency : .earliest) }
      left = oldest
    }
    let index = left.max { (members[$0].length, $1) < (members[$1].length, $0) } ?? 0
    return (index, best >= 0 ? .agency : .longest)
  }

  /// A day, and the time of day where one is written in digits.
  private struct Time: Comparable {
    var day: String
    var time: String

    init?(_ date: String?) {
      guard let date, let day = CalendarDate(in: Array(date.utf8)) else { return nil }
      self.day = day.description
      time = date.firstMatch(of: /\b([01]\d|2[0-3]):[0-5]\d/).map { String($0.0) } ?? ""
    }

    /// Times are compared only where both are known.
    static func < (a: Time, b: Time) -> Bool {
      a.day != b.day ? a.day < b.day : !a.time.isEmpty && !b.time.isEmpty && a.time < b.time
    }

    static func == (a: Time, b: Time) -> Bool { !(a < b) && !(b < a) }
  }
}
