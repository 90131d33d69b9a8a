import Analysis
import Articles
import Pipelines
import Text

/// A folder of texts and the list of its terms: `NAME_LANGUAGE_DOMAIN/texts/` and `gold.tsv` beside it, a term per line.
struct TermCorpus {
  let name: String
  let language: String
  let domain: String
  /// Terms as they are compared: in folded case, with single spaces and plain quotation marks.
  let gold: Set<[UInt8]>
  let terms: TermCollection
  let bytes: Int

  /// The corpora of a folder, by name.
  static func all(in folder: String) async throws -> [TermCorpus] {
    var corpora: [TermCorpus] = []
    for name in try FileSystem.names(in: folder).sorted() {
      let parts = name.split(separator: "_").map(String.init)
      let path = folder + "/" + name
      guard parts.count == 3, let gold = try? FileSystem.read(path + "/gold.tsv") else { continue }
      corpora.append(try await TermCorpus(name: name, language: parts[1], domain: parts[2], path: path, gold: gold))
    }
    return corpora
  }

  private init(name: String, language: String, domain: String, path: String, gold: [UInt8]) async throws {
    self.name = name
    self.language = language
    self.domain = domain
    self.gold = Set(
      gold.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map { line in
        TermCorpus.normalized(Array(line.prefix { $0 != 0x09 }))
      })
    guard let stage = Catalog.stage(named: "find-terms") else { Bench.fail("there is no stage that finds terms") }
    let place = Place.flag("--language")
    let given = ["language": Options.Given([.init(language, at: place)], isList: false, at: place)]
    let (pipeline, faults) = Pipeline.alone(stage, given: given)
    guard faults.isEmpty else { Bench.fail("\(faults)") }
    let (terms, progress) = try await TermLister(pipeline).collect(try Inputs([path + "/texts"]))
    self.terms = terms
    bytes = progress.bytes
  }

  static func normalized(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: CharacterTables.fold(text), as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032: result.append(0x27)
      case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: result.append(0x22)
      case 0x2010...0x2014: result.append(0x2D)
      case 0xAD, 0x200B: break
      case 0x09, 0x20, 0xA0, 0x202F, 0x2009: if result.last != 0x20, !result.isEmpty { result.append(0x20) }
      default: result.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    while result.last == 0x20 { result.removeLast() }
    return result
  }
}

/// How good a ranked list is against a list of terms.
struct TermScore {
  private(set) var precision = 0.0
  private(set) var recall = 0.0
  private(set) var at100 = 0.0
  private(set) var at500 = 0.0
  private(set) var recallAt1000 = 0.0
  private(set) var count = 0
  private(set) var gold = 0

  var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }

  /// - Parameter forms: every listed form, best term first; the same form counts once.
  init(_ forms: [[UInt8]], gold: Set<[UInt8]>) {
    var seen: Set<[UInt8]> = []
    var hits = 0
    self.gold = gold.count
    for form in forms where seen.insert(form).inserted {
      if gold.contains(form) { hits += 1 }
      if seen.count <= 100 { at100 = Double(hits) / 100 }
      if seen.count <= 500 { at500 = Double(hits) / 500 }
      if seen.count <= 1000 { recallAt1000 = Double(hits) / Double(max(gold.count, 1)) }
    }
    count = seen.count
    precision = Double(hits) / Double(max(count, 1))
    recall = Double(hits) / Double(max(gold.count, 1))
  }

  var line: String {
    "F1 \(Self.text(f1)) P \(Self.text(precision)) R \(Self.text(recall)) n \(count)/\(gold)"
      + " P@100 \(Self.text(at100)) P@500 \(Self.text(at500)) R@1000 \(Self.text(recallAt1000))"
  }

  static func text(_ value: Double) -> String {
    let scaled = Int((value * 1000).rounded())
    return "\(scaled / 1000).\(String(scaled % 1000 + 1000).dropFirst())"
  }
}
