import Analysis
import Pipelines
import Text

/// How often the language of labeled sentences and paragraphs is told rightly, and how fast.
///
/// FOLDER holds JSON lines with `lang` (or `language`) and `text`, or JSON files with `lang` and `paras` of `text` and
/// sentence `spans` in characters. What a set labels with a bare "zh", "sr" or "no" is right in any script or variety.
struct LanguageQuality {
  private let folder: String
  private let most: Int
  private let errors: Int

  init(_ words: [String]) {
    var words = words
    most = Bench.count("--at-most", in: &words) ?? 400
    errors = Bench.count("--errors", in: &words) ?? 0
    guard let folder = words.first, words.count == 1 else {
      Bench.fail("bench quality language: name one folder of labeled text")
    }
    self.folder = folder
  }

  func run() async {
    var sentences: [String: [[UInt8]]] = [:]
    var paragraphs: [String: [[UInt8]]] = [:]
    do {
      for name in try FileSystem.names(in: folder) where name.hasSuffix(".json") || name.hasSuffix(".jsonl") {
        let bytes = try FileSystem.read(folder + "/" + name)
        let lines = name.hasSuffix(".jsonl") ? bytes.split(separator: 0x0A).prefix(200).map(Array.init) : [bytes]
        for line in lines { try add(line, &sentences, &paragraphs) }
      }
    } catch {
      Bench.fail("bench quality language: \(error)")
    }
    guard !paragraphs.isEmpty else { Bench.fail("bench quality language: no labeled text in \(folder)") }
    await score("sentences", sentences)
    await score("paragraphs", paragraphs)
  }

  private func score(_ unit: String, _ texts: [String: [[UInt8]]]) async {
    let detector = LanguageDetector()
    var right = 0
    var all = 0
    var size = 0
    var wrong: [String] = []
    print("\(unit): language, right, of")
    for (language, list) in texts.sorted(by: { $0.key < $1.key }) {
      let list = list.prefix(most)
      var rightHere = 0
      for text in list {
        let guess = detector.guess(text)?.tag ?? "und"
        if LanguageQuality.agrees(guess, with: language) {
          rightHere += 1
        } else {
          wrong.append("\(language) \(guess): \(String(decoding: text.prefix(100), as: UTF8.self))")
        }
        size += text.count
      }
      right += rightHere
      all += list.count
      print("  \(language) \(rightHere) \(list.count)")
    }
    for line in wrong.prefix(errors) { print("  " + line) }
    let cost = await Measure.least(2) {
      for list in texts.values { for text in list.prefix(most) { _ = detector.guess(text) } }
    }
    let share = (Double(right) / Double(max(all, 1)) * 10_000).rounded() / 100
    let speed = (Double(size) / 100_000 / cost.processor).rounded() / 10
    print("  all \(share) % of \(all), \(speed) MB/s")
  }

  private func add(
    _ json: [UInt8], _ sentences: inout [String: [[UInt8]]], _ paragraphs: inout [String: [[UInt8]]]
  ) throws {
    let reader = JSONReader()
    try json.withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { ReadingError(offset: $0.offset) }) { (root: JSONValue) throws(ReadingError) in
        guard let language = root["lang"]?.string ?? root["language"]?.string else { return }
        if let text = root["text"]?.bytes {
          for paragraph in text.split(separator: 0x0A) where paragraph.count >= 80 {
            paragraphs[language, default: []].append(Array(paragraph))
          }
          for range in SentenceFinder(data: LanguageData(language: language)).sentences(in: text)
          where range.count >= 20 {
            sentences[language, default: []].append(Array(text[range]))
          }
        }
        for paragraph in root["paras"]?.elements ?? [] {
          guard let text = paragraph["text"]?.string else { continue }
          if text.utf8.count >= 80 { paragraphs[language, default: []].append(Array(text.utf8)) }
          let scalars = Array(text.unicodeScalars)
          for span in paragraph["spans"]?.elements ?? [] {
            let ends = span.elements.compactMap(\.integer)
            guard ends.count == 2, ends[0] < ends[1], ends[1] <= scalars.count else { continue }
            var sentence = String.UnicodeScalarView()
            sentence.append(contentsOf: scalars[ends[0]..<ends[1]])
            if ends[1] - ends[0] >= 20 || language == "zh" || language == "ja" {
              sentences[language, default: []].append(Array(String(sentence).utf8))
            }
          }
        }
      }
    }
  }

  private struct ReadingError: Error {
    var offset: Int
  }

  private static func agrees(_ guess: String, with language: String) -> Bool {
    let primary = LanguageTag.primary(guess)
    if guess == language || primary == language || LanguageTag.preferred(language) == guess { return true }
    return language == "no" && (primary == "nb" || primary == "nn")
  }
}
