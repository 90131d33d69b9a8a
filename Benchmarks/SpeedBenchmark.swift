import Articles
import Glibc
import Pipelines
import Text

/// Time per stage and of a whole run, as megabytes of article text per processor second, and as a ratio to the raw
/// sentence and word passes of ICU over the same text in the same run.
struct SpeedBenchmark {
  private var inputs: [String]
  private let pipelineFile: String
  private let workers: Int
  private let rounds: Int
  /// Where whole runs write.
  private let scratch: String

  init(_ words: [String]) {
    var words = words
    pipelineFile = Bench.value("--pipeline", in: &words) ?? "pipelines/newsroom.yaml"
    workers = Bench.count("--workers", in: &words) ?? 1
    rounds = Bench.count("--rounds", in: &words) ?? 5
    scratch = Bench.value("--scratch", in: &words) ?? "/tmp"
    inputs = words
    if words.isEmpty { Bench.fail("bench speed: name the articles to measure with: a folder, or JSON lines") }
  }

  func run() async {
    do {
      let bytes = try FileSystem.read(pipelineFile)
      let (pipeline, faults) = PipelineFile.read(bytes, folder: FileSystem.parent(of: pipelineFile))
      guard let pipeline else {
        Bench.fail(faults.map { $0.text(file: pipelineFile) }.joined(separator: "\n"))
      }
      let raw = try Inputs(inputs).articles()
      guard !raw.isEmpty else { Bench.fail("bench speed: no article could be read") }
      try await measure(pipeline, raw)
    } catch {
      Bench.fail("bench speed: \(error)")
    }
  }

  private func measure(_ pipeline: Pipeline, _ raw: [Article]) async throws {
    let tools = Tools(resources: pipeline.resources)
    let done = raw.compactMap { article -> Article? in
      var article = article
      return (try? pipeline.apply(to: &article, with: tools)) == nil ? nil : article
    }
    let texts = done.map { $0.blocks.map(\.content.bytes) }
    let size = texts.joined().reduce(0) { $0 + $1.count }
    print("articles \(done.count), text \(megabytes(size)) MB, pipeline \(pipeline.name), rounds \(rounds)")

    let sentences = try await rawPass(.sentence, texts)
    let words = try await rawPass(.word, texts)
    let yardstick = sentences + words
    row("raw ICU sentences", sentences, size, yardstick)
    row("raw ICU words", words, size, yardstick)
    row("both raw passes", yardstick, size, yardstick)

    var before = raw
    var wordCost: Cost?
    for (index, stage) in pipeline.stages.enumerated() {
      // Words are found once per article and shared: they have a row of their own, and no stage is charged with them.
      if wordCost == nil, before.first?.facts.contains(.segments) == true {
        let cost = await wordTableCost(before, tools)
        row("words, shared by what follows", cost, size, yardstick)
        wordCost = cost
      }
      // What the article is before a stage is made once; the copies that the stage changes are made outside the time.
      let cost = try await stageCost(stage, before, tools, wordCost)
      row("stage \(type(of: stage).name)", cost, size, yardstick)
      before = before.compactMap { article in
        var article = article
        tools.begin()
        guard (try? stage.apply(to: &article, with: tools)) != nil else { return nil }
        article.facts.formUnion(type(of: stage).gives)
        return article
      }
      if index == pipeline.stages.count - 1 { try await outputs(pipeline, before, tools, wordCost, size, yardstick) }
    }
    try await wholeRun(pipeline, size, done.count, yardstick)
  }

  private func rawPass(_ kind: BreakIterator.Kind, _ texts: [[[UInt8]]]) async throws -> Cost {
    let breaker = try BreakIterator(kind, locale: "en")
    return try await Measure.least(rounds) {
      var count = 0
      for block in texts.joined() { count += try block.withUnsafeBufferPointer { try breaker.rawCount(in: $0) } }
      precondition(count > 0)
    }
  }

  private func wordTableCost(_ articles: [Article], _ tools: Tools) async -> Cost {
    await Measure.least(rounds) {
      for article in articles {
        tools.begin()
        try? tools.findWords(of: article)
      }
    }
  }

  private func stageCost(
    _ stage: any Stage, _ articles: [Article], _ tools: Tools, _ wordCost: Cost?
  ) async throws -> Cost {
    var best = Cost(processor: .infinity, wall: .infinity)
    for _ in 0..<max(rounds, 2) {
      var copies = articles
      let cost = await Measure.cost {
        for index in copies.indices {
          tools.begin()
          if wordCost != nil { try? tools.findWords(of: copies[index]) }
          _ = try? stage.apply(to: &copies[index], with: tools)
        }
      }
      if cost.processor < best.processor { best = cost }
    }
    return best - (wordCost ?? Cost())
  }

  private func outputs(
    _ pipeline: Pipeline, _ articles: [Article], _ tools: Tools, _ wordCost: Cost?, _ size: Int, _ yardstick: Cost
  ) async throws {
    for output in pipeline.outputs {
      let cost = await Measure.least(rounds) {
        for article in articles {
          tools.begin()
          if wordCost != nil { try? tools.findWords(of: article) }
          _ = try? output.files(for: article, with: tools)
          var record = Record()
          try? output.fill(&record, of: article, with: tools)
        }
      }
      row("output \(type(of: output).name), in memory", cost - (wordCost ?? Cost()), size, yardstick)
    }
  }

  private func wholeRun(_ pipeline: Pipeline, _ size: Int, _ count: Int, _ yardstick: Cost) async throws {
    // A new folder for each round, and none removed before the end: file systems are slow to use again what was freed a
    // moment ago.
    let scratch = "\(self.scratch)/lede-bench-\(getpid())"
    defer { remove(scratch) }
    var digest: Digest?
    var documents = 0
    var best = Cost(processor: .infinity, wall: .infinity)
    for round in 0..<max(rounds, 2) {
      let folder = "\(scratch)/\(round)"
      let inputs = try Inputs(self.inputs)
      let cost = try await Measure.cost {
        documents = try await Runner(pipeline, workers: workers).run(inputs, into: folder).bytes
      }
      if cost.processor < best.processor { best = cost }
      let found = try contents(folder)
      precondition(digest == nil || digest == found, "two runs gave different bytes")
      digest = found
    }
    row("whole run, \(workers) worker\(workers == 1 ? "" : "s")", best, size, yardstick)
    let speed = Double(documents) / 1_000_000 / best.processor
    print("documents \(megabytes(documents)) MB, \(tenths(speed)) MB/s of documents per core")
    print("articles/s \(Int(Double(count) / best.wall)), wall \(thousandths(best.wall)) s")
    print("peak memory \(megabytes(Measure.peakMemory)) MB (with all articles held for the stages above)")
    print("output digest \(digest.map(\.description) ?? "none")")
  }

  private func row(_ name: String, _ cost: Cost, _ size: Int, _ yardstick: Cost) {
    let speed = Double(size) / 1_000_000 / cost.processor
    let ratio = yardstick.processor / cost.processor
    let padded = name + String(repeating: " ", count: max(0, 34 - name.count))
    print(
      "\(padded) \(tenths(speed)) MB/s per core, \(thousandths(cost.processor)) s, \(thousandths(ratio)) of both raw passes"
    )
  }

  private func contents(_ folder: String) throws -> Digest {
    let hasher = Hasher128()
    func add(_ path: String) throws {
      // The ledger is no output: it has times and numbers of runs.
      for name in try FileSystem.names(in: path) where name != ".lede" {
        if try FileSystem.kind(of: path + "/" + name, followingLinks: false) == .folder {
          try add(path + "/" + name)
        } else {
          hasher.add(Array(name.utf8) + (try FileSystem.read(path + "/" + name)))
        }
      }
    }
    try add(folder)
    return hasher.digest
  }

  private func remove(_ path: String) {
    guard (try? FileSystem.kind(of: path, followingLinks: false)) == .folder else { return FileSystem.remove(path) }
    for name in (try? FileSystem.names(in: path)) ?? [] { remove(path + "/" + name) }
    FileSystem.removeFolder(path)
  }

  private func megabytes(_ bytes: Int) -> String { tenths(Double(bytes) / 1_000_000) }

  private func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }

  private func thousandths(_ value: Double) -> String {
    let scaled = Int((value * 1000).rounded())
    return "\(scaled / 1000).\(String(scaled % 1000 + 1000).dropFirst())"
  }
}
