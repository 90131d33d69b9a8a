import Articles
import Pipelines
import TestKit
import Testing

@testable import Stores

/// Merging, searching and deciding in a termbase.
@Suite struct TermbaseTests {
  /// "en: bank, fr: banque" as a concept; a status in brackets may follow a term.
  private static func concept(_ text: String, id: String = "") -> Concept {
    var concept = Concept(id: id)
    for part in text.split(separator: ", ") {
      let words = part.split(separator: ": ")
      let term = words[1].split(separator: " [")
      let status = term.count > 1 ? Designation.Status(rawValue: String(term[1].dropLast())) : nil
      concept.designations.append(
        Designation(String(term[0]), language: String(words[0]), status: status ?? .approved))
    }
    return concept
  }

  private static func text(_ concept: Concept) -> String {
    concept.designations.map { designation in
      let status = designation.status == .approved ? "" : " [\(designation.status.rawValue)]"
      return "\(designation.language): \(designation.term)\(status)"
    }.joined(separator: ", ")
  }

  private static func contents(_ base: Termbase) throws -> [String] {
    var lines: [String] = []
    try base.forEach { lines.append(text($0)) }
    return lines
  }

  /// Concepts as they are added, and what the base holds then.
  @Test(arguments: [
    (["en: bank, fr: banque", "en: bank, fr: banque"], ["en: bank, fr: banque"]),
    (["en: bank, fr: banque", "en: bank, fr: rive"], ["en: bank, fr: banque", "en: bank, fr: rive"]),
    (["en: bank, fr: banque", "en: bank, kk: банк"], ["en: bank, fr: banque, kk: банк"]),
    (["en: bank", "en: bank, fr: banque"], ["en: bank, fr: banque"]),
    (["en: e-mail, fr: courriel", "en: E-Mail, fr: courriel"], ["en: e-mail, fr: courriel, en: E-Mail"]),
    (["en: bank [proposed]", "en: bank"], ["en: bank"]),
    (["en: bank", "en: bank [proposed]"], ["en: bank"]),
    (["en: bank", "en: bank [forbidden]"], ["en: bank [forbidden]"]),
    (["en: bank", "de: bank"], ["en: bank", "de: bank"]),
  ])
  func whatIsAddedIsMerged(_ added: [String], _ expected: [String]) throws {
    let base = try Termbase(":memory:", access: .create)
    for text in added { try base.add(Self.concept(text)) }
    #expect(try Self.contents(base) == expected)
    // Adding all of it once more changes nothing but decisions that were replaced.
    let again = try added.map { try base.add(Self.concept($0)) }
    #expect(again.allSatisfy { !$0.isNew && $0.addedTerms == 0 })
  }

  @Test func idsOfDifferentFilesMayMeet() throws {
    let base = try Termbase(":memory:", access: .create)
    #expect(try base.add(Self.concept("en: water", id: "c1")) == Termbase.Change(isNew: true, addedTerms: 1))
    #expect(try base.add(Self.concept("en: bus, fr: bus", id: "c1")) == Termbase.Change(isNew: true, addedTerms: 2))
    #expect(try base.add(Self.concept("en: water, fr: eau", id: "c1")) == Termbase.Change(addedTerms: 1))
    var ids: [String] = []
    try base.forEach { ids.append($0.id) }
    #expect(ids == ["c1", "c1-2"])
  }

  @Test func whatIsMissingIsFilledIn() throws {
    let base = try Termbase(":memory:", access: .create)
    var first = Self.concept("en: levee")
    first.designations[0].note = "kept"
    var second = Self.concept("en: levee")
    second.definition = "A wall along a river."
    second.designations[0].note = "not taken"
    second.designations[0].context = "The levee held."
    second.designations[0].segment = "s1"
    try base.add(first)
    #expect(try base.add(second) == Termbase.Change(updatedTerms: 1))
    let found = try #require(try base.search("levee", atMost: 1).first)
    #expect(found.definition == "A wall along a river." && found.designations[0].note == "kept")
    #expect(found.designations[0].context == "The levee held." && found.designations[0].segment == "s1")
  }

  @Test func searchFindsFoldedFormsTheClosestFirst() throws {
    let base = try Termbase(":memory:", access: .create)
    for text in [
      "en: flood", "en: early flood warning", "en: flood-warning system", "en: Flood Warning", "ru: паводок",
    ] {
      try base.add(Self.concept(text))
    }
    let search = { (text: String, language: String?) in
      try base.search(text, language: language, atMost: 10).map { $0.designations[0].term }
    }
    #expect(try search("flood warning", nil) == ["Flood Warning", "flood-warning system", "early flood warning"])
    #expect(try search("ПАВОД", nil) == ["паводок"])
    #expect(try search("flood", "ru").isEmpty && search("%", nil).isEmpty && search("", nil).isEmpty)
    #expect(try base.search("flood", atMost: 2).count == 2)
  }

  @Test func aDecisionIsForATermALanguageOrAConcept() throws {
    let base = try Termbase(":memory:", access: .create)
    try base.add(Self.concept("en: bank [proposed], fr: banque", id: "money"))
    try base.add(Self.concept("en: bank [proposed], fr: rive", id: "river"))
    #expect(try base.set(.approved, of: "Bank", language: "en-GB", concept: "river").count == 1)
    #expect(
      try Self.contents(base) == ["en: bank [proposed], fr: banque", "en: bank, fr: rive"])
    #expect(try base.set(.forbidden, of: "bank", language: "fr").isEmpty)
    #expect(try base.set(.forbidden, of: "bank").map(\.concept) == ["money", "river"])
    #expect(try base.count() == (2, 4))
  }

  /// A file that begins like a database and goes on like none, or that stops early, is refused without harm.
  @Test(arguments: [0, 40, 100, 1_000, 5_000])
  func damagedFilesAreRefused(_ kept: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/desk.db"
    do {
      let base = try Termbase(path, access: .create)
      for number in 0..<50 { try base.add(Self.concept("en: term \(number), fr: terme \(number)")) }
    }
    let whole = try FileSystem.read(path)
    try Project.write(Termbase.fileMark + whole.dropFirst(16).prefix(kept), to: path)
    #expect(throws: StoreError.self) {
      let base = try Termbase(path, access: .read)
      try base.forEach { _ in }
    }
  }
}
