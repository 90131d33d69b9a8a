import Pipelines
import TestKit
import Testing

/// Pipeline files and all that is said of them.
@Suite struct PipelineFileTests {
  private func faults(_ file: String) -> String {
    PipelineFile.read(Array(file.utf8)).faults.map { $0.text(file: "f.yaml") }.joined(separator: "\n")
  }

  @Test func aGoodFileGivesAPipeline() throws {
    let (pipeline, faults) = PipelineFile.read(
      Array(
        """
        name: test
        about: A test.
        write: [ { briefs: { as: txt } } ]
        stages:
          - extract
          - normalize: { quotes: plain }
          - detect-language:
          - segment
          - summarize: { words: 50 }
        """.utf8))
    // One value does where a list may stand.
    #expect(faults.isEmpty, "\(faults)")
    #expect(pipeline?.name == "test" && pipeline?.stages.count == 5 && pipeline?.outputs.count == 1)
    #expect(pipeline?.canonical.contains(" method=default sentences= words=50 characters=") == true)
  }

  @Test func allFaultsComeAtOnceWithTheirPlaces() {
    #expect(
      faults(
        """
        name: [x]
        abuot: typo
        stages:
          - extract
          - sumarize
          - segment
          - summarize: { sentences: many, lenght: 3, method: led }
          - briefs
          - normalize: { quotes: plain, quotes: keep }
            form: nfc
        write:
          - digest: { title: [a, b] }
          - glossary
          - segment-files
        """) == """
          f.yaml:1:7: "name" is not a text
          f.yaml:2:1: unknown key "abuot"
            hint: did you mean "about"?
          f.yaml:5:5: unknown stage "sumarize"
            hint: did you mean "summarize"?
          f.yaml:6:5: "segment" needs the language, which no stage before it gives
            hint: put "detect-language" before it
          f.yaml:7:29: "sentences" of summarize is "many", not a whole number from 1 to 1000
            hint: give a whole number from 1 to 1000
          f.yaml:7:35: summarize has no option "lenght"
            hint: summarize has: method, sentences, words, characters, share, query, strip-datelines, why
          f.yaml:7:54: "method" of summarize cannot be "led"
            hint: did you mean "lead"?
          f.yaml:8:5: unknown stage "briefs"
            hint: it is an output: list it under "write"
          f.yaml:10:5: "form" is beside "normalize", not inside it
            hint: indent options under their name, or write name: { option: value }
          f.yaml:12:15: "title" of digest takes one value, not a list
            hint: write it as title: VALUE
          f.yaml:13:5: "glossary" needs terms, which no stage before it gives
            hint: put "find-terms" before it
          f.yaml:14:5: segment-files needs the option "targets"
            hint: name the languages to translate into: targets: [fr]
          """)
    let text = faults("stages: [extract, segment]\nwrite: [glossary]\n")
    #expect(text.contains("f.yaml:1:19: \"segment\" needs the language"))
    #expect(
      text.contains(
        "f.yaml:2:9: \"glossary\" needs terms, which no stage before it gives\n  hint: put \"find-terms\" before it"))
  }

  @Test(arguments: [
    ("", "f.yaml:1:1: a pipeline file is a mapping"),
    ("- extract", "f.yaml:1:1: a pipeline file is a mapping"),
    ("name: x", "f.yaml:1:1: there is no \"stages\""),
    ("stages: extract", "f.yaml:1:9: \"stages\" is not a list"),
    ("stages: [extract]\nstages: [extract]", "f.yaml:2:1: \"stages\" is there twice"),
    ("stages: [extract: {format: pdf}]", "f.yaml:1:28: \"format\" of extract cannot be \"pdf\""),
    ("stages: [extract: {all-text: maybe}]", "f.yaml:1:30: \"all-text\" of extract is \"maybe\", not yes or no"),
    ("stages: [extract: [format]]", "f.yaml:1:19: the options of extract are not a mapping"),
    ("stages: [{extract: {format: text, format: html}}]", "f.yaml:1:35: option \"format\" of extract is there twice"),
    ("stages: [extract, detect-language: {language: a_b}]", "f.yaml:1:47: \"language\" of detect-language is \"a_b\""),
    ("stages: [extract]\nwrite: [records, records]", "f.yaml:2:18: \"records\" is there twice"),
    ("stages: [&a extract, *a]", "f.yaml:1:22: an element of \"stages\" is a name"),
    ("stages: [", "f.yaml:2:1: not YAML"),
    (
      "a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: x",
      "not YAML: nested too deep"
    ),
  ])
  func eachFaultHasItsPlace(_ file: String, _ expected: String) {
    let text = faults(file)
    #expect(text.contains(expected), "\(text)")
  }

  @Test func everyStageAndOutputIsDeclaredInFull() {
    let stages = Catalog.stages.map { ($0.name, $0.about, Catalog.declarations(of: $0)) }
    let outputs = Catalog.outputs.map { ($0.name, $0.about, Catalog.declarations(of: $0)) }
    for (name, about, options) in stages + outputs {
      #expect(name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
      #expect(about.hasSuffix("."), "\(name)")
      for option in options { #expect(option.about.hasSuffix("."), "\(name), \(option.name)") }
    }
    #expect(Set((stages + outputs).map(\.0)).count == stages.count + outputs.count)
  }

  @Test func stagesAloneBringWhatTheyNeed() {
    #expect(Catalog.stages(before: Catalog.stages[4]).map { $0.name } == ["extract", "detect-language", "segment"])
    let given = [
      "language": Options.Given([.init("kk", at: .flag("--language"))], isList: false, at: .flag("--language"))
    ]
    let (pipeline, faults) = Pipeline.alone(Catalog.stages[4], given: given)
    #expect(faults.isEmpty && pipeline.stages.count == 4)
    #expect(pipeline.canonical.contains("language=kk"))
  }

  /// Resources are read while the file is checked, and what is wrong with them is told with all the rest.
  @Test func resourcesAreReadAndTheirFaultsTold() throws {
    let folder = try TemporaryFolder()
    try Project.write("term,language\nbank,en\n".utf8, to: folder.path + "/good.csv")
    try Project.write("term,language\nbank,e n\n".utf8, to: folder.path + "/bad.csv")
    func read(_ use: String, _ stages: String = "extract, detect-language, segment, match-terms") -> String {
      let (pipeline, faults) = PipelineFile.read(
        Array("\(use)\nstages: [\(stages)]\n".utf8), folder: folder.path)
      return pipeline?.canonical
        ?? faults.map { $0.text(file: "f.yaml").replacing(folder.path, with: "F") }.joined(separator: "\n")
    }
    let good = read("use: { termbase: good.csv }")
    #expect(good.hasPrefix("use termbase "), "\(good)")
    #expect(good != read("use: { termbase: [good.csv, good.csv] }"))
    #expect(
      read("use: { termbase: bad.csv }")
        == "F/bad.csv:2:1: \"e n\" is no language tag\n  hint: write en, kk or pt-BR")
    #expect(
      read("use: { termbase: none.tbx, dictionary: x }", "extract, detect-language, segment, match-terms, sumarize")
        .hasPrefix(
          """
          f.yaml:1:18: termbase F/none.tbx: No such file or directory
            hint: paths start from the folder of the pipeline file
          f.yaml:1:28: unknown resource "dictionary"
          """))
    #expect(
      read("use: { termbase: good.csv }", "extract")
        == "f.yaml:1:8: nothing uses the termbase\n  hint: remove it, or add \"match-terms\"")
    #expect(
      read("name: x")
        == "f.yaml:2:45: \"match-terms\" needs a termbase\n  hint: name its file: use: { termbase: FILE }")
    #expect(read("use: good.csv").contains("f.yaml:1:6: the options of use are not a mapping"))
  }
}
