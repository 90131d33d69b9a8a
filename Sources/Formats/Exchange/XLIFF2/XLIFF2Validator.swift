import Articles
import Text

/// Something in an XLIFF 2 file that the specification does not allow.
struct XLIFF2Violation: Hashable {
  /// In the file's text.
  var offset: Int
  var message: String
  /// What to do about it.
  var remedy: String
}

/// What was found, up to a bound.
struct XLIFF2Report {
  private(set) var violations: [XLIFF2Violation] = []

  mutating func add(_ offset: Int, _ message: String, _ remedy: String) {
    if violations.count < 1_000 { violations.append(XLIFF2Violation(offset: offset, message: message, remedy: remedy)) }
  }
}

/// Holds an XLIFF 2 document against the constraints of the specification, core and modules, in one pass.
///
/// Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018, sections 4 and 5. Elements of other namespaces are
/// extensions, and what is inside of them is not looked at.
struct XLIFF2Validator {
  private struct Reference {
    var offset: Int
    var name: String
    var text: String
    var isComment: Bool
  }

  /// An element that is open.
  private struct Frame {
    var name: String
    var element: XLIFF2Vocabulary.Element?
    var offset: Int
    var slot = 0
    var count = 0
    /// Outermost elements of modules that stand in it already.
    var modules: Set<String> = []
    var language: String?
    var isEmpty = true
  }

  private var report = XLIFF2Report()
  private var frames: [Frame] = []
  private var names: [String] = []

  // What is known of the document so far.
  private var version = ""
  /// The namespace of the first element, which all of the core have.
  private var space = ""
  private var sourceLanguage: String?
  private var targetLanguage: String?
  private var fileIDs: Set<String> = []
  private var file = ""
  private var unit = ""
  private var groupIDs: Set<String> = []
  private var unitIDs: Set<String> = []
  private var subFlows: [(offset: Int, unit: String)] = []
  private var noteIDs: [Set<String>] = []
  private var scope: XLIFF2CodeScope?
  private var matchScope: XLIFF2CodeScope?
  private var side = XLIFF2CodeScope.Side.source
  private var references: [Reference] = []
  private var modules = XLIFF2ModuleRules()

  /// Everything that is wrong with a document, by its place.
  static func violations(in text: UnsafeBufferPointer<UInt8>) throws(XMLFault) -> [XLIFF2Violation] {
    var validator = XLIFF2Validator()
    var reader = XMLReader(text)
    while let event = try reader.next() {
      switch event.kind {
      case .start:
        if !validator.start(event, reader) { try reader.skip(event) }
      case .end: validator.end()
      case .text: validator.text(reader.text(of: event), event.range.start)
      default: break
      }
    }
    return validator.report.violations.sorted { $0.offset < $1.offset }
  }

  private mutating func markFilled() { if !frames.isEmpty { frames[frames.count - 1].isEmpty = false } }

  // MARK: Structure

  /// The name of an element as the vocabulary has it; nil for extensions.
  private mutating func name(_ number: Int, _ reader: borrowing XMLReader) -> String {
    while names.count <= number {
      let name = reader.names[names.count]
      switch XLIFF2Vocabulary.prefixes[name.space] {
      case nil: names.append("?:" + name.local)
      case "": names.append(name.local)
      case let prefix?: names.append(prefix + ":" + name.local)
      }
    }
    return names[number]
  }

  /// - Returns: whether to look inside of it.
  private mutating func start(_ event: XMLEvent, _ reader: borrowing XMLReader) -> Bool {
    let name = name(event.name, reader)
    let offset = event.range.start
    if frames.isEmpty { space = reader.names[event.name].space }
    if !name.contains(":"), reader.names[event.name].space != space {
      report.add(offset, "\(name) is in the namespace of another version", "give all elements the namespace of xliff")
    }
    place(name, offset)
    guard let element = XLIFF2Vocabulary.elements[name] else {
      if !name.hasPrefix("?:") && !name.hasPrefix("its:") && !name.hasPrefix("itsm:") {
        report.add(offset, "XLIFF has no element \"\(name)\"", "take it away, or put it into a namespace of its own")
        return false
      }
      var values: [String: String] = [:]
      for attribute in reader.attributes(of: event) {
        values[self.name(attribute.name, reader)] = String(decoding: reader.value(of: attribute), as: UTF8.self)
      }
      if name.hasPrefix("its:") {
        modules.enterStandoff(name, values, offset, &report)
        frames.append(Frame(name: name, element: nil, offset: offset, language: frames.last?.language))
        return true
      }
      return false
    }
    let values = attributes(of: event, element, offset, reader)
    var frame = Frame(name: name, element: element, offset: offset, language: frames.last?.language)
    if let language = values["xml:lang"] { frame.language = language }
    frames.append(frame)
    enter(name, values, offset)
    return true
  }

  /// Holds an element against what its parent may hold.
  private mutating func place(_ name: String, _ offset: Int) {
    guard let index = frames.indices.last else {
      if name != "xliff" { report.add(offset, "the first element is not xliff", "begin with xliff") }
      return
    }
    frames[index].isEmpty = false
    guard let parent = frames[index].element else { return }
    if let places = XLIFF2Vocabulary.places[name] {
      if !places.contains(parent.name) {
        report.add(offset, "\(name) stands in \(parent.name)", "it may stand in \(places.joined(separator: ", "))")
      } else if !frames[index].modules.insert(name).inserted && name != "slr:data" {
        report.add(offset, "\(parent.name) has \(name) twice", "put their contents into one")
      }
    } else if name.contains(":"), !name.hasPrefix("?:"), !name.hasPrefix("its"),
      !parent.name.hasPrefix(String(name.prefix(3)))
    {
      report.add(offset, "\(name) stands in \(parent.name)", "it may stand inside of its module only")
    }
    var slot = frames[index].slot
    var count = frames[index].count
    while slot < parent.slots.count, !parent.slots[slot].accepts(name) {
      if parent.slots[slot].isRequired && count == 0 {
        report.add(
          offset, "\(parent.name) has \(name) before \(parent.slots[slot].names.joined(separator: " or "))",
          "bring the children of \(parent.name) into their order")
      }
      slot += 1
      count = 0
    }
    guard slot < parent.slots.count else {
      report.add(
        offset, "\(name.hasPrefix("?:") ? "a foreign element" : name) may not stand here in \(parent.name)",
        "take it away, or put it in its place")
      return
    }
    if count > 0 && !parent.slots[slot].isRepeatable {
      report.add(offset, "\(parent.name) has \(name) twice", "keep one of them")
    }
    frames[index].slot = slot
    frames[index].count = count + 1
  }

  private mutating func text(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) {
    guard let frame = frames.last else { return }
    let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if !isBlank { markFilled() }
    if !isBlank, let element = frame.element, !element.holdsText {
      report.add(offset, "there is text in \(element.name)", "text may stand in source, target and notes")
    }
    if scope != nil, frame.element?.holdsText == true { modules.addText(text, side) }
  }

  private mutating func end() {
    guard let frame = frames.popLast() else { return }
    if let element = frame.element {
      for (index, slot) in element.slots.enumerated() where slot.isRequired && index >= frame.slot {
        if index > frame.slot || frame.count == 0 {
          report.add(
            frame.offset, "\(element.name) has no \(slot.names.joined(separator: " or "))",
            "add one, or take \(element.name) away")
        }
      }
    }
    leave(frame)
  }

  // MARK: Attributes

  private mutating func attributes(
    of event: XMLEvent, _ element: XLIFF2Vocabulary.Element, _ offset: Int, _ reader: borrowing XMLReader
  ) -> [String: String] {
    var values: [String: String] = [:]
    for attribute in reader.attributes(of: event) {
      let name = name(attribute.name, reader)
      let value = String(decoding: reader.value(of: attribute), as: UTF8.self)
      // Attributes without a prefix have no namespace.
      let key = name.hasPrefix("?:") && reader.names[attribute.name].space.isEmpty ? String(name.dropFirst(2)) : name
      values[key] = value
      if let declared = element.attributes.first(where: { $0.name == key }) {
        if let fault = declared.value.fault(value) {
          report.add(offset, "\(key)=\"\(value)\" of \(element.name) must be \(fault)", "correct the value")
        }
      } else if !key.contains(":") || !element.isOpen
        || key.hasPrefix("xml:") && (element.name == "mrk" || element.name == "sm")
      {
        report.add(
          offset, "\(element.name) has no attribute \(key.hasPrefix("?:") ? String(key.dropFirst(2)) : key)",
          "take it away")
      }
    }
    for attribute in element.attributes where attribute.isRequired && values[attribute.name] == nil {
      report.add(offset, "\(element.name) has no \(attribute.name)", "add the attribute \(attribute.name)")
    }
    return values
  }

  // MARK: Meaning

  private mutating func enter(_ name: String, _ values: [String: String], _ offset: Int) {
    let language = values["xml:lang"] ?? frames.last?.language
    switch name {
    case "xliff":
      version = values["version"] ?? ""
      sourceLanguage = values["srcLang"]
      targetLanguage = values["trgLang"]
      if !version.isEmpty && !["2.0", "2.1", "2.2"].contains(version) {
        report.add(offset, "there is no version \(version) of XLIFF 2", "write 2.0, 2.1 or 2.2")
      } else if !version.isEmpty, (version == "2.2") != (space == XMLExchange.version22) {
        report.add(
          offset, "version \(version) has another namespace than \(space)",
          "versions 2.0 and 2.1 have the one that ends in 2.0, version 2.2 has its own")
      }
    case "file":
      file = values["id"] ?? ""
      if !fileIDs.insert(file).inserted {
        report.add(offset, "two files have the id \"\(file)\"", "give each file its own id")
      }
      (groupIDs, unitIDs, subFlows) = ([], [], [])
    case "group":
      if let id = values["id"], !groupIDs.insert(id).inserted {
        report.add(offset, "two groups of the file have the id \"\(id)\"", "give each group of a file its own id")
      }
    case "unit":
      unit = values["id"] ?? ""
      if !unitIDs.insert(unit).inserted {
        report.add(offset, "two units of the file have the id \"\(unit)\"", "give each unit of a file its own id")
      }
      scope = XLIFF2CodeScope()
      references = []
    case "segment", "ignorable":
      scope?.parts.append(
        XLIFF2CodeScope.Part(offset: offset, isSegment: name == "segment", id: values["id"], state: values["state"]))
      if values["subState"] != nil && values["state"] == nil {
        report.add(offset, "a segment has subState without state", "set state as well")
      }
      modules.beginSegment()
    case "note":
      if let id = values["id"], !noteIDs.isEmpty, !noteIDs[noteIDs.count - 1].insert(id).inserted {
        report.add(offset, "two notes of one element have the id \"\(id)\"", "give each note its own id")
      }
    case "data":
      let id = values["id"] ?? ""
      let isNew =
        matchScope == nil
        ? scope?.dataIDs.insert(id).inserted ?? true : matchScope?.dataIDs.insert(id).inserted ?? true
      if !isNew { report.add(offset, "two data have the id \"\(id)\"", "give each data its own id") }
    case "source", "target": enterContent(name, values, language, offset)
    case "ph", "pc", "sc", "ec", "mrk", "sm", "em": enterCode(name, values, offset)
    case "mtc:match":
      matchScope = XLIFF2CodeScope()
      matchScope?.name = "match"
      matchScope?.parts.append(XLIFF2CodeScope.Part(offset: offset, isSegment: true))
    default: break
    }
    if ["file", "group", "unit"].contains(name) { noteIDs.append([]) }
    if let value = values["type"], value.hasPrefix("xlf:"), ["group", "unit", "mrk", "sm"].contains(name) {
      report.add(offset, "type \"\(value)\" has the prefix of XLIFF itself", "use a prefix of your own")
    }
    if let value = values["subState"] ?? values["subType"], value.hasPrefix("xlf:") {
      let type =
        ["xlf:b", "xlf:i", "xlf:u", "xlf:lb", "xlf:pb"].contains(value) ? "fmt" : value == "xlf:var" ? "ui" : nil
      if type == nil || values["subState"] != nil || name == "mtc:match" {
        report.add(offset, "\"\(value)\" is none of XLIFF's own values", "use a prefix of your own")
      } else if let own = values["type"], own != type {
        report.add(offset, "subType \"\(value)\" does not belong to type \"\(own)\"", "set type to \"\(type ?? "")\"")
      }
    }
    if values["subType"] != nil && values["type"] == nil {
      report.add(offset, "\(name) has subType without type", "set type as well")
    }
    if let reference = values["ref"] {
      references.append(Reference(offset: offset, name: name, text: reference, isComment: values["type"] == "comment"))
    }
    modules.enter(name, values, offset, language: (sourceLanguage, targetLanguage), &report)
  }

  private mutating func enterContent(_ name: String, _ values: [String: String], _ language: String?, _ offset: Int) {
    side = name == "source" ? .source : .target
    guard matchScope == nil else {
      matchScope?.parts[0].hasTarget = name == "target"
      return
    }
    if name == "target", let index = scope?.parts.indices.last {
      scope?.parts[index].hasTarget = true
      scope?.parts[index].order = values["order"]
      scope?.parts[index].targetOffset = offset
      if targetLanguage == nil {
        report.add(offset, "there is a target, but xliff has no trgLang", "add trgLang to xliff")
      }
    }
    guard let language, let wanted = name == "source" ? sourceLanguage : targetLanguage else { return }
    if language.lowercased() != wanted.lowercased() {
      report.add(
        offset, "the language of the \(name) is \"\(language)\", that of the file \"\(wanted)\"",
        "take xml:lang away, or correct it")
    }
  }

  private mutating func enterCode(_ name: String, _ values: [String: String], _ offset: Int) {
    guard scope != nil else { return }
    let part = matchScope == nil ? (scope?.parts.count ?? 1) - 1 : 0
    let code = XLIFF2CodeScope.Code(name: name, side: side, part: part, offset: offset, values: values)
    if matchScope != nil { matchScope?.codes.append(code) } else { scope?.codes.append(code) }
    for attribute in ["subFlows", "subFlowsStart", "subFlowsEnd"] {
      for id in values[attribute]?.split(separator: " ") ?? [] { subFlows.append((offset, String(id))) }
    }
    guard name == "mrk" || name == "sm" else { return }
    let type = values["type"] ?? "generic"
    let isITS = values.keys.contains { $0.hasPrefix("its:") || $0.hasPrefix("itsm:") }
    if type == "generic" && values["translate"] == nil && !isITS {
      report.add(offset, "a generic \(name) has no translate", "set translate, or another type")
    }
    if type == "comment" && (values["value"] == nil) == (values["ref"] == nil) {
      report.add(offset, "a comment must have one of value and ref", "write the comment as value, or refer to a note")
    }
    if type == "mtc:match" && values["ref"] != nil {
      report.add(offset, "a mark of type mtc:match has ref", "the match refers to the mark")
    }
  }

  private mutating func leave(_ frame: Frame) {
    if ["file", "group", "unit"].contains(frame.name) {
      let notes = noteIDs.popLast() ?? []
      if frame.name == "unit" { leaveUnit(notes, frame.offset) }
    }
    switch frame.name {
    case "file":
      for flow in subFlows where !unitIDs.contains(flow.unit) {
        report.add(
          flow.offset, "subFlows names \"\(flow.unit)\", which is no unit of the file", "name units of the same file")
      }
    case "mtc:match":
      matchScope?.check(&report)
      matchScope = nil
    case "segment":
      if let part = scope?.parts.last {
        modules.endSegment(hasTarget: part.hasTarget, part.targetOffset, &report)
      }
    default: break
    }
    modules.leave(frame.name, isEmpty: frame.isEmpty, frame.offset, &report)
  }

  private mutating func leaveUnit(_ notes: Set<String>, _ offset: Int) {
    guard let scope else { return }
    if !scope.parts.contains(where: \.isSegment) && !scope.parts.isEmpty {
      report.add(offset, "the unit \"\(unit)\" has no segment", "a unit has one segment at least")
    }
    scope.check(&report)
    var sources = Set(scope.codes.filter { $0.side == .source }.compactMap(\.id))
    sources.formUnion(scope.parts.compactMap(\.id))
    let targets = Set(scope.codes.filter { $0.side == .target }.compactMap(\.id))
    for reference in references {
      check(reference, notes, sources: sources, targets: targets, data: scope.dataIDs)
    }
    self.scope = nil
  }

  /// Holds a reference against what there is in its unit.
  private mutating func check(
    _ reference: Reference, _ notes: Set<String>, sources: Set<String>,
    targets: Set<String>, data: Set<String>
  ) {
    let (offset, name, text, isComment) = (reference.offset, reference.name, reference.text, reference.isComment)
    let isModule = name == "mtc:match" || name == "gls:glossEntry" || name == "gls:translation"
    guard isModule || name == "mrk" || name == "sm" else { return }
    guard text.hasPrefix("#") else {
      // Tools have written bare ids as well.
      if isModule && !sources.contains(text) {
        report.add(offset, "ref \"\(text)\" of \(name) leads to nothing in its unit", "refer to a segment or mark: #id")
      }
      return
    }
    guard let identifier = FragmentIdentifier(text) else {
      return report.add(
        offset, "ref \"\(text)\" is no fragment identifier of XLIFF", "write it as #f=file/u=unit/id, or #id")
    }
    let selector = identifier.selector(inUnit: unit, of: file)
    let isFound: Bool
    switch selector?.prefix {
    case "n": isFound = notes.contains(selector?.id ?? "")
    case "t": isFound = targets.contains(selector?.id ?? "")
    case "d": isFound = data.contains(selector?.id ?? "")
    case "": isFound = sources.contains(selector?.id ?? "")
    default: isFound = !isModule
    }
    if isComment && selector?.prefix != "n" || !isFound || isModule && selector == nil {
      report.add(
        offset, "ref \"\(text)\" of \(name) leads to nothing that it may refer to",
        isComment ? "refer to a note of the same unit: #n=id" : "refer to something in the same unit: #id")
    }
  }
}
