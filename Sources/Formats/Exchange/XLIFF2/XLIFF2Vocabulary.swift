import Text

/// The elements of XLIFF 2 and its modules: what each may hold, and its attributes.
///
/// Sources: XLIFF Version 2.1, OASIS Standard, 13 February 2018, sections 4 and 5; XLIFF Version 2.2, Committee
/// Specification 01, 13 March 2025; XLIFF Version 2.0 for the Change Tracking Module.
struct XLIFF2Vocabulary {
  /// What an attribute's value may be.
  enum Value: String {
    case text, token, tokens, yesNo, direction, space, language, iri
    /// "prefix:value" of a maker's own.
    case own
    case priority, positive, reorder, codeType, markType, state, side, hex, preserved, matchType, percent, metaSide
    case normalization, fontStyle
  }

  struct Attribute {
    var name: String
    var value: Value
    var isRequired: Bool
  }

  /// Children that stand together: one of several, so many times.
  struct Slot {
    var names: [String]
    var isRequired: Bool
    var isRepeatable: Bool

    func accepts(_ name: String) -> Bool {
      names.contains(name) || (names == ["other"] && name.contains(":")) || names == ["any"]
    }
  }

  struct Element {
    var name: String
    var attributes: [Attribute]
    var slots: [Slot]
    var holdsText: Bool
    /// Whether attributes of other namespaces may stand at it.
    var isOpen: Bool
  }

  /// By their names; those of modules have a prefix, whatever a document calls it.
  static let elements: [String: Element] = {
    var elements: [String: Element] = [:]
    for line: Substring in declarations.split(separator: "\n") {
      if let element = Element(line) { elements[element.name] = element }
    }
    return elements
  }()

  /// The prefixes that the declarations have for namespaces.
  static let prefixes: [String: String] = [
    XMLExchange.version2: "", XMLExchange.version22: "",
    "urn:oasis:names:tc:xliff:matches:2.0": "mtc", "urn:oasis:names:tc:xliff:glossary:2.0": "gls",
    "urn:oasis:names:tc:xliff:fs:2.0": "fs", "urn:oasis:names:tc:xliff:metadata:2.0": "mda",
    "urn:oasis:names:tc:xliff:resourcedata:2.0": "res", "urn:oasis:names:tc:xliff:changetracking:2.0": "ctr",
    "urn:oasis:names:tc:xliff:sizerestriction:2.0": "slr", "urn:oasis:names:tc:xliff:validation:2.0": "val",
    "http://www.w3.org/2005/11/its": "its", "urn:oasis:names:tc:xliff:itsm:2.1": "itsm",
    "http://www.w3.org/XML/1998/namespace": "xml",
  ]

  /// Where a module's outermost elements may stand: once each in one place.
  static let places: [String: [String]] = [
    "mtc:matches": ["unit"], "gls:glossary": ["unit"], "mda:metadata": ["file", "group", "unit", "mtc:match"],
    "res:resourceData": ["file", "unit"], "slr:profiles": ["file"], "slr:data": ["file", "group", "unit"],
    "val:validation": ["file", "group", "unit"], "ctr:changeTrack": ["file", "group", "unit"],
  ]

  /// Element: attributes, `!` when required, `*` for those of other namespaces; its children in their order, with the
  /// marks of regular expressions; `text` where text may stand.
  private static let declarations = """
    xliff | version! srcLang!=language trgLang=language xml:space=space * | file+
    file | id!=token canResegment=yesNo original translate=yesNo srcDir=direction trgDir=direction xml:space=space * | skeleton? other* notes? unit,group+
    skeleton | href | text any*
    group | id!=token name canResegment=yesNo translate=yesNo srcDir=direction trgDir=direction type=own xml:space=space * | other* notes? unit,group*
    unit | id!=token name canResegment=yesNo translate=yesNo srcDir=direction trgDir=direction type=own xml:space=space * | other* notes? originalData? segment,ignorable+
    segment | id=token canResegment=yesNo state=state subState=own | source! target?
    ignorable | id=token | source! target?
    notes | | note+
    note | id=token appliesTo=side category priority=priority * | text
    originalData | | data+
    data | id!=token dir=direction xml:space=preserved | text cp*
    source | xml:lang=language xml:space=space | text cp,ph,pc,sc,ec,mrk,sm,em*
    target | xml:lang=language xml:space=space order=positive | text cp,ph,pc,sc,ec,mrk,sm,em*
    cp | hex!=hex |
    ph | id!=token canCopy=yesNo canDelete=yesNo canReorder=reorder copyOf=token disp equiv dataRef=token subFlows=tokens subType=own type=codeType * |
    pc | id!=token canCopy=yesNo canDelete=yesNo canOverlap=yesNo canReorder=reorder copyOf=token dispEnd dispStart equivEnd equivStart dataRefEnd=token dataRefStart=token subFlowsEnd=tokens subFlowsStart=tokens subType=own type=codeType dir=direction * | text cp,ph,pc,sc,ec,mrk,sm,em*
    sc | id!=token canCopy=yesNo canDelete=yesNo canOverlap=yesNo canReorder=reorder copyOf=token dataRef=token dir=direction disp equiv isolated=yesNo subFlows=tokens subType=own type=codeType * |
    ec | id=token canCopy=yesNo canDelete=yesNo canOverlap=yesNo canReorder=reorder copyOf=token dataRef=token dir=direction disp equiv isolated=yesNo startRef=token subFlows=tokens subType=own type=codeType * |
    mrk | id!=token translate=yesNo type=markType ref=iri value * | text cp,ph,pc,sc,ec,mrk,sm,em*
    sm | id!=token translate=yesNo type=markType ref=iri value * |
    em | startRef!=token |
    mtc:matches | | mtc:match+
    mtc:match | id=token matchQuality=percent matchSuitability=percent origin ref!=iri reference=yesNo similarity=percent subType=own type=matchType * | mda:metadata? originalData? source! target! other*
    gls:glossary | | gls:glossEntry+
    gls:glossEntry | id=token ref=iri * | gls:term! gls:translation* gls:definition? other*
    gls:term | source * | text
    gls:translation | id=token ref=iri source * | text
    gls:definition | source * | text
    mda:metadata | id=token | mda:metaGroup+
    mda:metaGroup | id=token category appliesTo=metaSide | mda:metaGroup,mda:meta+
    mda:meta | type! | text
    res:resourceData | id=token | res:resourceItemRef* res:resourceItem*
    res:resourceItemRef | id=token ref!=token * |
    res:resourceItem | mimeType id=token context=yesNo * | res:source? res:target? res:reference*
    res:source | href xml:lang=language * | other*
    res:target | href xml:lang=language * | other*
    res:reference | href! xml:lang=language * |
    slr:profiles | generalProfile storageProfile | slr:normalization? other*
    slr:normalization | general=normalization storage=normalization |
    slr:data | profile! * | other*
    val:validation | * | val:rule+
    val:rule | isPresent occurs=positive isNotPresent startsWith endsWith existsInSource=yesNo caseSensitive=yesNo normalization=normalization disabled=yesNo * |
    ctr:changeTrack | | ctr:revisions+
    ctr:revisions | appliesTo!=token ref=token currentVersion=token * | ctr:revision+
    ctr:revision | author datetime version=token * | ctr:item+
    ctr:item | property! * | text
    """
}

extension XLIFF2Vocabulary.Element {
  /// Reads a line of the declarations.
  fileprivate init?(_ line: Substring) {
    let parts: [Substring] = line.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let words: [[Substring]] = parts.map { $0.split(separator: " ") }
    guard let name = words[0].first else { return nil }
    self.name = String(name)
    isOpen = words[1].contains("*")
    attributes = words[1].filter { $0 != "*" }.map(XLIFF2Vocabulary.Attribute.init)
    holdsText = words[2].contains("text")
    slots = words[2].filter { $0 != "text" }.map(XLIFF2Vocabulary.Slot.init)
  }
}

extension XLIFF2Vocabulary.Attribute {
  fileprivate init(_ word: Substring) {
    let halves: [Substring] = word.split(separator: "=")
    isRequired = halves[0].hasSuffix("!")
    name = String(isRequired ? halves[0].dropLast() : halves[0])
    value = halves.count > 1 ? XLIFF2Vocabulary.Value(rawValue: String(halves[1])) ?? .text : .text
  }
}

extension XLIFF2Vocabulary.Slot {
  fileprivate init(_ word: Substring) {
    names = word.dropLast().split(separator: ",").map(String.init)
    isRequired = word.hasSuffix("+") || word.hasSuffix("!")
    isRepeatable = word.hasSuffix("+") || word.hasSuffix("*")
  }
}
