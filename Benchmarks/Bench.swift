import Glibc
import Pipelines

/// The benchmark program: measures the parts of Lede and the whole, in one process and one run.
@main
struct Bench {
  static let usage = """
    Usage: bench speed INPUT... [--pipeline FILE] [--workers N] [--rounds N] [--scratch FOLDER]
           bench sentences FOLDER [--rounds N]
           bench memory [--units N] [--seed N] [--sample N] [--scratch FOLDER] [--base ADDRESS]
           bench laws INPUT... [--show N]
           bench exchange INPUT... [--at-most N] [--show N]
           bench quality extraction FOLDER [--worst N]
           bench quality language FOLDER [--at-most N] [--errors N]
           bench quality segmentation FOLDER [--match TEXT] [--worst N]
           bench quality stories FOLDER [--most N] [--seed N] [--show N]
           bench quality summaries FOLDER [--sentences N | --words N] [--method M] [--most N]
           bench quality terms FOLDER
           bench train-summarizer FOLDER [--seed N] [--folds N] [--trees N] [--depth N] [--rate N] [--oracle N]
               [--leave-out] [-o FILE]
           bench train-terms FOLDER [-o FILE] [--ridge N]
           bench generate INPUT... -o FOLDER --count N [--per-folder N]
           bench reference FOLDER -o FOLDER [--top N]
           bench common-words FOLDER -o FILE [--top N]

    speed             time per stage and of a whole run, next to the two raw passes of ICU over the same text
    sentences         the sentence finder next to ICU's raw pass by language, over one huge paragraph and hostile text
    memory            translation memory: import, exact and fuzzy look-ups, and whether any match is missed
    laws              whether translations go back into each document without a scratch
    exchange          whether translations come back through each format of translators' files
    quality           scores against annotated data
    train-summarizer  learns the default ranking of sentences, prints how good it is on articles it has not seen
    train-terms       weights of the model that ranks terms, and how good they are on domains they have not seen
    generate          any number of articles, each another, made of the paragraphs of real ones
    reference         general-language frequencies in the built-in form, from lists of word and centibels
    common-words      the table by which languages are told, from such lists

    INPUT is what lede run takes: documents, folders, JSON lines. FOLDER holds what Benchmarks/README.md says of each:
    for extraction gold.json and pages/ID.html, for segmentation .json files, for language either or JSON lines, for
    summaries and stories a .jsonl file per set, for terms NAME_LANGUAGE_DOMAIN/gold.tsv and texts/.

    """

  static func main() async {
    var words = Array(CommandLine.arguments.dropFirst())
    guard !words.isEmpty else { fail(usage) }
    let benchmark = words.removeFirst()
    switch benchmark {
    case "speed": await SpeedBenchmark(words).run()
    case "sentences": await SentenceBenchmark(words).run()
    case "memory": await MemoryBenchmark(words).run()
    case "laws": if !LawsBenchmark(words).run() { exit(1) }
    case "exchange": if !ExchangeBenchmark(words).run() { exit(1) }
    case "quality": await quality(&words)
    case "train-summarizer": TrainSummarizer(words).run()
    case "train-terms": await TermTraining(words).run()
    case "generate": ArticleGenerator(words).run()
    case "reference": ReferenceBuilder(words).run()
    case "common-words": CommonWordsBuilder(words).run()
    default: fail("bench: there is no benchmark \"\(benchmark)\"\n" + usage)
    }
  }

  private static func quality(_ words: inout [String]) async {
    let measure = words.isEmpty ? "" : words.removeFirst()
    switch measure {
    case "extraction": ExtractionQuality(words).run()
    case "language": await LanguageQuality(words).run()
    case "segmentation": SegmentationQuality(words).run()
    case "stories": StoryQuality(words).run()
    case "summaries": SummaryQuality(words).run()
    case "terms": await TermTraining(words).measure()
    default: fail("bench quality: there is no measure \"\(measure)\"\n" + usage)
    }
  }

  static func fail(_ message: String) -> Never {
    let text = message.hasSuffix("\n") ? message : message + "\n"
    _ = text.withCString { write(2, $0, strlen($0)) }
    exit(2)
  }

  /// Takes a flag and its value out of the words.
  static func value(_ flag: String, in words: inout [String]) -> String? {
    guard let index = words.firstIndex(of: flag) else { return nil }
    guard index + 1 < words.count else { fail("bench: \(flag) needs a value") }
    let value = words[index + 1]
    words.removeSubrange(index...(index + 1))
    return value
  }

  static func count(_ flag: String, in words: inout [String]) -> Int? {
    guard let text = value(flag, in: &words) else { return nil }
    guard let count = Int(text), count > 0 else { fail("bench: \(flag) is \"\(text)\", not a positive whole number") }
    return count
  }
}
