import Articles
import Text

/// Works through batches with tools of its own.
struct Worker: Sendable {
  let pipeline: Pipeline
  /// Where files of articles go; nil when only lines are wanted.
  let folder: OutputFolder?
  /// Whether results carry the article in the wire form.
  let makesLines: Bool
  /// Whether stages are skipped for an article that has what they give.
  var onlyMissing = false

  func run(_ conveyor: Conveyor) async {
    let tools = Tools(resources: pipeline.resources)
    while let batch = await conveyor.next() {
      let read = batch.items.flatMap { ReadItem.all($0, wire: tools.wire) }
      let areNew = await conveyor.areNew(read.map(\.articleID), inBatch: batch.number)
      var results: [ItemResult] = []
      results.reserveCapacity(read.count)
      var failure: EnvironmentError?
      for (index, item) in read.enumerated() where failure == nil {
        do throws(EnvironmentError) {
          results.append(try finish(item, isNew: areNew[index], tools))
        } catch { failure = error }
      }
      if let failure {
        await conveyor.stop(failure)
        return
      }
      await conveyor.deliver(results, ofBatch: batch.number, more: results.count - batch.items.count)
    }
  }

  private func finish(_ item: ReadItem, isNew: Bool, _ tools: Tools) throws(EnvironmentError) -> ItemResult {
    var article: Article
    switch item.content {
    case .article(let read): article = read
    case .failed(let id, let error): return failed(id, item, error)
    case .failedBefore(let id, let json):
      var result = failed(id, item, ArticleError(.processing, "it had failed in an earlier step"))
      result.line = json
      return result
    }
    let id = article.id
    var result = ItemResult(id: id, path: item.path, bytes: item.bytes)
    var files: [OutputFile] = []
    do throws(ArticleError) {
      // Ids name files, so two articles with one id cannot both be written; in a stream of lines they can.
      if !isNew && folder != nil {
        throw ArticleError(.duplicateIdentity, "another article of this run has the id \"\(id)\"")
      }
      try pipeline.apply(to: &article, with: tools, onlyMissing: makesLines || onlyMissing)
      for output in pipeline.outputs {
        files += try output.files(for: article, with: tools)
        var record = Record()
        try output.fill(&record, of: article, with: tools)
        result.records.append(record)
      }
    } catch {
      return failed(id, item, error)
    }
    if let folder {
      for file in files { try folder.write(file) }
    }
    if makesLines {
      var line = JSONWriter()
      article.write(to: &line)
      result.line = line.bytes
    }
    result.segments = article.segments.count
    result.findings = article.findings
    return result
  }

  private func failed(_ id: String, _ item: ReadItem, _ error: ArticleError) -> ItemResult {
    var line = JSONWriter()
    if makesLines { Article.writeFailure(id: id, error, to: &line) }
    return ItemResult(id: id, path: item.path, error: error, line: line.bytes, bytes: item.bytes)
  }
}
