// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: Text <- Articles <- {Formats, Analysis, Stores} <- Pipelines <- lede. A test reads this file and every
// import and fails when one points up. C targets wrap one library each and are imported in one folder only.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]
let strictCXX: [CXXSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

func library(_ name: String, _ libraries: [String], cxx: Bool = false, exclude: [String] = []) -> Target {
  .target(
    name: name, exclude: exclude, cSettings: strictC, cxxSettings: strictCXX,
    linkerSettings: libraries.map { .linkedLibrary($0) } + (cxx ? [.linkedLibrary("stdc++")] : []))
}

func module(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestKit"], exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "lede",
  products: [
    .executable(name: "lede", targets: ["lede"]),
    .library(name: "Lede", targets: ["Text", "Articles", "Formats", "Analysis", "Stores", "Pipelines"]),
  ],
  targets: [
    library("CICU", ["icui18n", "icuuc", "icudata"], cxx: true),
    library("CJSON", ["simdjson"], cxx: true),
    library("CCharset", ["uchardet"]),
    library("CHash", []),
    library("CData", [], exclude: ["languages", "models", "phrases", "digest", "summaries", "language.inc"]),
    // The archive and not the shared library: its calls of itself are then direct, which is a seventh of the time.
    library("CHTML", [":libgumbo.a"]),
    library("CLanguageID", ["cld2_full", "cld2"], cxx: true),
    library("CSQLite", ["sqlite3"]),
    library("CLinux", []),
    // Loaded when a memory is on a server, and not linked.
    library("CPostgreSQL", []),
    library("CStemmer", ["stemmer"]),
    library("CXML", ["expat"]),
    library("CMarkdown", ["md4c"]),
    library("CYAML", ["yaml"]),
    library("CZip", ["zip"]),

    module("Text", ["CICU", "CJSON", "CCharset", "CHash", "CData"]),
    module("Articles", ["Text"]),
    module("Formats", ["Text", "Articles", "CHTML", "CMarkdown", "CXML", "CZip"]),
    module("Analysis", ["Text", "Articles", "CLanguageID", "CStemmer"]),
    module("Stores", ["Text", "Articles", "CPostgreSQL", "CSQLite"]),
    module("Pipelines", ["Text", "Articles", "Formats", "Analysis", "Stores", "CLinux", "CYAML"]),
    .executableTarget(name: "lede", dependencies: ["Pipelines", "Articles", "Text"], swiftSettings: strict),
    .executableTarget(
      name: "bench", dependencies: ["TestKit", "Pipelines", "Stores", "Analysis", "Formats", "Articles", "Text"],
      path: "Benchmarks", exclude: ["README.md", "peers"], swiftSettings: strict),

    .target(
      name: "TestKit", dependencies: ["Pipelines", "Analysis", "Formats", "Articles", "Text"], path: "Tests/TestKit",
      swiftSettings: strict),
    tests("TextTests", ["Text"]),
    tests("ArticlesTests", ["Articles", "Text"]),
    tests("FormatsTests", ["Formats", "Analysis", "Articles", "Text"]),
    tests("AnalysisTests", ["Analysis", "Formats", "Articles", "Text"]),
    tests("StoresTests", ["Stores", "Pipelines", "Articles", "Text"]),
    tests("PipelinesTests", ["Pipelines", "Stores", "Formats", "Articles", "Text"]),
    tests("CommandTests", ["lede", "bench", "Pipelines"], exclude: ["Cases"]),
    tests("ArchitectureTests", []),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)

// The fuzzer is built by `make fuzz` only: it needs a library of the toolchain that other builds do not.
if Context.environment["LEDE_FUZZ"] != nil {
  package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
  package.targets += [
    .target(name: "CFuzz", path: "Fuzz/driver", cSettings: strictC),
    .executableTarget(
      name: "fuzz", dependencies: ["CFuzz", "Pipelines", "Formats", "Articles", "Text"], path: "Fuzz/target",
      swiftSettings: strict),
  ]
}
