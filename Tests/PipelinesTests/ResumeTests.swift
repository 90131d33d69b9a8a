import Articles
import Glibc
import Synchronization
import TestKit
import Testing
import Text

@testable import Pipelines

/// A run that is stopped anywhere, and run again, leaves what an undisturbed run would have left.
@Suite struct ResumeTests {
  /// What the input is at a time, by path; the scenario goes from one to the next.
  static let first: [String: String] = [
    "a.txt": "The first one. It has two sentences.", "b/c.txt": "A second one, in a folder.", "b/d.txt": "A third.",
    "e.txt": "", "f.jsonl": "{\"id\":\"r1\",\"text\":\"A record.\"}\n{\"id\":\"r2\",\"text\":\"Another.\"}\n",
    "g.txt": "The last one.",
  ]
  static let second: [String: String] = [
    "a.txt": "The first one, changed.", "b/d.txt": "A third.", "e.txt": "Not empty any more.",
    "f.jsonl": "{\"id\":\"r1\",\"text\":\"A record.\"}\n", "h.txt": "A new one.", "g.txt": "The last one.",
  ]

  struct Stop: Sendable, CustomTestStringConvertible {
    var powerCut: Bool
    /// Whether the folder has been through a run over the first input before.
    var hasHistory: Bool
    /// Whether the input changes between the stopped run and the next.
    var inputChanges: Bool
    var workers: Int
    var testDescription: String {
      "\(powerCut ? "power cut" : "kill"), \(hasHistory ? "later" : "first") run"
        + "\(inputChanges ? ", other input then" : ""), \(workers) workers"
    }
  }

  @Test(arguments: [
    Stop(powerCut: false, hasHistory: false, inputChanges: false, workers: 1),
    Stop(powerCut: false, hasHistory: true, inputChanges: false, workers: 2),
    Stop(powerCut: false, hasHistory: false, inputChanges: true, workers: 2),
    Stop(powerCut: true, hasHistory: false, inputChanges: false, workers: 1),
    Stop(powerCut: true, hasHistory: true, inputChanges: false, workers: 1),
  ])
  func stoppedAtEveryPoint(_ stop: Stop) async throws {
    let stopped = stop.inputChanges ? Self.first : Self.second
    let expected = try await fresh(Self.second)
    var random = SeededNumbers(seed: 8)
    var stops = 0
    var point = 0
    while true {
      let scene = try Scene(workers: stop.workers)
      if stop.hasHistory { try await scene.run(over: Self.first) }
      let probe = StoppingProbe(after: point, folder: scene.output, snapshots: stop.powerCut)
      let came = await scene.runStopping(over: stopped, probe)
      if came { break }
      if stop.powerCut { try probe.loseWhatWasNotSynced(&random) }
      try await scene.run(over: Self.second)
      let wrong = try difference(scene.contents(), expected)
      #expect(wrong.isEmpty, "stopped before change \(point): \(wrong)")
      stops += 1
      point += 1
    }
    #expect(stops >= 40, "\(stops) points")
  }

  @Test func stoppedAgainAndAgain() async throws {
    let expected = try await fresh(Self.second)
    var random = SeededNumbers(seed: 3)
    for _ in 0..<10 {
      let scene = try Scene(workers: 2)
      for _ in 0..<6 {
        let input = random.below(2) == 0 ? Self.first : Self.second
        _ = await scene.runStopping(over: input, StoppingProbe(after: random.below(70), folder: scene.output))
      }
      try await scene.run(over: Self.second)
      let wrong = try difference(scene.contents(), expected)
      #expect(wrong.isEmpty, "\(wrong)")
    }
  }

  @Test func whatHasNotChangedIsNotDoneAgain() async throws {
    let scene = try Scene(workers: 2)
    let whole = try await scene.run(over: Self.first)
    #expect((whole.done, whole.failed, whole.unchanged) == (6, 1, 0))
    let again = try await scene.run(over: Self.first)
    #expect((again.done, again.failed, again.unchanged) == (6, 1, 6))
    let changed = try await scene.run(over: Self.second)
    #expect((changed.done, changed.unchanged) == (6, 3))
    #expect(try scene.contents() == (try await fresh(Self.second)))
    // Records and folder files of kept articles are the same also when another pipeline ran in between.
    try await scene.run(over: Self.second, marking: "!")
    #expect(try await scene.run(over: Self.second).unchanged == 0)
    #expect(try scene.contents() == (try await fresh(Self.second)))
  }

  @Test func editedFilesAreNotLost() async throws {
    let scene = try Scene(workers: 1)
    try await scene.run(over: Self.first)
    for name in ["a.txt", "b/c.txt", "g.txt"] { try Project.write("mine".utf8, to: scene.output + "/notes/\(name).md") }
    try await scene.run(over: Self.second)
    let contents = try scene.contents()
    #expect(contents["notes/a.txt.md.edited"] == "mine", "its article changed")
    #expect(contents["notes/a.txt.md"]?.contains("changed") == true)
    #expect(contents["notes/b/c.txt.md"] == "mine", "its article is gone")
    #expect(contents["notes/g.txt.md"] == "mine", "nothing changed")
  }

  @Test func whatCannotBeOpenedKeepsItsOutputs() async throws {
    let scene = try Scene(workers: 1)
    try await scene.run(over: ["a.txt": "One.", "b.zip": "no archive"])
    try Project.write("Two.".utf8, to: scene.input + "/c.txt")
    try await scene.run(over: ["b.zip": "no archive", "c.txt": "Two."])
    #expect(try scene.contents()["notes/a.txt.md"] != nil, "b.zip may have held it")
    try await scene.run(over: ["c.txt": "Two."])
    #expect(try scene.contents()["notes/a.txt.md"] == nil)
  }

  /// A file that goes between listing and reading costs its article, and its outputs stay until it is known to be gone.
  @Test func whatVanishesKeepsItsOutputs() async throws {
    let scene = try Scene(workers: 2)
    try await scene.run(over: ["a.txt": "One.", "b.txt": "Two."])
    let progress = try await scene.run(over: ["a.txt": "One.", "b.txt": "Two."], removing: "b.txt")
    #expect((progress.done, progress.failed) == (1, 1))
    #expect(try scene.contents()["notes/b.txt.md"] == "Two.\n")
    #expect(try scene.contents()["tally.txt"] == "a.txt \nb.txt failed\n")
    #expect(try await scene.run(over: ["a.txt": "One.", "b.txt": "Two."]).unchanged == 2)
    #expect(try scene.contents()["tally.txt"] == "a.txt \nb.txt \n")
  }

  /// One that never ends is given up; the others are done, by a new worker.
  @Test func aStuckArticleIsGivenUp() async throws {
    let scene = try Scene(workers: 1)
    let input = [
      "a.txt": "One.", "b.txt": "This is STUCK.", "c.txt": "Three.", "d.txt": "STUCK too.", "e.txt": "Five.",
    ]
    let progress = try await scene.run(over: input, limit: .milliseconds(300))
    #expect((progress.done, progress.failed, progress.givenUp) == (3, 2, 2))
    let contents = try scene.contents()
    #expect(contents["report.jsonl"]?.matches(of: /article\/time-limit/).count == 2)
    #expect(contents["tally.txt"]?.contains("e.txt") == true)
    Stuck.release()
  }

  /// What two folders do not share, in words.
  private func difference(_ found: [String: String], _ expected: [String: String]) -> String {
    Set(found.keys).union(expected.keys).sorted().filter { found[$0] != expected[$0] }.map {
      "\($0): \(found[$0] ?? "missing"), not \(expected[$0] ?? "there")"
    }.joined(separator: "\n")
  }

  private func fresh(_ input: [String: String]) async throws -> [String: String] {
    let scene = try Scene(workers: 1)
    try await scene.run(over: input)
    return try scene.contents()
  }
}

/// An input folder and an output folder in memory.
private struct Scene {
  let folder: TemporaryFolder
  let workers: Int
  var input: String { folder.path + "/in" }
  var output: String { folder.path + "/out" }

  init(workers: Int) throws {
    folder = try TemporaryFolder(inMemory: true)
    self.workers = workers
  }

  private func runner(_ mark: String) -> Runner {
    var options = Options(owner: "extract")
    let stages: [any Stage] = [Extract(options: &options), Stuck()]
    let pipeline = Pipeline(
      name: "tiny", about: "", stages: stages, outputs: [Notes(mark: mark), Tally(mark: mark)],
      canonical: "tiny \(mark)\n")
    var runner = Runner(pipeline, workers: workers)
    runner.checkpointEvery = 2
    return runner
  }

  private func inputs(_ files: [String: String]) throws -> Inputs {
    for file in (try? Project.files(under: input)) ?? [] where files[file] == nil {
      FileSystem.remove(input + "/" + file)
    }
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      try Project.write(text.utf8, to: input + "/" + path)
    }
    return try Inputs([input])
  }

  @discardableResult
  func run(
    over files: [String: String], marking mark: String = "", limit: Duration = .seconds(60),
    removing vanishing: String? = nil
  ) async throws -> Progress {
    var runner = runner(mark)
    runner.timeLimit = limit
    let inputs = try inputs(files)
    if let vanishing { FileSystem.remove(input + "/" + vanishing) }
    return try await runner.run(inputs, into: output)
  }

  /// Whether the run came to its end.
  func runStopping(over files: [String: String], _ probe: StoppingProbe) async -> Bool {
    var runner = runner("")
    runner.probe = probe
    return (try? await runner.run(inputs(files), into: output)) != nil
  }

  func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for file in try Project.files(under: output) { contents[file] = try Project.text(output + "/" + file) }
    return contents
  }
}

/// A file per article, and nothing of the folder.
private struct Notes: Output {
  static let name = "notes"
  static let about = ""
  static let needs: Facts = []
  static let version = 1
  var mark = ""
  init(mark: String) { self.mark = mark }
  init(options: inout Options) {}

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    var bytes: [UInt8] = []
    for block in article.blocks { bytes += block.content.bytes + [0x0A] }
    return [
      OutputFile(path: "notes/\(OutputName.path(for: article)).md", bytes: bytes + Array(mark.utf8)),
      OutputFile(path: "sizes/\(OutputName.path(for: article)).txt", bytes: Array("\(bytes.count)\n".utf8)),
    ]
  }
}

/// A line of the folder's file per article, and a second file of the bodies.
private struct Tally: Output {
  static let name = "tally"
  static let about = ""
  static let needs: Facts = []
  static let version = 1
  var mark = ""
  init(mark: String) { self.mark = mark }
  init(options: inout Options) {}

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    guard article.id != "b/d.txt" else { return }
    record.json.object { $0.member("id", article.id) }
    for block in article.blocks { record.body += block.content.bytes }
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let tally = try folder.open("tally.txt")
    var places: [Records.Place] = []
    try records.forEachWithPlace { record, place throws(EnvironmentError) in
      try tally.write("\(record["id"]?.string ?? "") \(mark)\n".utf8)
      places.append(place)
    }
    for failure in records.failures { try tally.write("\(failure.id) failed\n".utf8) }
    try tally.close()
    let bodies = try folder.open("bodies\(mark).txt")
    if let first = places.first, let last = places.last {
      try records.writeBodies(from: first, through: last, to: bodies)
    }
    try bodies.close()
  }
}

/// Never ends over an article that says so, until the test is over.
private struct Stuck: Stage {
  static let name = "stuck"
  static let about = ""
  static let needs: Facts = []
  static let gives: Facts = []
  static let version = 1
  private static let isReleased = Mutex(false)
  init() {}
  init(options: inout Options) {}

  static func release() { isReleased.withLock { $0 = true } }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    let isStuck = article.blocks.contains { String(decoding: $0.content.bytes, as: UTF8.self).contains("STUCK") }
    while isStuck && !Stuck.isReleased.withLock({ $0 }) { usleep(1_000) }
  }
}

/// Stops a run before one of its changes of the folder; nothing is changed after that.
final class StoppingProbe: FolderProbe {
  private struct State {
    var left: Int
    var isDead = false
    /// What was on the disk for good, by path.
    var safe: [String: [UInt8]] = [:]
  }

  private let state: Mutex<State>
  private let folder: String
  private let snapshots: Bool

  init(after changes: Int, folder: String, snapshots: Bool = false) {
    state = Mutex(State(left: changes))
    self.folder = folder
    self.snapshots = snapshots
    if snapshots { didSync() }
  }

  func willChange(_ path: String) throws(FileError) {
    let isDead = state.withLock { state in
      if state.left == 0 { state.isDead = true }
      state.left -= 1
      return state.isDead
    }
    if isDead { throw FileError(path) }
  }

  func didSync() {
    guard snapshots else { return }
    let files = StoppingProbe.files(under: folder)
    state.withLock { $0.safe = files }
  }

  /// What a power cut leaves: of each file that was changed since the last sync the old bytes, the new ones, or a part.
  func loseWhatWasNotSynced(_ random: inout SeededNumbers) throws {
    let safe = state.withLock { $0.safe }
    let now = StoppingProbe.files(under: folder)
    let loses = random.below(2) == 0
    for path in Set(safe.keys).union(now.keys).sorted() where safe[path] != now[path] && !path.hasSuffix("lock") {
      // The ledger's commits are lost from some point on, never in their middle: SQLite's own work.
      let fate = path.contains("ledger.db") ? (loses ? 0 : 1) : random.below(3)
      if fate == 0 {
        if let old = safe[path] {
          try Project.write(old, to: folder + "/" + path)
        } else {
          FileSystem.remove(folder + "/" + path)
        }
      } else if fate == 2, let new = now[path] {
        // What was synced of a file that only grows is still there.
        let kept = safe[path].map { new.starts(with: $0) ? $0.count : 0 } ?? 0
        try Project.write(new.prefix(kept + (new.count - kept) / 2), to: folder + "/" + path)
      }
    }
  }

  private static func files(under folder: String) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in (try? FileSystem.names(in: folder)) ?? [] {
      let path = folder + "/" + name
      if (try? FileSystem.kind(of: path, followingLinks: false)) == .folder {
        for (inner, bytes) in Self.files(under: path) { files[name + "/" + inner] = bytes }
      } else {
        files[name] = try? FileSystem.read(path)
      }
    }
    return files
  }
}

/// Numbers that are the same in every run of the tests.
struct SeededNumbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
