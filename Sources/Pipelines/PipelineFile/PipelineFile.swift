import Articles

/// Reads a pipeline file and makes the pipeline, or finds all that is wrong with it.
public struct PipelineFile {
  public private(set) var faults: [Fault] = []
  private var name = ""
  private var about = ""
  private var stages: [any Stage] = []
  private var outputs: [any Output] = []
  private var canonical = ""
  private var given: Facts = []
  private var resources = Resources()
  /// Where the resources stand that are named but not used yet, by name.
  private var unused: [(name: String, place: Place)] = []
  /// Those that are named, whether they could be read or not.
  private var named: Set<String> = []
  private let folder: String?

  private init(folder: String?) { self.folder = folder }

  /// - Parameter folder: what the paths of resources start from: the folder of the file; nil for the working folder.
  /// - Returns: the pipeline, or nil and at least one fault.
  public static func read(_ bytes: [UInt8], folder: String? = nil) -> (pipeline: Pipeline?, faults: [Fault]) {
    var file = PipelineFile(folder: folder)
    do throws(Fault) {
      try file.readRoot(bytes)
    } catch {
      file.faults.append(error)
    }
    guard file.faults.isEmpty else { return (nil, file.faults.sorted(by: PipelineFile.inOrder)) }
    let pipeline = Pipeline(
      name: file.name, about: file.about, stages: file.stages, outputs: file.outputs,
      canonical: file.resources.canonical + file.canonical, resources: file.resources)
    return (pipeline, [])
  }

  /// Those of other files come last.
  private static func inOrder(_ a: Fault, _ b: Fault) -> Bool {
    if a.file != b.file { return a.file == nil || (b.file != nil && a.file ?? "" < b.file ?? "") }
    if case .file(let line, let column) = a.place, case .file(let otherLine, let otherColumn) = b.place {
      return (line, column) < (otherLine, otherColumn)
    }
    return false
  }

  private mutating func readRoot(_ bytes: [UInt8]) throws(Fault) {
    let start = Place.file(line: 1, column: 1)
    guard let root = try YAMLNode.read(bytes), case .mapping(let members) = root.content else {
      throw Fault(start, "a pipeline file is a mapping", hint: "it has the keys name, about, use, stages and write")
    }
    var seen: Set<String> = []
    for (key, value) in members {
      let name = key.text ?? ""
      guard seen.insert(name).inserted else {
        faults.append(Fault(key.place, "\"\(name)\" is there twice", hint: "remove one"))
        continue
      }
      switch name {
      case "name": self.name = text(value, "name")
      case "about": about = text(value, "about")
      case "use": readResources(value)
      case "stages", "write": break
      default:
        let known = ["name", "about", "use", "stages", "write"]
        let hint = closestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
        faults.append(
          Fault(key.place, "unknown key \"\(name)\"", hint: hint ?? "the keys are \(known.joined(separator: ", "))"))
      }
    }
    // Outputs are checked against what the stages give, so the stages come first wherever they stand.
    guard let stageList = members.first(where: { $0.key.text == "stages" }) else {
      faults.append(Fault(start, "there is no \"stages\"", hint: "list at least one stage; lede explain names them"))
      return
    }
    let entries = self.entries(stageList.value, "stages")
    for entry in entries { addStage(entry) }
    if entries.isEmpty && faults.isEmpty {
      faults.append(
        Fault(stageList.value.place, "\"stages\" is empty", hint: "list at least one; lede explain names them"))
    }
    if let write = members.first(where: { $0.key.text == "write" }) {
      for entry in self.entries(write.value, "write") { addOutput(entry) }
    }
    for (name, place) in unused {
      faults.append(Fault(place, "nothing uses the \(name)", hint: "remove it, or add \(PipelineFile.users(of: name))"))
    }
  }

  private mutating func readResources(_ node: YAMLNode) {
    for (name, given) in options(node, of: "use").sorted(by: { $0.key < $1.key }) {
      guard let kind = Catalog.resource(named: name) else {
        let names = Catalog.resources.map { $0.name }
        let close = closestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
        faults.append(
          Fault(
            given.place, "unknown resource \"\(name)\"",
            hint: close ?? "the resources are: \(names.joined(separator: ", "))"))
        continue
      }
      named.insert(name)
      unused.append((name, given.place))
      resources.read(kind, given, from: folder, &faults)
    }
  }

  /// The stages that use a resource, as a hint names them.
  private static func users(of resource: String) -> String {
    Catalog.stages.filter { stage in stage.uses.contains { $0.name == resource } }.map { "\"\($0.name)\"" }
      .joined(separator: " or ")
  }

  /// Notes that resources are used, and the lack of those without which a stage has nothing to do.
  private mutating func use(
    _ needed: [any Resource.Type], _ others: [any Resource.Type], by name: String, at place: Place
  ) {
    if let first = needed.first, !needed.contains(where: { named.contains($0.name) }) {
      let ways = needed.map { "use: { \($0.name): FILE }" }.joined(separator: " or ")
      faults.append(Fault(place, "\"\(name)\" needs a \(first.name)", hint: "name its file: \(ways)"))
      named.insert(first.name)
    }
    unused.removeAll { unused in (needed + others).contains { $0.name == unused.name } }
  }

  private mutating func text(_ node: YAMLNode, _ key: String) -> String {
    if let text = node.text { return text }
    faults.append(Fault(node.place, "\"\(key)\" is not a text"))
    return ""
  }

  /// One element of a list: `name`, or `name: { option: value }`.
  private struct Entry {
    var name: String
    var place: Place
    var given: [String: Options.Given]
  }

  private mutating func entries(_ node: YAMLNode, _ key: String) -> [Entry] {
    guard case .sequence(let items) = node.content else {
      faults.append(Fault(node.place, "\"\(key)\" is not a list", hint: "write one \"- name\" per line"))
      return []
    }
    return items.compactMap { entry($0, key) }
  }

  private mutating func entry(_ node: YAMLNode, _ key: String) -> Entry? {
    switch node.content {
    case .scalar(let name, _) where !name.isEmpty:
      return Entry(name: name, place: node.place, given: [:])
    case .mapping(let members) where members.count == 1:
      guard let name = members[0].key.text else { break }
      return Entry(name: name, place: members[0].key.place, given: options(members[0].value, of: name))
    case .mapping(let members) where members.count > 1:
      faults.append(
        Fault(
          members[1].key.place,
          "\"\(members[1].key.text ?? "")\" is beside \"\(members[0].key.text ?? "")\", not inside it",
          hint: "indent options under their name, or write name: { option: value }"))
      return nil
    default: break
    }
    faults.append(Fault(node.place, "an element of \"\(key)\" is a name, or a name with options"))
    return nil
  }

  private mutating func options(_ node: YAMLNode, of owner: String) -> [String: Options.Given] {
    if node.isEmpty { return [:] }
    guard case .mapping(let members) = node.content else {
      faults.append(
        Fault(node.place, "the options of \(owner) are not a mapping", hint: "write \(owner): { option: value }"))
      return [:]
    }
    var given: [String: Options.Given] = [:]
    for (key, value) in members {
      let name = key.text ?? ""
      if given[name] != nil {
        faults.append(Fault(key.place, "option \"\(name)\" of \(owner) is there twice", hint: "remove one"))
        continue
      }
      switch value.content {
      case .scalar(let text, _):
        given[name] = Options.Given([.init(text, at: value.place)], isList: false, at: key.place)
      case .sequence(let items):
        let texts = items.compactMap { item in item.text.map { Options.Given.Item($0, at: item.place) } }
        if texts.count < items.count {
          faults.append(Fault(value.place, "\"\(name)\" of \(owner) has an element that is not a text"))
        }
        given[name] = Options.Given(texts, isList: true, at: key.place)
      default:
        faults.append(Fault(value.place, "\"\(name)\" of \(owner) is neither a value nor a list"))
      }
    }
    return given
  }

  private mutating func addStage(_ entry: Entry) {
    guard let type = Catalog.stage(named: entry.name) else {
      unknown(entry, "stage", Catalog.stages.map { $0.name }, isOther: Catalog.output(named: entry.name) != nil)
      return
    }
    var options = Options(owner: type.name, given: entry.given, at: entry.place, folder: folder ?? "")
    let stage = type.init(options: &options)
    faults += options.faults + options.undeclaredFaults
    checkNeeds(stage.ownNeeds, of: type.name, at: entry.place)
    use(type.uses, type.mayUse, by: type.name, at: entry.place)
    for (fact, word) in Facts.names where type.precedes.contains(fact) && given.contains(fact) {
      let giver = Catalog.stage(giving: fact).map { "put it before \"\($0.name)\"" }
      faults.append(Fault(entry.place, "\"\(type.name)\" comes too late: there are \(word) already", hint: giver))
      break
    }
    given.formUnion(stage.ownGives)
    stages.append(stage)
    canonical += Pipeline.canonicalLine(type.name, type.version, options)
  }

  private mutating func addOutput(_ entry: Entry) {
    guard let type = Catalog.output(named: entry.name) else {
      unknown(entry, "output", Catalog.outputs.map { $0.name }, isOther: Catalog.stage(named: entry.name) != nil)
      return
    }
    var options = Options(owner: type.name, given: entry.given, at: entry.place, folder: folder ?? "")
    let output = type.init(options: &options)
    faults += options.faults + options.undeclaredFaults
    if outputs.contains(where: { Swift.type(of: $0).name == type.name }) {
      faults.append(Fault(entry.place, "\"\(type.name)\" is there twice", hint: "its files would overwrite each other"))
    }
    checkNeeds(type.needs, of: type.name, at: entry.place)
    use([], type.mayUse, by: type.name, at: entry.place)
    outputs.append(output)
    canonical += "write " + Pipeline.canonicalLine(type.name, type.version, options)
  }

  private mutating func checkNeeds(_ needs: Facts, of name: String, at place: Place) {
    for (fact, word) in Facts.names where needs.contains(fact) && !given.contains(fact) {
      let giver = Catalog.stage(giving: fact).map { "put \"\($0.name)\" before it" }
      faults.append(Fault(place, "\"\(name)\" needs \(word), which no stage before it gives", hint: giver))
      // One message for each missing fact is enough; later stages may count on it.
      given.insert(fact)
    }
  }

  private mutating func unknown(_ entry: Entry, _ sort: String, _ names: [String], isOther: Bool) {
    let hint: String
    if isOther {
      hint = sort == "stage" ? "it is an output: list it under \"write\"" : "it is a stage: list it under \"stages\""
    } else if let close = closestName(to: entry.name, among: names) {
      hint = "did you mean \"\(close)\"?"
    } else {
      hint = "the \(sort)s are: \(names.joined(separator: ", "))"
    }
    faults.append(Fault(entry.place, "unknown \(sort) \"\(entry.name)\"", hint: hint))
  }
}
