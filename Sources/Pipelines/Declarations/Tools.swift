import Analysis
import Articles
import Stores
import Text

/// What one worker owns: break iterators, language data and scratch buffers, kept from article to article.
public final class Tools {
  public let wire = WireReader()
  public private(set) var words = WordTable()
  private var wordsAreFresh = false
  public let languageDetector = LanguageDetector()
  public var storyMarker = StoryMarker()
  private var openSummarizer: Summarizer?
  private var openTermFinder: TermFinder?
  /// More languages than any folder has; records with invented tags must not fill the memory.
  private static let mostLanguages = 100
  private var languages: [String: LanguageData] = [:]
  private var sentenceFinders: [String: SentenceFinder] = [:]
  /// Finders that know abbreviations beside those of their language, and the list they know.
  private var wiserFinders: [String: SentenceFinder] = [:]
  private var knownAbbreviations: AbbreviationList?
  private var joinedAbbreviations: (first: AbbreviationList, second: AbbreviationList, list: AbbreviationList)?
  /// Users' rules by language, nil for those that the file has none for, and the file they are from.
  private var ruleSegmenters: [String: RuleSegmenter?] = [:]
  private var rules: SegmentationRules?
  private var wordBreakers: [String: BreakIterator] = [:]
  private var openTermMatchers: [String: TermMatcher] = [:]
  private var openMemories: [(name: String, memory: TranslationMemory)]?
  public let resources: Resources
  /// Programs that stages ask.
  let children = ChildProcesses()

  public init(resources: Resources = Resources()) { self.resources = resources }

  /// Forgets what was found in the article before.
  public func begin() { wordsAreFresh = false }

  /// Says that the article's texts have changed since its words were found.
  public func textChanged() { wordsAreFresh = false }

  public func data(of language: String) -> LanguageData {
    let primary = LanguageTag.primary(language)
    if let known = languages[primary] { return known }
    let data = LanguageData(language: primary)
    if languages.count >= Tools.mostLanguages { languages.removeAll() }
    languages[primary] = data
    return data
  }

  public func summarizer() throws(ArticleError) -> Summarizer {
    if let openSummarizer { return openSummarizer }
    let summarizer = try Tools.made { () throws(TextError) in try Summarizer() }
    openSummarizer = summarizer
    return summarizer
  }

  public func termFinder() throws(ArticleError) -> TermFinder {
    if let openTermFinder { return openTermFinder }
    let references = resources[ReferenceResource.self]?.frequencies ?? [:]
    let finder = try Tools.made { () throws(TextError) in try TermFinder(references: references) }
    openTermFinder = finder
    return finder
  }

  /// The translation memories that the run was given, opened for this worker.
  func memories() throws(ArticleError) -> [(name: String, memory: TranslationMemory)] {
    if let openMemories { return openMemories }
    var memories: [(name: String, memory: TranslationMemory)] = []
    do throws(StoreError) { memories = try resources[MemoryResource.self]?.open() ?? [] } catch {
      throw ArticleError(memory: error)
    }
    openMemories = memories
    return memories
  }

  /// Stages that ask for the same get the same.
  func termMatcher(_ index: TermIndex, languages: [String], includesProposed: Bool) -> TermMatcher {
    let key = "\(includesProposed) \(languages.joined(separator: " "))"
    if let known = openTermMatchers[key] { return known }
    let matcher = TermMatcher(index, languages: languages, includesProposed: includesProposed)
    openTermMatchers[key] = matcher
    return matcher
  }

  public func sentenceFinder(for language: String) -> SentenceFinder {
    if let known = sentenceFinders[language] { return known }
    let finder = SentenceFinder(data: data(of: language))
    if sentenceFinders.count >= Tools.mostLanguages { sentenceFinders.removeAll() }
    sentenceFinders[language] = finder
    return finder
  }

  /// A finder that knows further abbreviations.
  public func sentenceFinder(for language: String, knowing list: AbbreviationList?) -> SentenceFinder {
    guard let list, !list.entries.isEmpty else { return sentenceFinder(for: language) }
    if knownAbbreviations !== list {
      wiserFinders.removeAll()
      knownAbbreviations = list
    }
    if let known = wiserFinders[language] { return known }
    let finder = SentenceFinder(data: LanguageData(data(of: language), adding: list))
    if wiserFinders.count >= Tools.mostLanguages { wiserFinders.removeAll() }
    wiserFinders[language] = finder
    return finder
  }

  /// Two lists as one; the same object for the same two, so that finders are not made anew for each article.
  func abbreviations(_ first: AbbreviationList, and second: AbbreviationList) -> AbbreviationList {
    if let known = joinedAbbreviations, known.first === first, known.second === second { return known.list }
    let list = AbbreviationList(first.entries + second.entries)
    joinedAbbreviations = (first, second, list)
    return list
  }

  /// A user's rules for a language, or nil when they have none for it.
  public func ruleSegmenter(
    for language: String, _ rules: SegmentationRules
  ) throws(ArticleError) -> RuleSegmenter? {
    if self.rules != rules {
      ruleSegmenters.removeAll()
      self.rules = rules
    }
    if let known = ruleSegmenters[language] { return known }
    let segmenter: RuleSegmenter?
    do throws(SegmentationFaults) { segmenter = try RuleSegmenter(rules, language: language) } catch {
      throw ArticleError(.processing, error.faults.map(\.message).joined(separator: "; "))
    }
    if ruleSegmenters.count >= Tools.mostLanguages { ruleSegmenters.removeAll() }
    ruleSegmenters[language] = segmenter
    return segmenter
  }

  /// Finds the words of all blocks of an article, if that has not been done.
  public func findWords(of article: Article) throws(ArticleError) {
    guard !wordsAreFresh else { return }
    let language = article.language ?? "und"
    let breaker: BreakIterator
    if let known = wordBreakers[language] {
      breaker = known
    } else {
      breaker = try Tools.made { () throws(TextError) in try BreakIterator(.word, locale: language) }
      if wordBreakers.count >= Tools.mostLanguages { wordBreakers.removeAll() }
      wordBreakers[language] = breaker
    }
    words.removeAll()
    for index in article.blocks.indices {
      try Tools.made { () throws(TextError) in
        try words.appendBlock(article.blocks[index].content.bytes, using: breaker)
      }
    }
    wordsAreFresh = true
  }

  /// ICU's failures as an article's: none is expected on text that was decoded.
  static func made<Made>(_ make: () throws(TextError) -> Made) throws(ArticleError) -> Made {
    do throws(TextError) { return try make() } catch { throw ArticleError(.processing, error.description) }
  }
}
