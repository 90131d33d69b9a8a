import Text

/// Words by which a paragraph of one sentence shows that it is the caption of a picture which the text lost: "The mayor
/// (left) with her husband", "Archivfoto".
struct CaptionWords {
  /// The words and phrases of a language, as they stand in a word table.
  struct List {
    fileprivate struct Phrase {
      var words: [ArraySlice<UInt8>]
      /// Whether it says so only between brackets.
      var isBracketed: Bool
    }
    fileprivate var phrases: [Phrase] = []
  }

  /// A list's phrases as entries of one article's vocabulary; most articles have none of them.
  struct Found {
    fileprivate var phrases: [(words: [Int32], isBracketed: Bool)] = []
    /// A sentence of more words tells a story of its own.
    private static let mostWords = 45

    init(_ list: List, in vocabulary: Vocabulary) {
      phrases = list.phrases.compactMap { phrase in
        let entries = phrase.words.compactMap { word in
          word.withUnsafeBufferPointer { vocabulary.find($0, hash: Vocabulary.hash($0)) }.map { Int32($0) }
        }
        guard entries.count == phrase.words.count else { return nil }
        return (words: entries, isBracketed: phrase.isBracketed)
      }
    }

    /// Whether a sentence of these words is a caption.
    func mark(_ positions: Range<Int>, of words: WordTable, in text: [UInt8]) -> Bool {
      guard !phrases.isEmpty, positions.count <= Found.mostWords else { return false }
      for position in positions {
        for phrase in phrases where words.words[position].id == phrase.words[0] {
          let end = position + phrase.words.count
          guard end <= positions.upperBound,
            zip(position..<end, phrase.words).allSatisfy({ words.words[$0].id == $1 })
          else { continue }
          if !phrase.isBracketed { return true }
          let start = Int(words.words[position].start)
          let close = Int(words.words[end - 1].end)
          if Found.isOpen(text, before: start) && Found.isClosed(text, at: close) { return true }
        }
      }
      return false
    }

    private static func isOpen(_ text: [UInt8], before offset: Int) -> Bool {
      offset >= 1 && text[offset - 1] == UInt8(ascii: "(")
        || offset >= 3 && text[(offset - 3)..<offset].elementsEqual([0xEF, 0xBC, 0x88])
    }

    /// "(left)", "(left, with her husband)", "(t.v.)".
    private static func isClosed(_ text: [UInt8], at offset: Int) -> Bool {
      guard offset < text.count else { return false }
      return text[offset] == UInt8(ascii: ")") || text[offset] == UInt8(ascii: ",") || text[offset] == UInt8(ascii: ".")
        || text[offset...].starts(with: [0xEF, 0xBC, 0x89]) || text[offset...].starts(with: [0xEF, 0xBC, 0x8C])
    }
  }

  private var known: [String: List] = [:]

  /// The list of a language; an empty one for a language that is not in the table.
  mutating func list(of language: String) -> List {
    let language = language == "no" || language == "nn" ? "nb" : language
    if let list = known[language] { return list }
    let (bracketed, bare) = CaptionWords.phrases(language)
    var list = List()
    for (text, isBracketed) in [(bracketed, true), (bare, false)] {
      for phrase in Array(text.utf8).split(separator: UInt8(ascii: ",")) {
        list.phrases.append(List.Phrase(words: phrase.split(separator: 0x20), isBracketed: isBracketed))
      }
    }
    known[language] = list
    return list
  }

  /// Those that need brackets, and those that do not; separated by commas.
  private static func phrases(_ language: String) -> (bracketed: String, bare: String) {
    switch language {
    case "cs": ("vlevo,vpravo,uprostřed", "archivní foto,ilustrační foto,zleva")
    case "da": ("t.v,t.h,til venstre,til højre,i midten", "arkivfoto,pressefoto,genrefoto")
    case "de": ("l,r,links,rechts,mitte", "archivbild,archivfoto,symbolbild,symbolfoto,von links")
    case "en":
      (
        "left,right,center,centre,above,far left,far right,second left,second right,pictured",
        """
        pictured here,pictured above,is pictured,are pictured,seen here,file photo,file picture,file image,\
        left to right,from left
        """
      )
    case "es":
      (
        "izquierda,derecha,centro,izq,der",
        "foto de archivo,imagen de archivo,fotografía de archivo,de izquierda a derecha"
      )
    case "fi": ("vas,oik,vasemmalla,oikealla", "arkistokuva,kuvituskuva")
    case "fr": ("à gauche,à droite,au centre", "photo d'archives,image d'archives,de gauche à droite")
    case "id": ("kiri,kanan,tengah", "foto arsip,foto ilustrasi,ilustrasi foto")
    case "it": ("a sinistra,a destra,al centro", "foto d'archivio,immagine d'archivio,da sinistra a destra")
    case "kk": ("сол жақта,оң жақта", "архивтегі фото,суретте")
    case "nb": ("t.v,t.h,til venstre,til høyre,i midten", "arkivfoto,illustrasjonsfoto")
    case "nl": ("l,r,links,rechts,midden", "archieffoto,archiefbeeld,van links naar rechts")
    case "pl": ("z lewej,z prawej,w środku", "zdjęcie archiwalne,zdjęcie ilustracyjne,od lewej")
    case "pt":
      ("à esquerda,à direita,ao centro,no centro", "foto de arquivo,imagem de arquivo,da esquerda para a direita")
    case "ru": ("слева,справа,в центре", "архивное фото,слева направо,на фото,на снимке")
    case "sv": ("t.v,t.h,till vänster,till höger,i mitten", "arkivbild,arkivfoto,genrebild")
    case "tr": ("solda,sağda,ortada", "arşiv fotoğrafı,fotoğraf arşiv,soldan sağa")
    case "uk": ("ліворуч,праворуч,у центрі,в центрі", "архівне фото,зліва направо,на фото")
    case "vi": ("trái,phải,bìa trái,bìa phải,giữa", "ảnh minh họa,ảnh tư liệu,từ trái sang,từ trái qua")
    case "ja": ("左,右,中央", "資料 写真")
    case "zh": ("左,右,中,左 一,右 一", "资料图,资料 图,图 为,图为")
    default: ("", "")
    }
  }
}
