import Articles
import Text

/// What a stage or output says of one of its options.
public struct OptionDeclaration: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case integer(ClosedRange<Int>)
    case flag
    case choice([String])
    case choices([String])
    case text
    case texts
    /// Paths of the files of a resource.
    case files
  }

  public var name: String
  public var shape: Shape
  /// As written in a pipeline file; empty when there is none; "required" when it must be given.
  public var standard: String
  public var about: String

  /// What a value looks like, for help texts.
  public var valueHint: String {
    switch shape {
    case .integer(let range): "\(range.lowerBound)…\(range.upperBound)"
    case .flag: "yes|no"
    case .choice(let names): names.joined(separator: "|")
    case .choices(let names): "list of " + names.joined(separator: "|")
    case .text: "text"
    case .texts: "list of texts"
    case .files: "FILE"
    }
  }
}

/// The options of one stage or output while its initializer declares and reads them.
///
/// An initializer asks for each option once, with its bounds, its default and what it is for. That one line serves the
/// pipeline file, the command-line flag, the help texts, the documentation and the error messages. A bad value is noted
/// and the default returned, so that all faults of a file are found in one go.
public struct Options {
  /// A value as the user gave it.
  public struct Given: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
      public var text: String
      public var place: Place

      public init(_ text: String, at place: Place) {
        self.text = text
        self.place = place
      }
    }

    public var place: Place
    public var items: [Item]
    public var isList: Bool

    public init(_ items: [Item], isList: Bool, at place: Place) {
      self.items = items
      self.isList = isList
      self.place = place
    }
  }

  /// The stage or output they are for, as messages name it.
  public let owner: String
  public private(set) var declarations: [OptionDeclaration] = []
  public private(set) var faults: [Fault] = []
  /// Every option with the value it has, in the order of declaration: the canonical form.
  public private(set) var settings: [(name: String, value: String)] = []
  private var given: [String: Given]
  /// The folder that paths of a pipeline file start from; those of flags start from the current one.
  private let folder: String
  /// Where the stage or output itself stands; nil while options are only being declared.
  private let place: Place?

  public init(owner: String, given: [String: Given] = [:], at place: Place? = nil, folder: String = "") {
    self.owner = owner
    self.given = given
    self.place = place
    self.folder = folder
  }

  /// A file that the user brings.
  public struct File: Sendable {
    /// As the user gave it.
    public var path: String
    public var bytes: [UInt8]
    public var place: Place
  }

  /// A file to be read at the start; the canonical form has the digest of its bytes.
  public mutating func file(_ name: String, about: String) -> File? {
    declare(name, .text, "", about)
    var file: File?
    if let item = single(name) {
      let isRelative = !item.text.hasPrefix("/") && !folder.isEmpty
      let path = isRelative ? folder + "/" + item.text : item.text
      do throws(FileError) {
        file = File(path: item.text, bytes: try FileSystem.read(path, limit: 64 << 20), place: item.place)
      } catch {
        fault(item.place, "\"\(name)\" of \(owner): \(path): \(error.reason)")
      }
    }
    settle(name, file.map { Digest(of: $0.bytes).description } ?? "")
    return file
  }

  /// Notes what is wrong inside a file that the user brings.
  public mutating func refuse(_ file: File, _ faults: [ResourceFault]) {
    for found in faults {
      fault(file.place, "\(file.path)\(found.line > 0 ? ":\(found.line)" : ""): \(found.message)")
    }
  }

  /// Whether the user gave this option.
  public func isGiven(_ name: String) -> Bool { given[name] != nil }

  public mutating func integer(
    _ name: String, _ range: ClosedRange<Int>, default standard: Int, about: String
  ) -> Int {
    optionalInteger(name, range, default: standard, about: about) ?? standard
  }

  /// A whole number that may be left out.
  public mutating func optionalInteger(
    _ name: String, _ range: ClosedRange<Int>, default standard: Int? = nil, about: String
  ) -> Int? {
    declare(name, .integer(range), standard.map(String.init) ?? "", about)
    var value = standard
    if let item = single(name) {
      if let number = Int(item.text), range.contains(number) {
        value = number
      } else {
        let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        fault(item.place, "\"\(name)\" of \(owner) is \"\(item.text)\", not \(wanted)", hint: "give \(wanted)")
      }
    }
    settle(name, value.map(String.init) ?? "")
    return value
  }

  public mutating func flag(_ name: String, default standard: Bool, about: String) -> Bool {
    declare(name, .flag, standard ? "yes" : "no", about)
    var value = standard
    if let item = single(name) {
      switch item.text {
      case "yes", "true", "on": value = true
      case "no", "false", "off": value = false
      default: fault(item.place, "\"\(name)\" of \(owner) is \"\(item.text)\", not yes or no", hint: "write yes or no")
      }
    }
    settle(name, value ? "yes" : "no")
    return value
  }

  public mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, default standard: Choice, about: String
  ) -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    declare(name, .choice(names), standard.rawValue, about)
    var value = standard
    if let item = single(name) {
      if let known = Choice(rawValue: item.text) { value = known } else { unknown(item, name, among: names) }
    }
    settle(name, value.rawValue)
    return value
  }

  /// A choice among names that are not an enumeration's.
  public mutating func choice(_ name: String, of names: [String], default standard: String, about: String) -> String {
    declare(name, .choice(names), standard, about)
    var value = standard
    if let item = single(name) {
      if names.contains(item.text) { value = item.text } else { unknown(item, name, among: names) }
    }
    settle(name, value)
    return value
  }

  /// Several of some names, at least one, without repetition, in the order given.
  public mutating func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
    _ name: String, default standard: [Choice], about: String
  ) -> [Choice] where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    declare(name, .choices(names), "[" + standard.map(\.rawValue).joined(separator: ", ") + "]", about)
    var values = standard
    if let list = given[name] {
      values = []
      for item in list.items {
        if let known = Choice(rawValue: item.text) {
          if !values.contains(known) { values.append(known) }
        } else {
          unknown(item, name, among: names)
        }
      }
      if list.items.isEmpty {
        fault(
          list.place, "\"\(name)\" of \(owner) is empty",
          hint: "leave it out, or name one of \(names.joined(separator: ", "))")
      }
    }
    settle(name, values.map(\.rawValue).joined(separator: ","))
    return values
  }

  /// Free text; `check` gives what is wrong with a value, or nil.
  public mutating func text(
    _ name: String, default standard: String?, about: String, check: (String) -> String? = { _ in nil }
  ) -> String? {
    declare(name, .text, standard ?? "", about)
    var value = standard
    if let item = single(name) {
      if let wrong = check(item.text) {
        fault(item.place, "\"\(name)\" of \(owner) is \"\(item.text)\": \(wrong)")
      } else {
        value = item.text
      }
    }
    settle(name, value ?? "")
    return value
  }

  /// A list of free texts.
  public mutating func texts(
    _ name: String, default standard: [String], about: String, check: (String) -> String? = { _ in nil }
  ) -> [String] {
    declare(name, .texts, "[" + standard.joined(separator: ", ") + "]", about)
    var values = standard
    if let list = given[name] {
      values = []
      if list.items.isEmpty { fault(list.place, "\"\(name)\" of \(owner) is empty", hint: "name at least one") }
      for item in list.items {
        if let wrong = check(item.text) {
          fault(item.place, "\"\(name)\" of \(owner) has \"\(item.text)\": \(wrong)")
        } else if values.contains(item.text) {
          fault(item.place, "\"\(name)\" of \(owner) has \"\(item.text)\" twice", hint: "remove one")
        } else {
          values.append(item.text)
        }
      }
    }
    settle(name, values.joined(separator: ","))
    return values
  }

  /// A command line; arguments that name a file beside the pipeline file become its path. The canonical form has a digest
  /// of the files.
  public mutating func command(_ name: String, about: String) -> [String] {
    declare(name, .texts, "", about)
    let start = folder.isEmpty ? "" : folder + "/"
    var digests = ""
    let words = (given[name]?.items ?? []).map { item -> String in
      let path = item.text.hasPrefix("/") ? item.text : start + item.text
      guard let bytes = try? FileSystem.read(path, limit: 64 << 20) else { return item.text }
      digests += " " + Digest(of: bytes).description
      return path
    }
    if let list = given[name], words.first ?? "" == "" { fault(list.place, "\"\(name)\" of \(owner) is empty") }
    settle(name, (given[name]?.items ?? []).map(\.text).joined(separator: " ") + digests)
    return words
  }

  /// Notes that an option without a default was left out.
  public mutating func require(_ name: String, hint: String) {
    if let index = declarations.firstIndex(where: { $0.name == name }) { declarations[index].standard = "required" }
    if let place, given[name] == nil { fault(place, "\(owner) needs the option \"\(name)\"", hint: hint) }
  }

  /// Values that no declaration asked for.
  public var undeclared: [(name: String, given: Given)] {
    let known = Set(declarations.map(\.name))
    return given.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The faults of values that no declaration asked for.
  public var undeclaredFaults: [Fault] {
    let names = declarations.map(\.name)
    return undeclared.map { name, given in
      let hint =
        closestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
        ?? (names.isEmpty ? "\(owner) has no options" : "\(owner) has: \(names.joined(separator: ", "))")
      return Fault(given.place, "\(owner) has no option \"\(name)\"", hint: hint)
    }
  }

  private mutating func declare(_ name: String, _ shape: OptionDeclaration.Shape, _ standard: String, _ about: String) {
    precondition(!declarations.contains { $0.name == name }, "option \(name) is declared twice")
    declarations.append(OptionDeclaration(name: name, shape: shape, standard: standard, about: about))
  }

  private mutating func settle(_ name: String, _ value: String) { settings.append((name, value)) }

  private mutating func fault(_ place: Place, _ message: String, hint: String? = nil) {
    faults.append(Fault(place, message, hint: hint))
  }

  private mutating func unknown(_ item: Given.Item, _ name: String, among names: [String]) {
    let hint =
      closestName(to: item.text, among: names).map { "did you mean \"\($0)\"?" }
      ?? "choose from: \(names.joined(separator: ", "))"
    fault(item.place, "\"\(name)\" of \(owner) cannot be \"\(item.text)\"", hint: hint)
  }

  /// The value of an option that takes one.
  private mutating func single(_ name: String) -> Given.Item? {
    guard let value = given[name] else { return nil }
    guard let item = value.items.first, value.items.count == 1, !value.isList else {
      fault(value.place, "\"\(name)\" of \(owner) takes one value, not a list", hint: "write it as \(name): VALUE")
      return nil
    }
    return item
  }
}
