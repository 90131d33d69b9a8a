import Glibc
import Pipelines

/// The benchmark program: measures the parts of Lede and the whole, in one process and one run.
@main
struct Bench {
  static let usage = """
    Usage: bench speed INPUT... [--pipeline FILE] [--workers N] [--rounds N] [--scratch FOLDER]
           bench quality extraction FOLDER [--worst N]
           bench quality language FOLDER [--at-most N] [--errors N]
           bench quality segmentation FOLDER [--match TEXT] [--worst N]
           bench quality summaries DIR [--sentences N | --words N] [--method M] [--most N]
           bench train-summarizer DIR [--seed N] [--folds N] [--trees N] [--depth N] [--leave-out] [-o FILE]

    speed             time per stage and of a whole run, next to the two raw passes of ICU over the same text
    quality           scores against annotated data
    train-summarizer  learns the default ranking of sentences, prints how good it is on articles it has not seen

    INPUT is what lede run takes: documents, folders, JSON lines. For extraction FOLDER holds gold.json and
    pages/ID.html, for segmentation .json files, for language either or JSON lines, as Benchmarks/README.md has them.
    DIR holds a .jsonl file per set.

    """

  static func main() async {
    var words = Array(CommandLine.arguments.dropFirst())
    guard !words.isEmpty else { fail(usage) }
    let benchmark = words.removeFirst()
    switch benchmark {
    case "quality": await quality(&words)
    case "train-summarizer": TrainSummarizer(words).run()
    case "speed": await SpeedBenchmark(words).run()
    default: fail("bench: there is no benchmark \"\(benchmark)\"\n" + usage)
    }
  }

  private static func quality(_ words: inout [String]) async {
    let measure = words.isEmpty ? "" : words.removeFirst()
    switch measure {
    case "extraction": ExtractionQuality(words).run()
    case "language": await LanguageQuality(words).run()
    case "segmentation": SegmentationQuality(words).run()
    case "summaries": SummaryQuality(words).run()
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
