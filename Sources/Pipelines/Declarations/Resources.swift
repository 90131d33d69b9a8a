import Stores
import Text

/// What concerns the folder as a whole and is read once, before the first article: a termbase, a memory.
///
/// Stages and outputs say which they use; a pipeline file names the files under `use`, a command with the flag of the same
/// name. It is shared by all workers.
public protocol Resource: Sendable {
  /// Its key under `use` and its flag: "termbase".
  static var name: String { get }
  /// What it is and which files it is read from, in one sentence for users.
  static var about: String { get }

  /// Reads it from its files, of which there is at least one.
  init(reading paths: [String]) throws(ResourceError)

  /// Of what was read: a pipeline whose resources differ gives other results.
  var digest: Digest { get }
}

/// A resource that cannot be read: which file, where in it, and what to do.
public struct ResourceError: Error, Hashable, Sendable {
  public var path: String
  public var message: String
  /// From 1; nil when it is the file as a whole.
  public var line: Int?
  public var column: Int?
  public var hint: String?

  public init(path: String, _ message: String, line: Int? = nil, column: Int? = nil, hint: String? = nil) {
    self.path = path
    self.message = message
    self.line = line
    self.column = column
    self.hint = hint
  }
}

/// The resources that a pipeline was given, each at most once.
public struct Resources: Sendable {
  private var all: [any Resource] = []

  public init() {}

  public subscript<Kind: Resource>(_ kind: Kind.Type) -> Kind? {
    for resource in all {
      if let found = resource as? Kind { return found }
    }
    return nil
  }

  public mutating func add(_ resource: any Resource) { all.append(resource) }

  func has(_ kind: any Resource.Type) -> Bool { all.contains { type(of: $0).name == kind.name } }

  /// Reads a resource as the user gave it, and notes what is wrong with it.
  ///
  /// - Parameter folder: what relative paths start from; nil for the working folder.
  mutating func read(_ kind: any Resource.Type, _ given: Options.Given, from folder: String?, _ faults: inout [Fault]) {
    let paths = given.items.map { item in
      // An address is the same from everywhere.
      item.text.hasPrefix("/") || item.text.contains("://")
        ? item.text : folder.map { $0 + "/" + item.text } ?? item.text
    }
    guard !paths.isEmpty, !paths.contains("") else {
      faults.append(Fault(given.place, "\"\(kind.name)\" names no file", hint: "write \(kind.name): FILE"))
      return
    }
    do throws(ResourceError) {
      add(try kind.init(reading: paths))
    } catch {
      guard let line = error.line else {
        let index = paths.firstIndex { $0 == error.path || ServerAddress($0)?.description == error.path } ?? 0
        faults.append(
          Fault(given.items[index].place, "\(kind.name) \(error.path): \(error.message)", hint: error.hint))
        return
      }
      var fault = Fault(.file(line: line, column: error.column ?? 1), error.message, hint: error.hint)
      fault.file = error.path
      faults.append(fault)
    }
  }

  /// A line for each, in the order of the catalog: part of a pipeline's canonical form.
  var canonical: String {
    Catalog.resources.compactMap { kind in all.first { type(of: $0).name == kind.name } }
      .map { "use \(type(of: $0).name) \($0.digest)\n" }.joined()
  }
}
