import Analysis
import Articles
import Text

/// How frequent words are in texts of the user's own choice, in place of the built-in frequencies of these languages.
struct ReferenceResource: Resource {
  static let name = "reference"
  static let about = "Frequencies of words that terms are held against, as lede terms reference writes them."

  let frequencies: [String: ReferenceFrequencies]
  let digest: Digest

  init(reading paths: [String]) throws(ResourceError) {
    var lists: [String: [(word: [UInt8], rarity: UInt8)]] = [:]
    let hasher = Hasher128()
    for path in paths {
      let bytes: [UInt8]
      do throws(FileError) { bytes = try FileSystem.read(path) } catch {
        throw ResourceError(path: path, error.reason, hint: "paths start from the folder of the pipeline file")
      }
      hasher.add(bytes)
      var number = 0
      for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        number += 1
        let line = line.last == 0x0D ? line.dropLast() : line
        guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
        let fields = line.split(separator: 0x09)
        guard fields.count == 3, fields[0].count < 16, fields[1].count < 256,
          let rarity = ReferenceFrequencies.rarity(fromCentibels: fields[2])
        else {
          throw ResourceError(
            path: path, "a line is not a language, a word and a number", line: number,
            hint: "lede terms reference FOLDER -o FILE makes such a file")
        }
        let language = LanguageTag.primary(String(decoding: fields[0], as: UTF8.self))
        lists[language, default: []].append((CharacterTables.fold(Array(fields[1])), rarity))
      }
    }
    frequencies = lists.mapValues(ReferenceFrequencies.init)
    digest = hasher.digest
  }
}
