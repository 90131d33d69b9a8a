import Analysis
import Glibc
import Pipelines
import Text

/// Makes the table by which languages are told, from lists named `*_LANGUAGE.tsv` of word and centibels.
///
/// A list for "sh" serves Bosnian, Croatian and Serbian, which share most words, and Serbian in both of its alphabets.
struct CommonWordsBuilder {
  private let folder: String
  private let output: String
  private let top: Int

  init(_ words: [String]) {
    var words = words
    guard let output = Bench.value("-o", in: &words) else { Bench.fail("bench common-words: name the output with -o") }
    self.output = output
    top = Bench.count("--top", in: &words) ?? 3_000
    guard let folder = words.first else { Bench.fail("bench common-words: name the folder of the lists") }
    self.folder = folder
  }

  func run() {
    do {
      var lists: [(language: String, words: [(word: [UInt8], rarity: UInt8)])] = []
      for name in try FileSystem.names(in: folder).sorted() where name.hasSuffix(".tsv") {
        guard let language = name.dropLast(4).split(separator: "_").last.map(String.init) else { continue }
        guard let list = ReferenceFrequencies.list(fromText: try FileSystem.read(folder + "/" + name)) else {
          Bench.fail("bench common-words: \(name) has a line that is not a word and a number")
        }
        if language == "sh" {
          let most = list.prefix(top)
          lists += [("bs", Array(most)), ("hr", Array(most))]
          lists.append(("sr", most.flatMap { [$0, (CommonWordsBuilder.cyrillic($0.word), $0.rarity)] }))
        } else {
          lists.append((language, list))
        }
      }
      var encoder = CommonWordsEncoder()
      for (language, words) in lists { encoder.add(language, words, atMost: language == "sr" ? 2 * top : top) }
      guard let bytes = encoder.encoded() else {
        Bench.fail("bench common-words: too many words; give a smaller --top")
      }
      guard let file = fopen(output, "w") else { throw FileError(output) }
      _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, bytes.count, file) }
      fclose(file)
      print("\(lists.count) languages, \(encoder.count) words, \(bytes.count) bytes")
    } catch {
      Bench.fail("bench common-words: \(error)")
    }
  }

  /// Serbian spelling is letter for letter, but for three letters that Latin writes with two.
  private static func cyrillic(_ word: [UInt8]) -> [UInt8] {
    var text = ""
    var rest = Substring(String(decoding: word, as: UTF8.self))
    while let first = rest.first {
      if let (latin, cyrillic) = pairs.first(where: { rest.hasPrefix($0.latin) }) {
        text += cyrillic
        rest = rest.dropFirst(latin.count)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return Array(text.utf8)
  }

  private static let pairs: [(latin: String, cyrillic: String)] = {
    let double = [("lj", "љ"), ("nj", "њ"), ("dž", "џ")]
    return double.map { (latin: $0.0, cyrillic: $0.1) }
      + zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш").map { (String($0), String($1)) }
  }()
}
