/// The inline elements of a unit, or of a match, that refer to one another, and what the specification asks of them.
///
/// Source: XLIFF Version 2.1, sections 4.2.3 (inline elements), 4.3.1 (attributes: id, order, startRef, isolated, copyOf)
/// and 4.7 (inline content, editing hints).
struct XLIFF2CodeScope {
  enum Side { case source, target }

  /// An inline element where it stands.
  struct Code {
    /// Local name: ph, pc, sc, ec, mrk, sm, em.
    var name: String
    var side: Side
    /// Index of its segment or ignorable.
    var part: Int
    /// In the file.
    var offset: Int
    var values: [String: String]

    subscript(_ attribute: String) -> String? { values[attribute] }
    var id: String? { values["id"] }
    var hasData: Bool { values["dataRef"] != nil || values["dataRefStart"] != nil }
    /// What a code has in common with the same code of the other side.
    var key: String { values["id"] ?? values["startRef"] ?? "" }
    var isIsolated: Bool { values["isolated"] == "yes" }
    var isMarker: Bool { name == "mrk" || name == "sm" || name == "em" }
    var canReorder: String { values["canReorder"] ?? "yes" }
    /// Pairs may be one element or two: the specification lets tools change one into the other (section 4.7.2.2).
    var family: String { name == "pc" || name == "sc" || name == "ec" ? "pc" : name == "ph" ? "ph" : "mrk" }
  }

  /// A segment or ignorable.
  struct Part {
    var offset: Int
    var isSegment: Bool
    var id: String?
    var state: String?
    var hasTarget = false
    var order: String?
    var targetOffset = 0
  }

  var parts: [Part] = []
  var codes: [Code] = []
  var dataIDs: Set<String> = []
  /// "unit" or "match", for messages.
  var name = "unit"

  func check(_ report: inout XLIFF2Report) {
    checkIDs(&report)
    checkPairs(.source, &report)
    checkPairs(.target, &report)
    checkData(&report)
    checkCopies(&report)
    checkReordering(.source, &report)
    checkReordering(.target, &report)
    if name == "unit" {
      checkOrder(&report)
      checkStates(&report)
    }
  }

  private func codes(_ side: Side) -> some Sequence<Code> { codes.lazy.filter { $0.side == side } }

  // MARK: Ids

  private func checkIDs(_ report: inout XLIFF2Report) {
    var sources: [String: Code?] = [:]
    for part in parts {
      guard let id = part.id else { continue }
      if sources.updateValue(nil, forKey: id) != nil {
        report.add(
          part.offset, "the id \"\(id)\" is there twice in its \(name)", "give each segment and code its own id")
      }
    }
    for code in codes(.source) {
      guard let id = code.id else { continue }
      if sources.updateValue(code, forKey: id) != nil {
        report.add(
          code.offset, "the id \"\(id)\" is there twice in its \(name)", "give each segment and code its own id")
      }
    }
    var targets: Set<String> = []
    for code in codes(.target) {
      guard let id = code.id else { continue }
      if !targets.insert(id).inserted {
        report.add(
          code.offset, "the id \"\(id)\" is there twice in the targets", "give a code that was added an id of its own")
      }
      guard let found = sources[id] else { continue }
      if let source = found, source.part == code.part, source.family == code.family { continue }
      report.add(
        code.offset, "the \(code.name) \"\(id)\" has the id of another element that is no source of it",
        "use the id of the same code of the source, or one that is new in the \(name)")
    }
  }

  // MARK: Pairs

  private func checkPairs(_ side: Side, _ report: inout XLIFF2Report) {
    var starts: [String: Code] = [:]
    var ends: [String: Code] = [:]
    // A target may come in another order than its source.
    let isOrdered = side == .source || !parts.contains { $0.order != nil }
    for code in codes(side) where code.name == "sc" || code.name == "sm" {
      if let id = code.id { starts[id] = code }
    }
    for code in codes(side) where code.name == "ec" || code.name == "em" {
      if code.name == "ec" && code.isIsolated {
        if code.id == nil { report.add(code.offset, "an isolated ec has no id", "add an id") }
        if code["startRef"] != nil { report.add(code.offset, "an isolated ec has a startRef", "take startRef away") }
        if let id = code.id, let start = starts[id], start.name == "sc" {
          report.add(
            code.offset, "the ec \"\(id)\" is isolated, but its sc is in the same \(name)", "refer to it by startRef")
        }
        continue
      }
      if code.name == "ec" {
        if code.id != nil {
          report.add(code.offset, "an ec that is not isolated has an id", "take id away; it has startRef")
        }
        if code["dir"] != nil { report.add(code.offset, "an ec that is not isolated has dir", "set dir at the sc") }
      }
      guard let reference = code["startRef"] else {
        if code.name == "ec" {
          report.add(code.offset, "an ec has no startRef", "name the id of its sc, or set isolated")
        }
        continue
      }
      let wanted = code.name == "ec" ? "sc" : "sm"
      guard let start = starts[reference], start.name == wanted else {
        report.add(
          code.offset, "startRef \"\(reference)\" names no \(wanted) of the same \(name)",
          code.name == "ec" ? "name the id of its sc, or set isolated" : "name the id of its sm")
        continue
      }
      if start.offset > code.offset && isOrdered {
        report.add(code.offset, "the \(code.name) stands before its \(wanted) \"\(reference)\"", "put it behind")
      }
      if ends.updateValue(code, forKey: reference) != nil {
        report.add(code.offset, "the \(wanted) \"\(reference)\" has two ends", "take one away")
      }
      if code.name == "ec" { checkHints(start, code, &report) }
    }
    for code in codes(side) where code.name == "sc" || code.name == "sm" {
      guard let id = code.id else { continue }
      let isEnded = ends[id] != nil
      if code.isIsolated && isEnded {
        report.add(code.offset, "the sc \"\(id)\" is isolated, but its ec is in the same \(name)", "take isolated away")
      } else if !code.isIsolated && !isEnded {
        report.add(
          code.offset,
          "the \(code.name) \"\(id)\" has no end in the \(side == .source ? "source" : "target") of its \(name)",
          code.name == "sc" ? "add its ec, or set isolated=\"yes\"" : "add its em")
      }
    }
  }

  private func checkHints(_ start: Code, _ end: Code, _ report: inout XLIFF2Report) {
    for attribute in ["canCopy", "canDelete", "canOverlap"]
    where (start[attribute] ?? "yes") != (end[attribute] ?? "yes") {
      report.add(end.offset, "\(attribute) is not that of the sc", "give both halves of a pair the same \(attribute)")
    }
    if (start.canReorder == "yes") != (end.canReorder == "yes") || end.canReorder == "firstNo" {
      report.add(
        end.offset, "canReorder does not fit that of the sc", "write \"no\" when the sc has \"firstNo\" or \"no\"")
    }
  }

  // MARK: Data and copies

  private func checkData(_ report: inout XLIFF2Report) {
    for code in codes {
      for attribute in ["dataRef", "dataRefStart", "dataRefEnd"] {
        guard let reference = code[attribute], !dataIDs.contains(reference) else { continue }
        report.add(
          code.offset, "\(attribute) \"\(reference)\" names no data of the \(name)",
          "add the data to originalData, or take \(attribute) away")
      }
      for (first, second) in [("dataRefStart", "dataRefEnd"), ("subFlowsStart", "subFlowsEnd")]
      where (code[first] == nil) != (code[second] == nil) {
        report.add(code.offset, "a pc has one of \(first) and \(second)", "give both or none")
      }
    }
  }

  private func checkCopies(_ report: inout XLIFF2Report) {
    guard codes.contains(where: { $0["copyOf"] != nil }) else { return }
    let bases = Dictionary(grouping: codes.filter { !$0.isMarker && $0.id != nil }) { $0.id ?? "" }
    for code in codes {
      guard let base = code["copyOf"] else { continue }
      guard let found = bases[base]?.prefix(4), let first = found.first else {
        report.add(
          code.offset, "copyOf \"\(base)\" names no code of the \(name)", "name the id of the code that was copied")
        continue
      }
      if first.family != code.family {
        report.add(
          code.offset, "the code is no \(first.name) as \"\(base)\" is, of which it is a copy", "use the same element")
      }
      if found.contains(where: { $0["canCopy"] == "no" }) {
        report.add(code.offset, "it is a copy of \"\(base)\", which may not be copied", "take the copy away")
      }
      if code.hasData || found.contains(where: \.hasData) {
        report.add(
          code.offset, "copyOf is for codes without original data", "use the dataRef of the code that was copied")
      }
    }
  }

  // MARK: Editing hints

  private func checkReordering(_ side: Side, _ report: inout XLIFF2Report) {
    var last = "yes"
    for code in codes(side) where !code.isMarker {
      if code.canReorder != "yes" && (code["canCopy"] != "no" || code["canDelete"] != "no") {
        report.add(
          code.offset, "canReorder is \"\(code.canReorder)\", but canCopy and canDelete are not \"no\"",
          "set canCopy and canDelete to \"no\"")
      }
      if code.canReorder == "no" && last == "yes" {
        report.add(
          code.offset, "a sequence of codes that keeps its order begins with canReorder=\"no\"",
          "set it to \"firstNo\" at the first of them")
      }
      last = code.canReorder
    }
  }

  // MARK: Parts

  private func checkOrder(_ report: inout XLIFF2Report) {
    guard parts.contains(where: { $0.order != nil }) else { return }
    var places: [Int: Int] = [:]
    for (index, part) in parts.enumerated() where part.hasTarget {
      let place = part.order.flatMap { Int($0) } ?? index + 1
      if part.order != nil && !(1...parts.count).contains(place) {
        report.add(
          part.targetOffset, "order is \(place), and the unit has \(parts.count) segments and ignorables",
          "number the targets from 1 to \(parts.count)")
      } else if places.updateValue(index, forKey: place) != nil {
        report.add(
          part.targetOffset, "two targets of the unit have the place \(place)", "give each target its own order")
      } else if place != index + 1, !parts[place - 1].hasTarget || parts[place - 1].order == nil {
        report.add(
          part.targetOffset, "order moves the target to place \(place), whose own target has no order",
          "give that target an order as well")
      }
    }
  }

  private func checkStates(_ report: inout XLIFF2Report) {
    let isFinal = parts.contains { $0.state == "final" }
    let byPart = isFinal ? Dictionary(grouping: codes.filter { !$0.isMarker }, by: \.part) : [:]
    for (index, part) in parts.enumerated() where part.isSegment {
      guard let state = part.state, state != "initial" else { continue }
      guard part.hasTarget else {
        report.add(
          part.offset, "a segment of state \"\(state)\" has no target", "add the target, or set state to \"initial\"")
        continue
      }
      if state == "final" { checkHints(of: byPart[index] ?? [], at: part.targetOffset, &report) }
    }
  }

  /// What the hints forbid is an error in final targets only (section 4.7.2.5).
  private func checkHints(of codes: [Code], at offset: Int, _ report: inout XLIFF2Report) {
    let targets = codes.filter { $0.side == .target }.map(\.key)
    let present = Set(targets)
    var fixed: [String] = []
    for code in codes where code.side == .source {
      if code["canDelete"] == "no" && !present.contains(code.key) {
        report.add(
          offset, "the final target lacks the code \"\(code.key)\", which may not be deleted",
          "put the code into the target, or lower the state")
      }
      if code.canReorder != "yes" { fixed.append(code.key) }
    }
    let wanted = Set(fixed)
    let found = targets.filter(wanted.contains)
    if found != fixed && Set(found) == wanted {
      report.add(
        offset, "the final target changes the order of codes that must keep it", "put them back into the source's order"
      )
    }
  }
}
