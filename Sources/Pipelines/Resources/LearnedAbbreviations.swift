import Analysis
import Articles
import Formats
import Text

/// Abbreviations that texts teach by how they use words, language by language.
///
/// They are learned before the first article, from files that the user names: the folder of the run itself, or a larger
/// one. So every article is cut by the same list, whichever worker has it and whatever it comes after, a run that is resumed
/// goes on with the list it began with, and articles are made again when the list has changed: that is what a resource is.
/// Learning while the run goes on would give none of this.
struct LearnedAbbreviations: Resource {
  static let name = "learn-from"
  static let about =
    "Texts to learn abbreviations from before the run: documents, folders, JSON lines, such as the input itself."

  private let lists: [String: AbbreviationList]
  let digest: Digest

  init(reading paths: [String]) throws(ResourceError) {
    var learners: [String: AbbreviationLearner] = [:]
    let detector = LanguageDetector()
    for path in paths {
      let inputs: Inputs
      do throws(FileError) { inputs = try Inputs([path]) } catch {
        throw ResourceError(
          path: path, error.reason, hint: "paths start from the folder of the pipeline file")
      }
      inputs.forEachArticle { article in
        var article = article
        // What cannot be read teaches nothing; the run tells of it.
        guard article.facts.contains(.blocks) || (try? DocumentFormats.read(&article)) != nil else { return }
        guard let language = article.language ?? detector.detect(article)?.tag else { return }
        let primary = LanguageTag.primary(language)
        guard learners[primary] != nil || learners.count < LearnedAbbreviations.mostLanguages else { return }
        for block in article.blocks where block.kind.isProse && block.isArticle {
          learners[primary, default: AbbreviationLearner()].read(block.content.bytes)
        }
      }
    }
    lists = learners.mapValues { AbbreviationList($0.abbreviations) }
    let hasher = Hasher128()
    for language in lists.keys.sorted() {
      hasher.add(Array("\(language)\n".utf8))
      for entry in lists[language]?.entries ?? [] { hasher.add(entry.text + [0x0A]) }
    }
    digest = hasher.digest
  }

  private static let mostLanguages = 100

  /// What was learned for a language.
  func list(for language: String) -> AbbreviationList? { lists[LanguageTag.primary(language)] }
}
