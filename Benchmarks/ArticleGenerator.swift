import Articles
import Pipelines

/// Makes any number of articles from the paragraphs of real ones, to run over folders of any size.
///
/// Vocabulary, names and lengths stay those of news, and every article is another: what it begins with is drawn evenly, and
/// what follows comes from articles of the same language.
struct ArticleGenerator {
  private let inputs: [String]
  private let output: String
  private let count: Int
  private let perFolder: Int

  init(_ words: [String]) {
    var words = words
    output = Bench.value("-o", in: &words) ?? ""
    count = Bench.count("--count", in: &words) ?? 0
    perFolder = Bench.count("--per-folder", in: &words) ?? 1_000
    inputs = words
    if words.isEmpty || output.isEmpty || count == 0 {
      Bench.fail("bench generate: name articles to make others from, -o FOLDER and --count N")
    }
  }

  func run() {
    do {
      let languages = try paragraphs()
      let all = languages.flatMap { language in language.indices.map { (language, $0) } }
      guard !all.isEmpty else { Bench.fail("bench generate: no article could be read") }
      var bytes = 0
      for number in 0..<count {
        if number % perFolder == 0 { try FileSystem.makeFolders(folder(of: number)) }
        var random = Draw(number)
        let (language, first) = all[random.below(all.count)]
        let text = article(first, of: language, &random)
        bytes += text.count
        let writer = try FileWriter(path: "\(folder(of: number))/\(padded(number, 9)).txt")
        try writer.write(text)
        try writer.flush()
      }
      print("\(count) articles, \(bytes / 1_000_000) MB")
    } catch {
      Bench.fail("bench generate: \(error)")
    }
  }

  /// As long as the article it begins with: title, first paragraph, and further ones from all over.
  private func article(_ first: Int, of language: [[[UInt8]]], _ random: inout Draw) -> [UInt8] {
    var text: [UInt8] = []
    for (place, paragraph) in language[first].enumerated() {
      var taken = paragraph
      if place > 1 {
        let other = language[random.below(language.count)]
        taken = other[min(place, other.count - 1)]
      }
      text += taken + [0x0A, 0x0A]
    }
    return text
  }

  /// Of each language, of each article its blocks.
  private func paragraphs() throws -> [[[[UInt8]]]] {
    let given = ["fallback": Options.Given([.init("en", at: .flag(""))], isList: false, at: .flag(""))]
    guard let stage = Catalog.stage(named: "detect-language") else { return [] }
    let pipeline = Pipeline.alone(stage, given: given).pipeline
    let tools = Tools()
    var languages: [String: [[[UInt8]]]] = [:]
    for article in try Inputs(inputs).articles() {
      var article = article
      guard (try? pipeline.apply(to: &article, with: tools)) != nil else { continue }
      let blocks = article.blocks.filter { $0.isArticle && !$0.content.bytes.isEmpty }.map { block in
        block.content.bytes.map { $0 == 0x0A ? 0x20 : $0 }
      }
      if blocks.count > 1 { languages[article.language ?? "und", default: []].append(blocks) }
    }
    return languages.sorted { $0.key < $1.key }.map(\.value)
  }

  private func folder(of number: Int) -> String { "\(output)/\(padded(number / perFolder, 6))" }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Numbers that depend on the article's own number only.
  private struct Draw {
    private var state: UInt64

    init(_ number: Int) { state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64, as Java's `SplittableRandom` has it.
    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
  }
}
