import Articles
import Text

/// Stages and outputs ready to run, with the canonical form of what made them.
public struct Pipeline: Sendable {
  public var name: String
  public var about: String
  public var stages: [any Stage]
  public var outputs: [any Output]
  public var resources: Resources
  /// Resources by their digests, stages, outputs, versions and all settings: two pipelines with one canonical form give the same bytes.
  public var canonical: String
  /// For stages that run only as far as the article lacks what they give: which of them run in any case, by index.
  private var forced: Set<Int> = []

  public init(
    name: String, about: String, stages: [any Stage], outputs: [any Output], canonical: String,
    resources: Resources = Resources()
  ) {
    self.name = name
    self.about = about
    self.stages = stages
    self.outputs = outputs
    self.resources = resources
    self.canonical = canonical
  }

  /// A stage by itself, with the stages before it that it needs; `given` holds options for all of them.
  ///
  /// Flags that are named like a resource give its files. A stage before it is skipped for an article that has its facts already.
  public static func alone(
    _ stage: any Stage.Type, given: [String: Options.Given]
  ) -> (pipeline: Pipeline, faults: [Fault]) {
    var faults: [Fault] = []
    var canonical = ""
    var undeclared = Set(given.keys)
    var names: [String] = []
    var forced: Set<Int> = []
    let stages = (Catalog.stages(before: stage) + [stage]).enumerated().map { index, type -> any Stage in
      var options = Options(owner: type.name, given: given)
      let made = type.init(options: &options)
      faults += options.faults
      undeclared.subtract(options.declarations.map(\.name))
      names += options.declarations.map(\.name)
      // An option that the user gave must have its effect.
      if type.name == stage.name || options.declarations.contains(where: { options.isGiven($0.name) }) {
        forced.insert(index)
      }
      canonical += canonicalLine(type.name, type.version, options)
      return made
    }
    var resources = Resources()
    for kind in Pipeline.resources(of: stage) {
      undeclared.remove(kind.name)
      names.append(kind.name)
      if let files = given[kind.name] { resources.read(kind, files, from: nil, &faults) }
    }
    if let first = stage.uses.first, !stage.uses.contains(where: { given[$0.name] != nil }) {
      let flags = stage.uses.map { "--\($0.name) FILE" }.joined(separator: " or ")
      faults.append(Fault(.flag("--" + first.name), "\(stage.name) needs a \(first.name)", hint: "add \(flags)"))
    }
    for name in undeclared.sorted() {
      guard let place = given[name]?.place else { continue }
      let hint =
        closestName(to: name, among: names).map { "did you mean \"--\($0)\"?" } ?? "see: lede \(stage.name) --help"
      faults.append(Fault(place, "no such option", hint: hint))
    }
    var pipeline = Pipeline(
      name: stage.name, about: stage.about, stages: stages, outputs: [], canonical: resources.canonical + canonical,
      resources: resources)
    pipeline.forced = forced
    return (pipeline, faults)
  }

  /// The resources that a stage uses, and those that the stages before it can do more with.
  public static func resources(of stage: any Stage.Type) -> [any Resource.Type] {
    let before = Catalog.stages(before: stage)
    return Catalog.resources.filter { kind in
      (stage.uses + stage.mayUse + before.flatMap { $0.uses + $0.mayUse }).contains { $0.name == kind.name }
    }
  }

  static func canonicalLine(_ name: String, _ version: Int, _ options: Options) -> String {
    "\(name) \(version)" + options.settings.map { " \($0.name)=\($0.value)" }.joined() + "\n"
  }

  /// Runs the stages over an article; an error gets the name of the stage.
  ///
  /// - Parameter onlyMissing: skip stages whose facts the article has already, but for those that must run.
  public func apply(to article: inout Article, with tools: Tools, onlyMissing: Bool = false) throws(ArticleError) {
    tools.begin()
    for (index, stage) in stages.enumerated() {
      let type = Swift.type(of: stage)
      if onlyMissing && !forced.contains(index) && article.facts.isSuperset(of: stage.ownGives) { continue }
      do throws(ArticleError) {
        try stage.apply(to: &article, with: tools)
      } catch {
        throw ArticleError(error.code, error.message, stage: type.name)
      }
      article.facts.formUnion(stage.ownGives)
    }
  }
}
