import Articles

/// All stages and outputs: the registry and the table of contents.
public enum Catalog {
  /// In the order in which they usually stand.
  public static let stages: [any Stage.Type] = [
    Extract.self, Normalize.self, DetectLanguage.self, SegmentText.self, Summarize.self, FindTerms.self,
    MatchTerms.self, Leverage.self, PseudoTranslate.self, ExternalProgram.self,
  ]

  public static let outputs: [any Output.Type] = [
    Briefs.self, Stories.self, SegmentFiles.self, OmegaTProject.self, Glossary.self, DigestPage.self,
    LeverageAnalysis.self,
    RecordLines.self,
  ]

  /// What pipelines can name under `use`.
  public static let resources: [any Resource.Type] = [
    TermbaseResource.self, ReferenceResource.self, MemoryResource.self, EarlierResource.self, LearnedAbbreviations.self,
  ]

  public static func resource(named name: String) -> (any Resource.Type)? { resources.first { $0.name == name } }

  /// A resource as the flag of a command.
  public static func declaration(of resource: any Resource.Type) -> OptionDeclaration {
    OptionDeclaration(name: resource.name, shape: .files, standard: "", about: resource.about)
  }

  public static func stage(named name: String) -> (any Stage.Type)? { stages.first { $0.name == name } }

  public static func output(named name: String) -> (any Output.Type)? { outputs.first { $0.name == name } }

  public static func declarations(of stage: any Stage.Type) -> [OptionDeclaration] {
    var options = Options(owner: stage.name)
    _ = stage.init(options: &options)
    return options.declarations
  }

  public static func declarations(of output: any Output.Type) -> [OptionDeclaration] {
    var options = Options(owner: output.name)
    _ = output.init(options: &options)
    return options.declarations
  }

  /// The stages that must run, in order, before a stage can: those that give what it needs, and what these need.
  public static func stages(before stage: any Stage.Type) -> [any Stage.Type] {
    var needed = stage.needs
    var result: [any Stage.Type] = []
    for candidate in stages.reversed() where candidate.name != stage.name {
      guard !candidate.gives.isDisjoint(with: needed) else { continue }
      result.insert(candidate, at: 0)
      needed.formUnion(candidate.needs)
    }
    return result
  }

  /// The first stage that gives a fact.
  static func stage(giving fact: Facts) -> (any Stage.Type)? { stages.first { $0.gives.contains(fact) } }
}
