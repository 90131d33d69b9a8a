import Articles

/// Why the sentences of a summary were picked, in words: `lede explain PATH`.
public enum SummaryExplanation {
  /// - Throws: `FileError` when the path cannot be read.
  public static func text(ofArticlesAt path: String) throws(FileError) -> String {
    let yes = Options.Given([.init("yes", at: .flag("--why"))], isList: false, at: .flag("--why"))
    let (pipeline, _) = Pipeline.alone(Summarize.self, given: ["why": yes])
    let tools = Tools()
    return try Inputs([path]).articles().map { article in
      var article = article
      do throws(ArticleError) {
        try pipeline.apply(to: &article, with: tools, onlyMissing: true)
      } catch {
        return "\(article.id)\n  \(error.code): \(error.message)\n"
      }
      return text(of: article)
    }.joined(separator: "\n")
  }

  static func text(of article: Article) -> String {
    var lines = [article.metadata.title.map { "\(article.id): \($0)" } ?? article.id]
    let sentences = article.summary?.sentences ?? []
    if sentences.isEmpty { lines.append("  no sentence was picked") }
    for sentence in sentences {
      lines.append("")
      lines.append("  " + String(decoding: article.text(of: sentence), as: UTF8.self))
      for reason in sentence.reasons { lines.append("    \(signed(reason.share))  \(reason.text)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// "+0.41" for what speaks for a sentence, "-0.07" for what speaks against it.
  private static func signed(_ share: Double) -> String {
    let scaled = Int((abs(share) * 100).rounded())
    return "\(share < 0 ? "-" : "+")\(scaled / 100).\(String(scaled % 100 + 100).dropFirst())"
  }
}
