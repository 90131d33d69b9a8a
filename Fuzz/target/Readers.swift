import Articles
import Formats
import Glibc
import Pipelines
import Text

// Feeds what libFuzzer makes up to one reader: into an article, and with translations back into the document.
//
// LEDE_FUZZ names the reader: a document format by its name, "docx-part" and "odt-part" for the main part of a document
// of the samples, "zip" for archives, "feed-items" for feeds, "exchange" for translators' files, "terms" and "srx" for
// term files and segmentation rules, "pipeline" for pipeline files, "wire" for records.

let reader = getenv("LEDE_FUZZ").map { String(cString: $0) } ?? "html"

/// A document in which one part is to be replaced, and the part's index.
let container: (bytes: [UInt8], part: Int)? = {
  let parts = ["docx-part": ("en-ferry.docx", "word/document.xml"), "odt-part": ("de-fischtreppe.odt", "content.xml")]
  guard let (file, part) = parts[reader], let bytes = try? FileSystem.read("samples/articles/" + file),
    let index = try? ZipArchive(bytes).index(of: part)
  else { return nil }
  return (bytes, index)
}()

/// Every segment with other text and the same codes.
func translate(_ article: inout Article) {
  var namer = Segment.Namer()
  article.segments = article.blocks.indices.map { index in
    let content = article.blocks[index].content
    let range = TextRange(0, content.bytes.count)
    var target = content.slice(range)
    for position in target.bytes.indices where target.bytes[position] | 0x20 == UInt8(ascii: "e") {
      target.bytes[position] = UInt8(ascii: "<")
    }
    return Segment(
      id: namer.id(for: content.bytes), block: index, range: range,
      target: Target(language: "ar", content: target, state: .translated, origin: ""))
  }
}

func readAndMerge(_ bytes: [UInt8], path: String) {
  let raw = RawContent(bytes: bytes)
  var article = Article(id: path, original: Original(path: path))
  article.raw = raw
  guard (try? DocumentFormats.read(&article)) != nil else { return }
  let untouched = try? DocumentFormats.merge(article, into: raw)
  precondition(untouched?.bytes == bytes, "a document without translations changed")
  translate(&article)
  _ = try? DocumentFormats.merge(article, into: raw, MergeOptions(language: "ar", marksLanguage: true))
}

func run(_ bytes: [UInt8]) {
  switch reader {
  case "zip":
    guard let archive = try? ZipArchive(bytes) else { return }
    for index in archive.entries.indices.prefix(8) { _ = try? archive.read(index, limit: 1 << 20) }
    if !archive.entries.isEmpty { _ = try? ZipArchive.bytes(of: bytes, replacing: [(0, [0x61])]) }
  case "feed-items":
    guard let bundle = DocumentBundle(bytes) else { return }
    let all = bundle.items.indices.map { ($0, bundle.document(of: $0)) }
    precondition(bundle.document(replacing: all) == bytes, "a feed without translations changed")
  case "exchange": _ = try? ExchangeFormats.read(bytes)
  case "terms":
    for ending in ["tbx", "csv", "utf8", "xlf"] {
      try? TermFormats.read(bytes, path: "desk.en-fr.\(ending)") { _ in true }
    }
  case "srx": _ = try? SRXReader.read(bytes)
  case "pipeline": _ = PipelineFile.read(bytes)
  case "wire":
    for line in bytes.split(separator: 0x0A) { _ = try? WireReader().read(Array(line), path: "a.jsonl:1") }
  case "docx-part", "odt-part":
    guard let container else { preconditionFailure("run it in the project's folder: samples/ is not there") }
    guard let document = try? ZipArchive.bytes(of: container.bytes, replacing: [(container.part, bytes)]) else {
      return
    }
    readAndMerge(document, path: reader == "docx-part" ? "a.docx" : "a.odt")
  default:
    let endings = DocumentFormats.named(reader).map { $0.endings } ?? []
    readAndMerge(bytes, path: "a." + (endings.first ?? "txt"))
  }
}

/// What libFuzzer calls with each input.
@_cdecl("lede_fuzz_one")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> CInt {
  run(Array(UnsafeBufferPointer(start: bytes, count: length)))
  return 0
}
