import Text

/// What the modules of XLIFF 2 ask for beyond the shape of their elements.
///
/// Source: XLIFF Version 2.1, section 5: Glossary, Format Style, Metadata, Resource Data, Size and Length Restriction,
/// Validation and ITS modules.
struct XLIFF2ModuleRules {
  /// Ids that must be unique inside of the module's element that is open.
  private var ids: Set<String> = []
  private var glossaryHasContent = false
  private var resource: (offset: Int, hasMediaType: Bool, hasContent: Bool, count: Int)?
  private var itemIDs: Set<String> = []
  private var itemReferences: [(offset: Int, id: String)] = []
  private var hasVersion = false
  private var ratings: [String] = []
  private var annotators = 0
  private var annotated: [Bool] = []
  private var standoff: Set<String> = []
  private var standoffReferences: [(offset: Int, id: String)] = []
  private var generalProfile = ""
  private var validation = XLIFF2ValidationRules()

  mutating func enter(
    _ name: String, _ values: [String: String], _ offset: Int, language: (source: String?, target: String?),
    _ report: inout XLIFF2Report
  ) {
    switch name {
    case "mtc:matches", "gls:glossary", "mda:metadata": ids = values["id"].map { [$0] } ?? []
    case "gls:glossEntry": glossaryHasContent = false
    case "gls:translation", "gls:definition": glossaryHasContent = true
    case "res:resourceData": (itemIDs, itemReferences) = ([], [])
    case "res:resourceItem": resource = (offset, values["mimeType"] != nil, false, 0)
    case "res:resourceItemRef":
      if let reference = values["ref"] { itemReferences.append((offset, reference)) }
    case "res:source", "res:target", "res:reference": enterResource(name, values, offset, language, &report)
    case "slr:profiles":
      generalProfile = values["generalProfile"] ?? ""
      let known = ["xliff:codepoints", "xliff:utf8", "xliff:utf16", "xliff:utf32"]
      for profile in [generalProfile, values["storageProfile"] ?? ""]
      where profile.hasPrefix("xliff:") && !known.contains(profile) {
        report.add(offset, "there is no profile \"\(profile)\"", "use one of \(known.joined(separator: ", "))")
      }
    case "val:validation": break
    case "val:rule": validation.add(values, offset, &report)
    default: break
    }
    if name.hasPrefix("mtc:") || name.hasPrefix("gls:") || name.hasPrefix("mda:"), let id = values["id"],
      name != "mda:metadata", !ids.insert(id).inserted
    {
      report.add(offset, "the id \"\(id)\" is there twice in its module's element", "give each element its own id")
    }
    if name.hasPrefix("res:resourceItem"), let id = values["id"], !itemIDs.insert(id).inserted {
      report.add(offset, "two items have the id \"\(id)\"", "give each item its own id")
    }
    if ["file", "group", "unit"].contains(name) { validation.begin() }
    if name == "unit" { (standoff, standoffReferences) = ([], []) }
    checkStyle(name, values, offset, &report)
    checkSize(values, offset, &report)
    checkITS(name, values, offset, &report)
  }

  mutating func leave(_ name: String, isEmpty: Bool, _ offset: Int, _ report: inout XLIFF2Report) {
    switch name {
    case "gls:glossEntry":
      if !glossaryHasContent {
        report.add(offset, "an entry of a glossary has neither translation nor definition", "add one of them")
      }
    case "res:resourceItem":
      if let item = resource {
        if item.count == 0 { report.add(offset, "a resourceItem is empty", "add source, target or reference") }
        if !item.hasMediaType && !item.hasContent {
          report.add(offset, "a resourceItem without content has no mimeType", "add mimeType")
        }
      }
      resource = nil
    case "res:source", "res:target":
      if !isEmpty { resource?.hasContent = true }
      if let isExternal = externals.popLast(), isExternal != isEmpty {
        report.add(
          offset, isExternal ? "\(name) has content and href" : "\(name) has neither content nor href",
          "give one of content and href")
      }
    case "res:resourceData":
      for reference in itemReferences where !knownItems.contains(reference.id) && !itemIDs.contains(reference.id) {
        report.add(reference.offset, "ref \"\(reference.id)\" names no resourceItem of the file", "correct ref")
      }
      knownItems.formUnion(itemIDs)
    case "skeleton":
      if let isExternal = skeletonIsExternal, isExternal != isEmpty {
        report.add(
          offset, isExternal ? "skeleton has content and href" : "skeleton has neither content nor href",
          "give one of content and href")
      }
      skeletonIsExternal = nil
    case "file":
      knownItems = []
      generalProfile = ""
    case "unit":
      for reference in standoffReferences where !standoff.contains(reference.id) {
        report.add(reference.offset, "\"\(reference.id)\" names nothing of ITS in its unit", "correct the reference")
      }
    default: break
    }
    if ["file", "group", "unit"].contains(name) { validation.end() }
    if !annotated.isEmpty, XLIFF2Vocabulary.elements[name] != nil, annotated.removeLast() { annotators -= 1 }
  }

  /// Whether each resource that is open lies elsewhere.
  private var externals: [Bool] = []
  private var knownItems: Set<String> = []
  private var skeletonIsExternal: Bool?

  // MARK: Resources and styles

  private mutating func enterResource(
    _ name: String, _ values: [String: String], _ offset: Int, _ language: (source: String?, target: String?),
    _ report: inout XLIFF2Report
  ) {
    resource?.count += 1
    if name == "res:reference" {
      return
    }
    externals.append(values["href"] != nil)
    let wanted = name == "res:source" ? language.source : language.target
    if let own = values["xml:lang"], let wanted, own.lowercased() != wanted.lowercased() {
      report.add(offset, "the language of \(name) is \"\(own)\", that of the file \"\(wanted)\"", "correct xml:lang")
    }
  }

  private mutating func checkStyle(
    _ name: String, _ values: [String: String], _ offset: Int, _ report: inout XLIFF2Report
  ) {
    if name == "skeleton" { skeletonIsExternal = values["href"] != nil }
    if let style = values["fs:fs"], let fault = XLIFF2Vocabulary.Value.fontStyle.fault(style) {
      report.add(offset, "fs:fs=\"\(style)\" must be \(fault)", "correct the value")
    }
    if values["fs:subFs"] != nil && values["fs:fs"] == nil {
      report.add(offset, "fs:subFs is there without fs:fs", "set fs:fs as well")
    }
    if name == "ec", values["isolated"] != "yes", values["fs:fs"] != nil || values["fs:subFs"] != nil {
      report.add(offset, "a style stands at an ec that is not isolated", "set it at the sc")
    }
    for key in values.keys.sorted() where key.hasPrefix("fs:") && key != "fs:fs" && key != "fs:subFs" {
      report.add(offset, "the Format Style Module has no \(key)", "take it away")
    }
  }

  private func checkSize(_ values: [String: String], _ offset: Int, _ report: inout XLIFF2Report) {
    let known = [
      "slr:equivStorage", "slr:sizeInfo", "slr:sizeInfoRef", "slr:sizeRestriction", "slr:storageRestriction",
    ]
    for key in values.keys.sorted() where key.hasPrefix("slr:") && !known.contains(key) {
      report.add(offset, "the Size and Length Restriction Module has no \(key)", "take it away")
    }
    if values["slr:sizeInfo"] != nil && values["slr:sizeInfoRef"] != nil {
      report.add(offset, "there are sizeInfo and sizeInfoRef", "keep one of them")
    }
    if generalProfile == "xliff:codepoints", let size = values["slr:sizeRestriction"], !isLimit(size) {
      report.add(
        offset, "sizeRestriction \"\(size)\" is no length", "write the most characters, or least and most: 5,70")
    }
  }

  /// "70" or "5,70", or "5,*" without an upper end.
  private func isLimit(_ text: String) -> Bool {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.filter { !$0.isWhitespace }
    }
    guard let first = parts.first, parts.count <= 2, let least = Int(first) ?? (first == "*" ? 0 : nil) else {
      return false
    }
    guard parts.count == 2, parts[1] != "*" else { return true }
    return Int(parts[1]).map { $0 >= least } ?? false
  }

  // MARK: Validation

  mutating func beginSegment() { validation.beginSegment() }

  mutating func addText(_ text: UnsafeBufferPointer<UInt8>, _ side: XLIFF2CodeScope.Side) { validation.add(text, side) }

  func endSegment(hasTarget: Bool, _ offset: Int, _ report: inout XLIFF2Report) {
    if hasTarget { validation.check(offset, &report) }
  }

  // MARK: ITS

  mutating func enterStandoff(_ name: String, _ values: [String: String], _ offset: Int, _ report: inout XLIFF2Report) {
    func attribute(_ name: String) -> String? { values[name] ?? values["?:" + name] }
    switch name {
    case "its:locQualityIssues", "its:provenanceRecords":
      if let id = values["xml:id"], !standoff.insert(id).inserted {
        report.add(offset, "two elements have the xml:id \"\(id)\"", "give each its own xml:id")
      }
    case "its:locQualityIssue":
      if attribute("locQualityIssueType") == nil && attribute("locQualityIssueComment") == nil {
        report.add(offset, "a locQualityIssue has neither type nor comment", "add locQualityIssueType or …Comment")
      }
    case "its:provenanceRecord":
      let names = ["org", "person", "tool", "revOrg", "revPerson", "revTool"].flatMap { [$0, $0 + "Ref"] }
      if !names.contains(where: { attribute($0) != nil }) {
        report.add(offset, "a provenanceRecord names nobody", "add one of \(names.joined(separator: ", "))")
      }
    default: break
    }
  }

  private mutating func checkITS(
    _ name: String, _ values: [String: String], _ offset: Int, _ report: inout XLIFF2Report
  ) {
    if values["its:version"] != nil { hasVersion = true }
    annotated.append(values["its:annotatorsRef"] != nil)
    if values["its:annotatorsRef"] != nil { annotators += 1 }
    let own = values.keys.filter { ($0.hasPrefix("its:") || $0.hasPrefix("itsm:")) && $0 != "its:version" }.sorted()
    guard let first = own.first else { return }
    if !hasVersion { report.add(offset, "\(first) is there, but no its:version", "set its:version=\"2.0\" at xliff") }
    let type = values["type"]
    // Terminology and translatability have types of their own.
    let isTerm = own.allSatisfy { $0.hasPrefix("its:term") || $0 == "its:annotatorsRef" || $0.hasPrefix("itsm:term") }
    if name == "mrk" || name == "sm", let type, type != "its:generic", !isTerm,
      type != "term" || own != ["its:annotatorsRef"]
    {
      if !(type == "its:term-no" && isTerm) {
        report.add(offset, "a mark with \(first) has the type \"\(type)\"", "set type to its:generic")
      }
    }
    func exclude(_ one: String, _ others: [String]) {
      guard values[one] != nil, let other = others.first(where: { values[$0] != nil }) else { return }
      report.add(offset, "there are \(one) and \(other)", "keep one of them")
    }
    exclude(
      "its:locQualityIssuesRef",
      ["Type", "Comment", "Severity", "ProfileRef", "Enabled"].map { "its:locQualityIssue" + $0 })
    exclude("its:locQualityRatingScore", ["its:locQualityRatingVote"])
    exclude("its:taIdentRef", ["its:taSource", "its:taIdent"])
    let agents = ["org", "person", "tool", "revOrg", "revPerson", "revTool"]
    exclude("its:provenanceRecordsRef", agents.flatMap { ["its:" + $0, "its:" + $0 + "Ref"] })
    for agent in agents { exclude("its:" + agent, ["its:" + agent + "Ref"]) }
    if (values["its:taSource"] == nil) != (values["its:taIdent"] == nil) {
      report.add(offset, "there is one of taSource and taIdent", "give both")
    }
    for kind in ["Score", "Vote"]
    where values["its:locQualityRating\(kind)Threshold"] != nil && values["its:locQualityRating\(kind)"] == nil {
      report.add(offset, "there is a threshold without locQualityRating\(kind)", "add locQualityRating\(kind)")
    }
    for (key, limit) in [
      ("its:locQualityIssueSeverity", 100.0), ("its:locQualityRatingScore", 100), ("its:mtConfidence", 1),
      ("its:taConfidence", 1), ("its:termConfidence", 1),
    ] {
      guard let value = values[key] else { continue }
      if !(Double(value).map { $0 >= 0 && $0 <= limit } ?? false) {
        report.add(offset, "\(key)=\"\(value)\" must be a number from 0 to \(Int(limit))", "correct the value")
      }
      if key.hasSuffix("Confidence") && annotators == 0 {
        report.add(
          offset, "\(key) is there, but no its:annotatorsRef", "say by its:annotatorsRef which tool it is from")
      }
    }
    for key in ["its:locQualityIssuesRef", "its:provenanceRecordsRef"] {
      if let reference = values[key], reference.hasPrefix("#its="), name == "mrk" || name == "sm" || name == "unit" {
        standoffReferences.append((offset, String(reference.dropFirst(5))))
      }
    }
    if let annotators = values["its:annotatorsRef"] { check(annotators, offset, &report) }
  }

  /// ITS 2.0, section 5.7: names of data categories, each once, with the tool behind a bar.
  private func check(_ annotators: String, _ offset: Int, _ report: inout XLIFF2Report) {
    var seen: Set<Substring> = []
    for part in annotators.split(separator: " ") {
      let halves = part.split(separator: "|", omittingEmptySubsequences: false)
      if halves.count != 2 || halves[1].isEmpty || !XLIFF2ModuleRules.categories.contains(String(halves[0]))
        || !seen.insert(halves[0]).inserted
      {
        report.add(
          offset, "annotatorsRef \"\(part)\" is no data category with a tool", "write it as mt-confidence|tool")
      }
    }
  }

  private static let categories: Set<String> = [
    "allowed-characters", "directionality", "domain", "elements-within-text", "external-resource", "id-value",
    "language-information", "locale-filter", "localization-note", "localization-quality-issue",
    "localization-quality-rating", "mt-confidence", "preserve-space", "provenance", "storage-size", "target-pointer",
    "terminology", "text-analysis", "translate",
  ]
}
