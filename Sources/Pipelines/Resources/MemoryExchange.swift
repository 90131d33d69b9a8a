import Articles
import Formats
import Stores
import Text

/// What the commands on memories do: files of translations into a memory, out of it, search, and order.
public enum MemoryExchange {
  public struct Options: Hashable, Sendable {
    /// The source language and the targets that are wanted, regions aside; empty for all that the files have.
    public var languages: [String] = []
    /// Whether translations that nobody has confirmed are taken as well.
    public var drafts = false

    public init() {}
  }

  /// Which units of a memory are meant.
  public typealias Filter = MemoryFilter

  /// What an import has done so far.
  public struct Report: Hashable, Sendable {
    /// Units or segments of the files.
    public var read = 0
    public var added = 0
    /// Units that the memory had, with something new: a context, a later date, a state.
    public var merged = 0
    public var unchanged = 0
    public var drafts = 0
    /// Without a translation, or none in the languages that are wanted.
    public var untranslated = 0
    /// Units that an import before had read already.
    public var resumed = 0
    /// In the memory afterwards.
    public var units = 0
    public var bytes = 0
    public var total = 0

    public init() {}
  }

  /// Reads files into a memory, which is made if it is not there.
  public static func read(
    _ paths: [String], into base: String, _ options: Options = Options(),
    progress: @escaping (Report) -> Void = { _ in }
  ) throws(ResourceError) -> Report {
    let reader = MemoryImport(into: try memory(base, .create), base: base, options, progress: progress)
    try reader.read(paths)
    return reader.report
  }

  /// Writes the units that are meant as TMX.
  ///
  /// Neighbors are written as OmegaT knows them, `prev` and `next`, where the memory has their texts, and as keys.
  public static func write(
    _ base: String, _ filter: MemoryFilter, to writer: FileWriter
  ) throws(ResourceError) -> Int {
    let memory = try memory(base, .read)
    var failure: FileError?
    var count = 0
    do throws(StoreError) {
      let sources = Set(try memory.counts().filter { $0.units > 0 }.map(\.source))
      var bytes = TMXFormat.memoryHead(source: sources.count == 1 ? sources.first : nil)
      try memory.forEach(filter, withContexts: true) { _, unit throws(StoreError) in
        count += 1
        TMXFormat.append(try exchanged(unit, memory), to: &bytes)
        if bytes.count >= 1 << 16 {
          do throws(FileError) { try writer.write(bytes) } catch { failure = error }
          bytes.removeAll(keepingCapacity: true)
        }
        return failure == nil
      }
      bytes.append(contentsOf: TMXFormat.foot)
      if failure == nil {
        do throws(FileError) {
          try writer.write(bytes)
          try writer.flush()
        } catch { failure = error }
      }
    } catch { throw ResourceError(error, MemoryExchange.shown(base)) }
    if let failure { throw ResourceError(path: failure.path, failure.reason) }
    return count
  }

  /// Units like a text, the most alike first, then those that hold it; one JSON object each.
  public static func search(
    _ text: String, in base: String, _ filter: MemoryFilter, atMost limit: Int
  ) throws(ResourceError) -> [[UInt8]] {
    let memory = try memory(base, .read)
    var lines: [[UInt8]] = []
    var seen = Set<Int>()
    do throws(StoreError) {
      let pairs = memory.pairs.filter {
        matches($0.source, filter.sourceLanguage) && matches($0.target, filter.targetLanguage)
      }
      let found = try memory.similar(
        to: ComparedText(Array(text.utf8)), atLeast: 50, pairs: pairs.map(\.number), atMost: limit)
      for match in found where seen.insert(match.number).inserted {
        let unit = try memory.unit(withNumber: match.number) ?? match.unit
        lines.append(line(match.number, unit, percent: match.percent))
      }
      var filter = filter
      filter.text = text
      guard lines.count < limit else { return lines }
      try memory.forEach(filter) { number, unit throws(StoreError) in
        if seen.insert(number).inserted { lines.append(line(number, unit, percent: nil)) }
        return lines.count < limit
      }
    } catch { throw ResourceError(error, MemoryExchange.shown(base)) }
    return lines
  }

  public static func delete(_ filter: MemoryFilter, from base: String) throws(ResourceError) -> (
    deleted: Int, left: Int
  ) {
    let memory = try memory(base, .write)
    do throws(StoreError) { return (try memory.delete(filter), try memory.count()) } catch {
      throw ResourceError(error, MemoryExchange.shown(base))
    }
  }

  public static func counts(of base: String) throws(ResourceError) -> [TranslationMemory.Count] {
    let memory = try memory(base, .read)
    do throws(StoreError) { return try memory.counts() } catch {
      throw ResourceError(error, MemoryExchange.shown(base))
    }
  }

  /// Sets a memory in order: one run of the index, no unused room.
  ///
  /// - Returns: what is wrong with the file; nothing is changed then.
  public static func compact(_ base: String) throws(ResourceError) -> [String] {
    let memory = try memory(base, .write)
    do throws(StoreError) {
      let faults = try memory.check()
      if faults.isEmpty { try memory.compact() }
      return faults
    } catch { throw ResourceError(error, MemoryExchange.shown(base)) }
  }

  /// What messages call a memory: its path, or its address without the password.
  public static func shown(_ base: String) -> String { ServerAddress(base)?.description ?? base }

  /// Whether a memory is on a server, and no file.
  public static func isOnServer(_ base: String) -> Bool { ServerAddress(base) != nil }

  static func memory(_ base: String, _ access: Database.Access) throws(ResourceError) -> TranslationMemory {
    do throws(StoreError) { return try TranslationMemory(base, access: access) } catch {
      throw ResourceError(error, MemoryExchange.shown(base))
    }
  }

  /// Whether a language is the one that is wanted, regions aside; all are when none is.
  static func matches(_ language: String, _ wanted: String?) -> Bool {
    wanted.map { LanguageTag.withoutRegion($0) == LanguageTag.withoutRegion(language) } ?? true
  }

  /// Whether a file begins as TMX does, in UTF-8 or UTF-16.
  static func isTMX(_ first: [UInt8]) -> Bool {
    let head = first.prefix(4096).filter { $0 != 0 }
    return String(decoding: head, as: UTF8.self).contains("<tmx")
  }

  // TMX and units.

  /// The units that a unit of TMX is: its source with each of its other languages.
  static func units(of unit: TMXUnit, _ languages: [String], origin: String) -> [MemoryUnit] {
    // What Lede offers beside a segment came out of a memory.
    guard unit.property("x-score") == nil else { return [] }
    let wanted = languages.first ?? unit.sourceLanguage
    let source =
      unit.variants.first { $0.language == wanted } ?? unit.variants.first { matches($0.language, wanted) }
      ?? (languages.isEmpty ? unit.variants.first : nil)
    guard let source, !source.content.bytes.isEmpty, !source.language.isEmpty else { return [] }
    let contexts = contexts(of: unit)
    return unit.variants.compactMap { variant in
      guard variant.language != source.language, !variant.language.isEmpty, !variant.content.bytes.isEmpty,
        languages.count < 2 || languages.dropFirst().contains(where: { matches(variant.language, $0) })
      else { return nil }
      return MemoryUnit(
        source: source.content, target: variant.content, sourceLanguage: source.language,
        targetLanguage: variant.language,
        state: unit.property("x-state").flatMap(Target.State.init(rawValue:)) ?? .translated,
        origin: unit.property("file") ?? unit.property("x-document") ?? origin,
        author: variant.author.isEmpty ? unit.author : variant.author,
        date: variant.date.isEmpty ? unit.date : variant.date, note: unit.note, contexts: contexts)
    }
  }

  /// Lede's keys; else the neighbors' texts as OmegaT or memoQ write them.
  private static func contexts(of unit: TMXUnit) -> [MemoryUnit.Context] {
    guard !unit.properties.isEmpty else { return [] }
    var contexts: [MemoryUnit.Context] = []
    for property in unit.properties where property.type == keys {
      let parts = property.text.split(separator: " ").compactMap { UInt64($0, radix: 16) }
      if parts.count == 2 { contexts.append(MemoryUnit.Context(previous: parts[0], next: parts[1])) }
    }
    guard contexts.isEmpty else { return contexts }
    for (before, after) in [("prev", "next"), ("x-context-pre", "x-context-post")] {
      let texts = [before, after].map { unit.property($0).map(plain) }
      guard texts.contains(where: { $0 != nil }) else { continue }
      let keys = texts.map { text in text.map { MemoryUnit.key(of: Array($0.utf8)) } ?? 0 }
      return [MemoryUnit.Context(previous: keys[0], next: keys[1])]
    }
    return []
  }

  private static let keys = "x-lede-context"

  /// Without the tags that memoQ writes around a context.
  private static func plain(_ text: String) -> String {
    guard text.hasPrefix("<seg>"), text.hasSuffix("</seg>") else { return text }
    return String(text.dropFirst(5).dropLast(6))
  }

  private static func exchanged(_ unit: MemoryUnit, _ memory: TranslationMemory) throws(StoreError) -> TMXUnit {
    var result = TMXUnit()
    result.sourceLanguage = unit.sourceLanguage
    (result.author, result.date, result.note) = (unit.author, unit.date, unit.note)
    if !unit.origin.isEmpty { result.properties.append(("x-document", unit.origin)) }
    result.properties.append(("x-state", unit.state.rawValue))
    if let first = unit.contexts.first {
      for (type, key) in [("prev", first.previous), ("next", first.next)] where key != 0 {
        if let text = try memory.text(ofKey: key) {
          result.properties.append((type, String(decoding: text, as: UTF8.self)))
        }
      }
    }
    for context in unit.contexts {
      result.properties.append(
        (keys, String(context.previous, radix: 16) + " " + String(context.next, radix: 16)))
    }
    result.variants = [
      TMXUnit.Variant(language: unit.sourceLanguage, content: unit.source),
      TMXUnit.Variant(language: unit.targetLanguage, content: unit.target),
    ]
    return result
  }

  private static func line(_ number: Int, _ unit: MemoryUnit, percent: Int?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("number")
      json.integer(number)
      if let percent {
        json.key("percent")
        json.integer(percent)
      }
      json.member("source", unit.source.string)
      json.member("target", unit.target.string)
      json.member("from", unit.sourceLanguage)
      json.member("into", unit.targetLanguage)
      json.member("state", unit.state.rawValue)
      if !unit.origin.isEmpty { json.member("origin", unit.origin) }
      if !unit.author.isEmpty { json.member("author", unit.author) }
      if !unit.date.isEmpty { json.member("date", unit.date) }
      if !unit.note.isEmpty { json.member("note", unit.note) }
    }
    return json.bytes
  }
}
