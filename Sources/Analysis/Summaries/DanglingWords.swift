import Text

/// Words and phrases that, at the start of a sentence, lean on the sentence before it: personal pronouns, demonstratives that
/// stand for a whole sentence, and connectives that answer something just said. Articles and demonstratives before a noun
/// are not among them: "This week" stands by itself, "This is" does not.
///
/// A sentence that begins so is hard to read without its predecessor; the idea is in Edmundson, "New Methods in Automatic
/// Extracting", JACM 16(2), 1969, as cue words that tell against a sentence.
struct DanglingWords {
  /// The words and phrases of a language, case-folded.
  struct List {
    fileprivate var words = Vocabulary()
    /// Words of a phrase with one space between two.
    fileprivate var phrases = Vocabulary()
    fileprivate var phraseStarts = Vocabulary()
    private static let longest = 4

    /// Whether a sentence of these words begins with one of them.
    func beginsSentence(_ positions: Range<Int>, _ table: WordTable) -> Bool {
      guard let first = positions.first else { return false }
      let entry = Int(table.words[first].id)
      if words.contains(entry, of: table.vocabulary) { return true }
      guard phraseStarts.contains(entry, of: table.vocabulary) else { return false }
      var phrase = Array(table.vocabulary.bytes(of: entry))
      for position in positions.dropFirst().prefix(List.longest - 1) {
        phrase.append(0x20)
        phrase += table.vocabulary.bytes(of: Int(table.words[position].id))
        if phrases.contains(phrase) { return true }
      }
      return false
    }
  }

  private var known: [String: List] = [:]

  /// The list of a language; an empty one for a language that is not in the table.
  mutating func list(of language: String) -> List {
    let language = language == "no" || language == "nn" ? "nb" : language
    if let list = known[language] { return list }
    var list = List()
    for word in DanglingWords.words(language).split(separator: " ") { list.words.intern(word.utf8) }
    for phrase in DanglingWords.phrases(language).split(separator: ",") {
      let parts = phrase.split(separator: " ")
      if let first = parts.first { list.phraseStarts.intern(first.utf8) }
      list.phrases.intern(parts.joined(separator: " ").utf8)
    }
    known[language] = list
    return list
  }

  private static func words(_ language: String) -> String {
    switch language {
    case "ar": "هو هي هم هما لكن ولكن لكنه لكنها ولذلك لذلك كذلك وهو وهي وأضاف وأضافت وتابع وتابعت وأوضح وأشار كما"
    case "bn": "তিনি তাঁরা তাঁর তার তারা সে কিন্তু তবে ফলে এরপর এছাড়া অন্যদিকে"
    case "cs": "on ona oni jeho její jejich ale však proto také navíc pak"
    case "da": "han hun hans hendes deres men dog også derfor desuden derefter imidlertid alligevel sådan"
    case "de":
      """
      er sie es ihr ihre sein seine ihn ihm ihnen aber doch jedoch dennoch trotzdem deshalb deswegen daher dann also auch \
      außerdem zudem dagegen dabei damit dafür danach daraufhin allerdings sondern denn so dies ferner folglich demnach somit hingegen \
      darum darauf daran davon hierzu hierbei damals
      """
    case "en":
      """
      he she it they his her its their him them but however and so then also yet thus therefore nevertheless nonetheless \
      still instead moreover furthermore otherwise besides hence or nor meanwhile he's she's it's they're he'd she'd they'd \
      he’s she’s it’s they’re he’d she’d they’d too consequently similarly likewise afterwards conversely accordingly yeah yes oh here's \
      here’s that's that’s
      """
    case "es":
      """
      él ella ellos ellas esto eso ello pero entonces también además tampoco sino aunque luego y e su sus asimismo
      """
    case "fi": "hän hänen he heidän mutta myös siksi lisäksi kuitenkin"
    case "fr":
      """
      il elle ils elles mais cependant pourtant donc alors aussi ainsi et or car toutefois néanmoins ensuite puis son sa ses \
      leur leurs celui-ci celle-ci ceux-ci celles-ci cela ça ceci
      """
    case "hi": "वह वे उन्होंने उसने लेकिन इसलिए"
    case "id": "ia dia mereka namun tetapi tapi kemudian lalu sedangkan sehingga selanjutnya"
    case "it":
      """
      egli ella lui lei loro essi esse ma però quindi allora anche inoltre tuttavia dunque perciò e così poi suo sua invece \
      infatti ciò
      """
    case "ja": "彼 彼女 彼ら それ これ しかし だが でも そして また さらに だから したがって ただし それで 例えば つまり なお"
    case "kk": "ол олар оның олардың бірақ алайда сондықтан сонымен дегенмен және ал сондай осылайша"
    case "ko": "그는 그녀는 그들은 이들은 하지만 그러나 그래서 그리고 또 또한 이에 따라서 즉"
    case "nb": "han hun hans hennes deres men også derfor dessuten likevel imidlertid deretter slik"
    case "nl":
      """
      hij zij ze het hun zijn haar maar echter toch dus daarom ook bovendien daarna toen en want daarnaast niettemin \
      hierdoor daardoor daarmee hiermee vervolgens
      """
    case "pl":
      "on ona ono oni one jego jej ich ale jednak jednakże więc dlatego też także również zatem potem i a natomiast lecz"
    case "pt":
      "ele ela eles elas mas porém contudo então também além assim portanto entretanto e seu sua depois todavia isso"
    case "ro": "el ea ei ele dar însă totuși deci astfel apoi"
    case "ru":
      """
      он она оно они его её ее их но однако поэтому тогда также тоже и а затем потом кроме впрочем зато причем причём \
      следовательно значит
      """
    case "sv": "han hon hans hennes de deras men också därför dessutom sedan däremot ändå"
    case "tr": "o onlar onun onların ama fakat ancak ayrıca sonra böylece yine çünkü oysa üstelik örneğin bunun bunlar"
    case "uk": "він вона воно вони його її їх їхній але однак проте тому тоді також теж і й а потім отже втім зате"
    case "zh": "他 她 它 他们 她们 它们 但 但是 然而 而且 不过 因此 所以 于是 那么 同时 此外 另外 例如 比如 总之 其中"
    default: ""
    }
  }

  /// Separated by commas.
  private static func phrases(_ language: String) -> String {
    switch language {
    case "ar": "إضافة إلى ذلك,من ناحية أخرى,على سبيل المثال,في المقابل,وفي المقابل,وفي السياق"
    case "bn": "এর ফলে,এ ছাড়া,এ সময়,এ কারণে,এর আগে,এর পর,এ জন্য"
    case "da":
      """
      det skriver,det sker,det oplyser,det fortæller,det siger,det sagde,det betyder,det viser,det vil,det kan,det skal,\
      det har,det var,det er,det bliver,det blev,det gælder,det fremgår,det kom,det gør,det får,det ændrede,for når,\
      for hvis,for eksempel,på den måde,på den baggrund,til sammenligning,\
      det holder,det giver,det tager,det kræver,det skyldes,det handler,det lyder,det mener,det svarer,det kommer,det gjorde,\
      det gav,det fik,det skete,det skrev,det oplyste,det fortalte,det meddeler,det vurderer,det forklarer,ud over det,til gengæld,med andre ord,i den forbindelse
      """
    case "de":
      """
      das ist,das war,das sei,das wäre,das hat,das habe,das wird,das würde,das bedeutet,das heißt,das sagte,das gilt,\
      das liegt,das zeigt,das geht,das soll,zum beispiel,im gegensatz dazu,aus diesem grund,darüber hinaus,\
      auf der anderen seite,mit anderen worten,in der tat,zur gleichen zeit,in diesem fall,im folgenden
      """
    case "en":
      """
      in fact,for example,for instance,as a result,in addition,in other words,on the other hand,at the same time,by contrast,\
      in contrast,after all,that said,that is,that was,that would,that could,that has,that had,that means,that meant,\
      that makes,that made,that will,this is,this was,this has,this had,this will,this would,this could,this means,\
      this meant,this makes,this made,this may,this can,these are,these were,these include,those are,those were,\
      all of this,all of that,all of these,both of them,one of them,some of them,many of them,most of them,each of them,\
      none of them,neither of them,the former,the latter,the same is,the following,here are,here is,among them,\
      in that case,in this case,for that reason,for this reason,because of this,because of that,to that end,even so,\
      even then,by then,since then,before that,after that,as such,which is,which was,which are,which were,which has,\
      which had,which means,which meant,which makes,which made
      """
    case "es":
      """
      por ejemplo,sin embargo,por otra parte,por otro lado,en cambio,por lo tanto,por tanto,por eso,por ello,es decir,\
      de hecho,en consecuencia,esta es,este es,estos son,estas son,a continuación
      """
    case "fr":
      """
      par exemple,en effet,en revanche,de plus,par ailleurs,en outre,en conséquence,par conséquent,dans ce cas,\
      c'est ainsi,c'est pourquoi,c’est ainsi,c’est pourquoi,de même,au contraire,d'autre part,d’autre part
      """
    case "id":
      """
      hal ini,hal itu,hal tersebut,selain itu,oleh karena itu,karena itu,sementara itu,di sisi lain,saat itu,setelah itu,\
      dengan demikian,meski begitu,meski demikian
      """
    case "it":
      """
      per esempio,ad esempio,in effetti,di conseguenza,per questo,al contrario,d'altra parte,d’altra parte,\
      allo stesso tempo,in altre parole,nel frattempo,questo è,questo significa,questi sono
      """
    case "ja": "この ため,その ため,その 後,その 結果,この 結果,一方 で,これ に 対し"
    case "kk":
      "сонымен қатар,бұл туралы,оның айтуынша,осыған байланысты,соның нәтижесінде,атап айтқанда,содан кейін"
    case "nb":
      """
      det skriver,det opplyser,det sier,det sa,det forteller,det melder,det betyr,det viser,det vil,det kan,det skal,det har,\
      det var,det er,det blir,det ble,det gjelder,det fremgår,det skjer,for eksempel,på den måten,i tillegg,i stedet,\
      på grunn av dette,dette er,dette var,dette betyr,dette kan,dette vil,dette har,for når,for hvis
      """
    case "nl":
      """
      dat is,dat was,dat betekent,dat heeft,dit is,dit was,dit betekent,met andere woorden,aan de andere kant,in feite,\
      om die reden,op die manier,in dat geval
      """
    case "pl": "na przykład,w rezultacie,poza tym,z drugiej strony,w związku z tym,to jest,to był,to była,to było"
    case "pt":
      """
      por exemplo,no entanto,por isso,por outro lado,além disso,ao mesmo tempo,de fato,em consequência,ou seja,\
      este é,esta é,estes são,estas são,isto é
      """
    case "ru":
      """
      это было,это был,это была,это значит,при этом,кроме того,в то же время,тем не менее,в результате,с другой стороны,\
      таким образом,по его словам,по её словам,по ее словам,по их словам,в этой связи,в связи с этим,после этого,\
      до этого,об этом
      """
    case "sv":
      """
      det är,det var,det blir,det betyder,det innebär,det säger,det skriver,det uppger,det visar,till exempel,i stället,\
      på så sätt,å andra sidan,på så vis
      """
    case "tr":
      "bu nedenle,bu yüzden,bunun üzerine,bunun yanında,buna göre,bu arada,öte yandan,aynı zamanda,bu durum"
    case "uk":
      """
      це було,це був,це була,при цьому,крім того,тим не менш,в результаті,у результаті,з іншого боку,таким чином,\
      за його словами,за її словами,за їхніми словами,у зв'язку з цим,після цього,до цього,про це
      """
    case "vi":
      """
      tuy nhiên,vì vậy,vì thế,do đó,ngoài ra,bên cạnh đó,trong khi đó,đồng thời,sau đó,theo đó,ông cho,ông nói,bà cho,\
      bà nói,anh nói,chị nói,điều này,việc này,trước đó
      """
    case "zh": "这 是,这 也,这 意味着,另 一方面,与此 同时"
    default: ""
    }
  }
}
