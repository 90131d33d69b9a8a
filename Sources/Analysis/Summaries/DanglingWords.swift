import Text

/// Words that, at the start of a sentence, lean on the sentence before it: personal pronouns, and connectives that answer
/// something just said. Articles and demonstratives before a noun are not among them: "This week" stands by itself.
///
/// A sentence that begins so is hard to read without its predecessor; the idea is in Edmundson, "New Methods in Automatic
/// Extracting", JACM 16(2), 1969, as cue words that tell against a sentence.
struct DanglingWords {
  private var known: [String: Vocabulary] = [:]

  /// The words of a language, case-folded; none for a language that is not in the table.
  mutating func words(of language: String) -> Vocabulary {
    let language = language == "no" || language == "nn" ? "nb" : language
    if let vocabulary = known[language] { return vocabulary }
    var vocabulary = Vocabulary()
    for word in DanglingWords.list(language).split(separator: " ") { vocabulary.intern(word.utf8) }
    known[language] = vocabulary
    return vocabulary
  }

  private static func list(_ language: String) -> String {
    switch language {
    case "ar": "هو هي هم هما لكن ولكن لكنه لكنها ولذلك لذلك كذلك وهو وهي"
    case "bn": "তিনি তাঁরা তারা সে কিন্তু তবে ফলে"
    case "cs": "on ona oni jeho její jejich ale však proto také navíc pak"
    case "da": "han hun hans hendes deres men dog også derfor desuden derefter imidlertid alligevel"
    case "de":
      """
      er sie es ihr ihre sein seine ihn ihm ihnen aber doch jedoch dennoch trotzdem deshalb deswegen daher dann also auch \
      außerdem zudem dagegen dabei damit dafür danach daraufhin allerdings sondern denn so
      """
    case "en":
      """
      he she it they his her its their him them but however and so then also yet thus therefore nevertheless nonetheless \
      still instead moreover furthermore otherwise besides hence or nor meanwhile he's she's it's they're he'd she'd they'd \
      he’s she’s it’s they’re he’d she’d they’d
      """
    case "es":
      """
      él ella ellos ellas pero entonces también además tampoco sino aunque luego y e su sus asimismo
      """
    case "fr":
      """
      il elle ils elles mais cependant pourtant donc alors aussi ainsi et or car toutefois néanmoins ensuite puis son sa ses \
      leur leurs celui-ci celle-ci
      """
    case "hi": "वह वे उन्होंने उसने लेकिन इसलिए"
    case "id": "ia dia mereka namun tetapi tapi kemudian lalu"
    case "it":
      "egli ella lui lei loro essi esse ma però quindi allora anche inoltre tuttavia dunque perciò e così poi suo sua invece"
    case "ja": "彼 彼女 彼ら それ しかし だが でも そして また さらに だから したがって ただし それで"
    case "kk": "ол олар оның олардың бірақ алайда сондықтан сонымен дегенмен және ал сондай"
    case "ko": "그는 그녀는 그들은 이들은 하지만 그러나 그래서 그리고 또 또한"
    case "nb": "han hun hans hennes deres men også derfor dessuten likevel imidlertid deretter"
    case "nl":
      "hij zij ze het hun zijn haar maar echter toch dus daarom ook bovendien daarna toen en want daarnaast niettemin"
    case "pl":
      "on ona ono oni one jego jej ich ale jednak jednakże więc dlatego też także również zatem potem i a natomiast lecz"
    case "pt":
      "ele ela eles elas mas porém contudo então também além assim portanto entretanto e seu sua depois todavia"
    case "ru":
      """
      он она оно они его её ее их но однако поэтому тогда также тоже и а затем потом кроме впрочем зато причем причём \
      следовательно значит
      """
    case "tr": "o onlar onun onların ama fakat ancak ayrıca sonra böylece yine çünkü oysa üstelik"
    case "uk": "він вона воно вони його її їх їхній але однак проте тому тоді також теж і й а потім отже втім зате"
    case "zh": "他 她 它 他们 她们 它们 但 但是 然而 而且 不过 因此 所以 于是 那么 同时 此外 另外"
    default: ""
    }
  }
}
