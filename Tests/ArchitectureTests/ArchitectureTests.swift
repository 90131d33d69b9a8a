import TestKit
import Testing

/// Reads Package.swift and every import, and holds them against the plan of the house.
@Suite struct ArchitectureTests {
  /// What each module may import of the others.
  static let arrows: [String: Set<String>] = [
    "Text": [],
    "Articles": ["Text"],
    "Formats": ["Text", "Articles"],
    "Analysis": ["Text", "Articles"],
    "Stores": ["Text", "Articles"],
    "Pipelines": ["Text", "Articles", "Formats", "Analysis", "Stores"],
    "lede": ["Text", "Articles", "Pipelines"],
  ]

  /// The one folder in which each C module may be imported.
  static let homes: [String: String] = [
    "CICU": "Text/Unicode/",
    "CCharset": "Text/Unicode/",
    "CJSON": "Text/",
    "CHash": "Text/Digest.swift",
    "CData": "Text/Data/",
    "CHTML": "Formats/Documents/HTML/",
    "CMarkdown": "Formats/Documents/Markdown/",
    "CLinux": "Pipelines/Run/",
    "CLanguageID": "Analysis/Languages/",
    "CPostgreSQL": "Stores/PostgreSQL/",
    "CSQLite": "Stores/SQLite/",
    "CStemmer": "Analysis/Languages/",
    "CXML": "Formats/XML/",
    "CYAML": "Pipelines/PipelineFile/",
    "CZip": "Formats/Archives/",
  ]

  /// Modules of the toolchain, and where they may be imported.
  static let toolchain: [String: [String]] = [
    "Glibc": ["Pipelines/Run/", "lede/"],
    "Synchronization": ["Pipelines/Run/", "lede/"],
    "FoundationEssentials": ["lede/"],
  ]

  struct Line {
    var file: String
    var text: String
  }

  static func lines() throws -> [Line] {
    // The code of a tutorial is that of users, above all modules; a test compiles it.
    try Project.files(under: Project.root + "/Sources").filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }
      .flatMap { file in
        try Project.text("Sources/" + file).split(separator: "\n").map { Line(file: file, text: String($0)) }
      }
  }

  static func imports() throws -> [(file: String, module: String)] {
    try lines().compactMap { line in
      let match = line.text.firstMatch(
        of: /^\s*(?:@\w+(?:\(\w+\))? )*(?:(?:public|package|internal|private|fileprivate) )?import (?:\w+ )?(\w+)/)
      return match.map { (line.file, String($0.1)) }
    }
  }

  @Test func importsPointDown() throws {
    let imports = try Self.imports()
    #expect(imports.count > 50)
    for (file, module) in imports {
      let from = String(file.split(separator: "/")[0])
      if let allowed = Self.arrows[from], Self.arrows[module] != nil {
        #expect(allowed.contains(module), "\(file) imports \(module): an arrow that points up or across")
      } else if module.hasPrefix("C"), module.dropFirst().first?.isUppercase == true {
        let home = try #require(Self.homes[module], "\(file) imports \(module), which has no folder of its own")
        #expect(file.hasPrefix(home), "\(file) imports \(module), whose folder is \(home)")
      } else {
        let allowed = try #require(Self.toolchain[module], "\(file) imports \(module)")
        #expect(allowed.contains { file.hasPrefix($0) }, "\(file) imports \(module) outside \(allowed)")
      }
    }
  }

  @Test func packageDependenciesPointDown() throws {
    let package = try Project.text("Package.swift")
    for (module, allowed) in Self.arrows where module != "lede" {
      let match = try #require(
        package.firstMatch(of: try Regex("module\\(\"\(module)\", \\[([^\\]]*)\\]", as: (Substring, Substring).self)),
        "Package.swift has no module \(module)")
      for dependency in match.1.split(separator: ",") {
        let name = dependency.filter { $0.isLetter || $0.isNumber }
        #expect(allowed.contains(name) || Self.homes[name] != nil, "\(module) depends on \(name)")
      }
    }
  }

  @Test func nothingButTheProgramPrints() throws {
    for line in try Self.lines() where !line.file.hasPrefix("lede/") {
      #expect(line.text.firstMatch(of: /\b(?:debugP|p)rint\(/) == nil, "\(line.file): \(line.text)")
    }
  }

  @Test func noWayAroundTheConcurrencyChecks() throws {
    for line in try Self.lines() {
      for escape in ["@unchecked", "nonisolated(unsafe)", "@preconcurrency", "try!", "as!"] {
        #expect(!line.text.contains(escape), "\(line.file): \(line.text)")
      }
    }
  }

  @Test func onlyTheTargetOfICUSeesItsHeaders() throws {
    for file in try Project.files(under: Project.root + "/Sources") where !file.hasPrefix("CICU/") {
      guard [".c", ".cpp", ".h", ".inc"].contains(where: file.hasSuffix) else { continue }
      #expect(try !Project.text("Sources/" + file).contains("<unicode/"), "\(file)")
    }
  }

  @Test func filesAreOfReadableLength() throws {
    for file in try Project.files(under: Project.root + "/Sources") where file.hasSuffix(".swift") {
      let count = try Project.text("Sources/" + file).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(count <= 500, "\(file) has \(count) lines")
    }
  }

  @Test func everyFolderOfSourcesIsKnown() throws {
    let folders = Set(
      try Project.files(under: Project.root + "/Sources").compactMap { file in
        file.contains("/") ? String(file.split(separator: "/")[0]) : nil
      })
    #expect(folders == Set(Self.arrows.keys).union(Self.homes.keys))
  }
}
