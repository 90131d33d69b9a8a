import Analysis
import Glibc
import Pipelines

/// Makes the general-language frequencies that are built in: `frequencies.bin` of each language that has a folder, from
/// lists named `*_LANGUAGE.tsv` of word and centibels.
struct ReferenceBuilder {
  private let folder: String
  private let output: String
  private let top: Int

  init(_ words: [String]) {
    var words = words
    guard let output = Bench.value("-o", in: &words) else { Bench.fail("bench reference: name the output with -o") }
    self.output = output
    top = Bench.count("--top", in: &words) ?? 15_000
    guard let folder = words.first else { Bench.fail("bench reference: name the folder of the lists") }
    self.folder = folder
  }

  func run() {
    do {
      for name in try FileSystem.names(in: folder).sorted() where name.hasSuffix(".tsv") {
        guard let language = name.dropLast(4).split(separator: "_").last else { continue }
        let path = "\(output)/\(language)"
        guard (try? FileSystem.kind(of: path, followingLinks: true)) == .folder else { continue }
        guard let list = ReferenceFrequencies.list(fromText: try FileSystem.read(folder + "/" + name)) else {
          Bench.fail("bench reference: \(name) has a line that is not a word and a number")
        }
        let bytes = ReferenceFrequencies.encoded(list, atMost: top)
        guard let file = fopen(path + "/frequencies.bin", "w") else { throw FileError(path) }
        _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, bytes.count, file) }
        fclose(file)
        print("\(language): \(min(top, list.count)) of \(list.count) words, \(bytes.count) bytes")
      }
    } catch {
      Bench.fail("bench reference: \(error)")
    }
  }
}
