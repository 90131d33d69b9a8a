import Analysis
import Articles
import Text

/// The stories of a folder, found from its records. It keeps a mark and a place of each article; what a story is told with is
/// read again when it is told, so memory stays small.
struct StoryFolder {
  private let lookup: Records.Lookup
  private(set) var places: [Records.Place] = []
  private var groups = StoryGroups()
  /// For each article the first one of its story.
  private var firsts: [Int] = []
  /// For the first article of each story of several, all of them.
  private var members: [Int: [Int]] = [:]

  /// Reads all records; `body` sees each as well.
  ///
  /// - Parameter finding: whether articles of one story are looked for; without it each is a story of its own.
  init(
    _ records: Records, finding: Bool = true, _ body: (JSONValue) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    lookup = try records.lookup()
    var places: [Records.Place] = []
    var groups = StoryGroups()
    try records.forEachWithPlace { record, place throws(EnvironmentError) in
      places.append(place)
      if finding, let mark = record["story"].flatMap(StoryRecord.mark) { groups.add(mark) }
      try body(record)
    }
    self.places = places
    firsts = groups.count == places.count ? groups.group() : Array(places.indices)
    self.groups = groups
    for (article, first) in firsts.enumerated() where first != article {
      members[first, default: [first]].append(article)
    }
  }

  /// The articles that stories begin with, in the order of the folder.
  var stories: [Int] { places.indices.filter { firsts[$0] == $0 } }

  /// How many articles the story that begins with one has.
  func size(_ first: Int) -> Int { members[first]?.count ?? 1 }

  func articles(_ first: Int) -> [Int] { members[first] ?? [first] }

  /// Stories that most articles tell first, then those whose subjects most articles of the folder share.
  func stories(byWeightAtMost count: Int) -> [Int] {
    guard groups.count == places.count else { return Array(stories.prefix(count)) }
    let ranked = stories.map { (size: size($0), prominence: groups.prominence(of: $0), first: $0) }
    return ranked.sorted { a, b in
      if a.size != b.size { return a.size > b.size }
      return a.prominence != b.prominence ? a.prominence > b.prominence : a.first < b.first
    }.prefix(count).map(\.first)
  }

  /// Reads what a story is told with, and makes its summary.
  func story(_ first: Int) throws(EnvironmentError) -> Story {
    let articles = articles(first)
    var members: [Story.Member] = []
    members.reserveCapacity(articles.count)
    for article in articles { try read(article) { members.append(StoryRecord.member($0)) } }
    let (original, reason) = Story.original(of: members)
    for index in members.indices where index != original {
      members[index].likeness = groups.likeness(articles[original], articles[index])
    }
    var contributors = [original]
    for index in members.indices where index != original && contributors.count < Story.mostContributors {
      contributors.append(index)
    }
    var sentences: [Story.Sentence] = []
    var subjects: [StoryWords] = []
    var limits = StorySummary.Limits(sentences: 0, words: 0)
    for (number, index) in contributors.enumerated() {
      try read(articles[index]) { record in
        let own = StoryRecord.sentences(record, article: number)
        limits.sentences = max(limits.sentences, own.count)
        limits.words = max(limits.words, own.reduce(0) { $0 + $1.candidate.wordCount })
        sentences += own
        subjects.append(StoryRecord.subject(record))
      }
    }
    var picked = sentences
    if members.count > 1 {
      let candidates = sentences.map(\.candidate)
      picked = StorySummary.pick(candidates, subjects: subjects, original: 0, limits).map { sentences[$0] }
      for index in picked.indices { picked[index].candidate.article = contributors[picked[index].candidate.article] }
    }
    return Story(members: members, original: original, reason: reason, sentences: picked)
  }

  /// Where an article's own summary stands in its entry of the digest, and how long that is.
  func summaryRange(of article: Int) throws(EnvironmentError) -> (own: TextRange, length: Int) {
    var found = (own: TextRange(0, 0), length: 0)
    try lookup.read(places[article]) { record throws(EnvironmentError) in
      let (start, end) = (record["summaryStart"]?.integer ?? 0, record["summaryEnd"]?.integer ?? 0)
      found = (TextRange(start, max(start, end)), record["bytes"]?.integer ?? 0)
    }
    return found
  }

  private func read(_ article: Int, _ body: (JSONValue) -> Void) throws(EnvironmentError) {
    try lookup.read(places[article]) { record throws(EnvironmentError) in
      if let story = record["story"] { body(story) }
    }
  }
}
