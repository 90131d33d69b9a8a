import Articles
import Formats
import Stores
import Text

/// Reads files of translations into a memory, in changes of some ten thousand units each, so that what is done stays
/// done: an import that was interrupted goes on where it was.
final class MemoryImport {
  typealias Options = MemoryExchange.Options
  typealias Report = MemoryExchange.Report

  /// Units per change.
  static let batch = 50_000
  /// Units that are looked for together.
  private static let group = 2_000

  private let memory: TranslationMemory
  private let base: String
  private let options: Options
  private let progress: (Report) -> Void
  private let batch: Int
  private var compared = ComparedText()
  private var waiting: [MemoryUnit] = []
  /// Units since the last change was kept.
  private var unkept = 0
  /// Units of the file so far, and its name in the memory; nil for files that are read whole.
  private var place: (name: String, units: Int)?
  /// What units are from that do not say.
  private var origin = ""
  private var failure: StoreError?
  private(set) var report = Report()

  /// - Parameter batch: units per change.
  init(
    into memory: TranslationMemory, base: String, _ options: Options, batch: Int = MemoryImport.batch,
    progress: @escaping (Report) -> Void
  ) {
    self.memory = memory
    self.base = base
    self.options = options
    self.progress = progress
    self.batch = batch
  }

  func read(_ paths: [String]) throws(ResourceError) {
    report.bytes = 0
    report.total = paths.reduce(0) { $0 + FileSystem.size(of: $1) }
    try store { () throws(StoreError) in try memory.begin() }
    do throws(ResourceError) {
      for path in paths { try read(path) }
      add()
      if let failure { throw ResourceError(failure, MemoryExchange.shown(base)) }
      try store { () throws(StoreError) in
        try memory.commit()
        report.units = try memory.count()
      }
    } catch {
      memory.rollBack()
      throw error
    }
  }

  private func read(_ path: String) throws(ResourceError) {
    let reader: FileReader
    let first: [UInt8]
    do throws(FileError) {
      reader = try FileReader(path: path)
      first = try reader.read(1 << 20)
    } catch { throw ResourceError(path: path, error.reason) }
    guard MemoryExchange.isTMX(first) else { return try readExchangeFile(path) }
    origin = FileSystem.name(of: path)
    let name = "\(origin) \(FileSystem.size(of: path)) \(Digest(of: first))"
    var known = 0
    try store { () throws(StoreError) in known = try memory.unitsRead(ofFile: name) }
    report.resumed += known
    place = (name, 0)
    var stream = TMXStream()
    var bytes = first
    while true {
      report.bytes += bytes.count
      do throws(ArticleError) {
        try stream.read(bytes, isLast: bytes.count < 1 << 20) { unit in
          place?.units += 1
          if let place, place.units <= known { return true }
          return take(unit)
        }
      } catch {
        // What was read before the fault is kept, so that the file can be mended and read on.
        throw ResourceError(path: path, error.message, hint: "mend the file; the units before are in the memory")
      }
      if let failure { throw ResourceError(failure, MemoryExchange.shown(base)) }
      guard bytes.count == 1 << 20 else { break }
      do throws(FileError) { bytes = try reader.read(1 << 20) } catch {
        throw ResourceError(path: path, error.reason)
      }
    }
    add()
    if let failure { throw ResourceError(failure, MemoryExchange.shown(base)) }
    place = nil
    try store { () throws(StoreError) in try memory.note(unitsRead: nil, ofFile: name) }
  }

  /// XLIFF, PO: files of moderate size, in the order of the document, so that neighbors are known.
  private func readExchangeFile(_ path: String) throws(ResourceError) {
    let bytes: [UInt8]
    let document: ExchangeDocument
    do throws(FileError) { bytes = try FileSystem.read(path, limit: DocumentFormats.sizeLimit) } catch {
      throw ResourceError(path: path, error.reason)
    }
    report.bytes += bytes.count
    do throws(ArticleError) { document = try ExchangeFormats.read(bytes) } catch {
      throw ResourceError(path: path, error.message, hint: "memories are made from TMX, XLIFF and PO")
    }
    for file in document.files {
      let source = file.sourceLanguage.map(LanguageTag.canonical) ?? options.languages.first
      let target = file.targetLanguage.map(LanguageTag.canonical) ?? options.languages.dropFirst().first
      guard let source, let target else {
        throw ResourceError(
          path: path, "it does not say which languages it is in", hint: "name them: --languages en,fr")
      }
      guard MemoryExchange.matches(source, options.languages.first),
        options.languages.count < 2
          || options.languages.dropFirst().contains(where: { MemoryExchange.matches(target, $0) })
      else { continue }
      let segments = file.units.flatMap { $0.segments.filter(\.isSegment) }.filter { !$0.source.bytes.isEmpty }
      let keys = segments.map { MemoryUnit.key(of: $0.source.bytes) }
      for (index, segment) in segments.enumerated() {
        report.read += 1
        guard let translation = segment.target, !translation.bytes.isEmpty,
          translation.bytes != segment.source.bytes || segment.state == .reviewed || segment.state == .final
        else {
          report.untranslated += 1
          continue
        }
        guard segment.state != .candidate || options.drafts else {
          report.drafts += 1
          continue
        }
        let unit = MemoryUnit(
          source: segment.source, target: translation, sourceLanguage: source, targetLanguage: target,
          state: segment.state, origin: file.original,
          contexts: [
            MemoryUnit.Context(
              previous: index == 0 ? 0 : keys[index - 1], next: index + 1 < keys.count ? keys[index + 1] : 0)
          ])
        waiting.append(unit)
        guard keep() else { break }
      }
      if let failure { throw ResourceError(failure, MemoryExchange.shown(base)) }
    }
    progress(report)
  }

  private func take(_ unit: TMXUnit) -> Bool {
    report.read += 1
    let units = MemoryExchange.units(of: unit, options.languages, origin: origin)
    if units.isEmpty { report.untranslated += 1 }
    for unit in units {
      if unit.state == .candidate && !options.drafts { report.drafts += 1 } else { waiting.append(unit) }
    }
    return keep()
  }

  /// Adds what is waiting, when it is enough, and keeps what was added, when that is; only between two units of a file, so
  /// that an import that goes on misses none of the languages of one.
  private func keep() -> Bool {
    guard waiting.count >= min(MemoryImport.group, batch) else { return failure == nil }
    add()
    guard failure == nil else { return false }
    guard unkept >= batch else { return true }
    unkept = 0
    do throws(StoreError) {
      if let place { try memory.note(unitsRead: place.units, ofFile: place.name) }
      try memory.commit(indexing: false)
      progress(report)
      try memory.begin()
      return true
    } catch {
      failure = error
      return false
    }
  }

  private func add() {
    guard failure == nil else { return }
    do throws(StoreError) {
      try memory.expect(waiting)
      for unit in waiting {
        switch try memory.add(unit, compared: &compared) {
        case .added: report.added += 1
        case .merged: report.merged += 1
        case .unchanged: report.unchanged += 1
        }
      }
    } catch { failure = error }
    unkept += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  private func store(_ work: () throws(StoreError) -> Void) throws(ResourceError) {
    do throws(StoreError) { try work() } catch { throw ResourceError(error, MemoryExchange.shown(base)) }
  }
}
