import Articles
import Text

/// Reads segmentation rules from SRX 2.0, and from 1.0, whose elements have no namespace.
public enum SRXReader {
  /// - Throws: what is wrong with the file, all of it, each with its line.
  public static func read(_ bytes: [UInt8]) throws(SRXFaults) -> SegmentationRules {
    var file = SRXFile(bytes)
    do throws(XMLFault) {
      try file.read()
    } catch {
      file.faults.append(ResourceFault(line: file.line(at: error.offset), error.reason))
    }
    file.check()
    guard file.faults.isEmpty else { throw SRXFaults(faults: file.faults) }
    return file.rules
  }
}

/// All that is wrong with an SRX file.
public struct SRXFaults: Error, Hashable, Sendable {
  public var faults: [ResourceFault]
}

/// An SRX file while it is read.
private struct SRXFile {
  var rules = SegmentationRules(codes: ["start": "no", "end": "yes", "isolated": "yes"])
  var faults: [ResourceFault] = []
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  private var isSRX = false

  private static let spaces = ["http://www.lisa.org/srx20", "http://www.lisa.org/srx10", ""]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
  }

  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  mutating func check() {
    guard isSRX else {
      if faults.isEmpty { faults.append(ResourceFault(line: 1, "this is no SRX file: its first element is not <srx>")) }
      return
    }
    for map in rules.maps where !rules.groups.contains(where: { $0.name == map.group }) {
      faults.append(ResourceFault(line: map.line, "there are no rules by the name \"\(map.group)\""))
    }
    if rules.maps.isEmpty && faults.isEmpty {
      faults.append(ResourceFault(line: 1, "there is no <languagemap>, so no rule applies to any language"))
    }
  }

  mutating func read() throws(XMLFault) {
    var failure: XMLFault?
    var copy = self
    bytes.withUnsafeBufferPointer { source in
      do throws(XMLFault) { try copy.read(source) } catch { failure = error }
    }
    self = copy
    if let failure { throw failure }
  }

  private mutating func read(_ source: UnsafeBufferPointer<UInt8>) throws(XMLFault) {
    var reader = XMLReader(source)
    var rule: SegmentationRules.Rule?
    var part = ""
    while let event = try reader.next() {
      switch event.kind {
      case .start:
        let name = reader.names[event.name]
        guard SRXFile.spaces.contains(name.space) else {
          // Tools keep settings of their own in the header.
          if !event.isEmpty { try reader.skip(event) }
          continue
        }
        let line = line(at: event.range.start)
        switch name.local {
        case "srx":
          isSRX = true
          let version = reader.string("version", of: event) ?? ""
          if !["2.0", "1.0"].contains(version) {
            faults.append(ResourceFault(line: line, "version \"\(version)\" is neither 2.0 nor 1.0"))
          }
        case "header":
          rules.cascades = flag("cascade", reader.string("cascade", of: event), line) ?? true
          rules.segmentsSubflows = flag("segmentsubflows", reader.string("segmentsubflows", of: event), line) ?? true
        case "formathandle":
          if let type = reader.string("type", of: event), let include = reader.string("include", of: event) {
            rules.codes[type] = include
          }
        case "languagerule":
          let name = reader.string("languagerulename", of: event) ?? ""
          if rules.groups.contains(where: { $0.name == name }) {
            faults.append(ResourceFault(line: line, "the rules \"\(name)\" are there twice"))
          }
          rules.groups.append(SegmentationRules.Group(name: name, rules: []))
        case "rule":
          rule = SegmentationRules.Rule(
            isBreak: flag("break", reader.string("break", of: event), line) ?? true, before: "", after: "", line: line)
          if event.isEmpty { rule = nil }
        case "beforebreak", "afterbreak": part = event.isEmpty ? "" : name.local
        case "languagemap":
          rules.maps.append(
            SegmentationRules.Map(
              pattern: reader.string("languagepattern", of: event) ?? "",
              group: reader.string("languagerulename", of: event) ?? "", line: line))
        default: break
        }
      case .text where !part.isEmpty:
        let text = String(decoding: reader.text(of: event), as: UTF8.self)
        if part == "beforebreak" { rule?.before += text } else { rule?.after += text }
      case .end:
        let name = reader.names[event.name]
        if name.local == "beforebreak" || name.local == "afterbreak" { part = "" }
        if name.local == "rule", let made = rule {
          if rules.groups.isEmpty {
            faults.append(ResourceFault(line: made.line, "a <rule> stands outside of a <languagerule>"))
          } else if made.before.isEmpty && made.after.isEmpty {
            faults.append(ResourceFault(line: made.line, "a rule has neither a <beforebreak> nor an <afterbreak>"))
          } else {
            rules.groups[rules.groups.count - 1].rules.append(made)
          }
          rule = nil
        }
      default: break
      }
    }
  }

  private mutating func flag(_ name: String, _ value: String?, _ line: Int) -> Bool? {
    switch value {
    case "yes": return true
    case "no": return false
    case nil: return nil
    case let other?:
      faults.append(ResourceFault(line: line, "\(name) is \"\(other)\", neither yes nor no"))
      return nil
    }
  }
}
