import Text

/// Which scripts a text is written in, by its letters.
struct ScriptSurvey {
  enum Script: Int, Sendable, CaseIterable {
    case latin, cyrillic, arabic, devanagari, hebrew, greek, han, kana, hangul, armenian, georgian, thai, lao, khmer
    case myanmar, bengali, gurmukhi, gujarati, oriya, tamil, telugu, kannada, malayalam, sinhala, ethiopic, tibetan
    case mongolian, thaana, cherokee, other

    /// The script of an ISO 15924 code, for those that more than one language is written in.
    init?(code: String) {
      switch code {
      case "Latn": self = .latin
      case "Cyrl": self = .cyrillic
      case "Arab": self = .arabic
      case "Deva": self = .devanagari
      default: return nil
      }
    }

    /// What a text is taken for whose script has several languages and whose words tell none of them.
    var commonLanguage: String? {
      switch self {
      case .cyrillic: "ru"
      case .arabic: "ar"
      case .devanagari: "hi"
      default: nil
      }
    }

    /// The language of a script that news writes one language in.
    func onlyLanguage(_ survey: ScriptSurvey) -> String? {
      switch self {
      case .greek: "el"
      case .hebrew: survey.isYiddish ? "yi" : "he"
      case .kana: "ja"
      case .hangul: "ko"
      case .armenian: "hy"
      case .georgian: "ka"
      case .thai: "th"
      case .lao: "lo"
      case .khmer: "km"
      case .myanmar: "my"
      case .bengali: survey.isAssamese ? "as" : "bn"
      case .gurmukhi: "pa"
      case .gujarati: "gu"
      case .oriya: "or"
      case .tamil: "ta"
      case .telugu: "te"
      case .kannada: "kn"
      case .malayalam: "ml"
      case .sinhala: "si"
      case .ethiopic: "am"
      case .tibetan: "bo"
      case .thaana: "dv"
      case .cherokee: "chr"
      case .mongolian: "mn-Mong"
      default: nil
      }
    }
  }

  private var counts: InlineArray<32, Int> = .init(repeating: 0)
  /// Letters that Assamese has and Bengali has not; ligatures that Yiddish has and Hebrew has not.
  private(set) var isAssamese = false
  private(set) var isYiddish = false

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let table = ScriptSurvey.table
    var offset = 0
    var latin = 0
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        if byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A { latin += 1 }
        offset += 1
        continue
      }
      let (point, width) = CodePoints.next(text, at: offset)
      offset += width
      let script = point < ScriptSurvey.tableEnd ? Int(table[Int(point)]) : ScriptSurvey.number(of: point)
      guard script < ScriptSurvey.none else { continue }
      counts[script] += 1
      if point == 0x09F0 || point == 0x09F1 { isAssamese = true }
      if point >= 0x05F0 && point <= 0x05F2 { isYiddish = true }
    }
    counts[Script.latin.rawValue] += latin
  }

  /// The script of most of the text, by what letters are worth: an ideograph is a word, and a name in Latin letters does
  /// not make a Chinese text English. Nil for a text without letters.
  var main: Script? {
    // One kana among many ideographs is a sign on a shop; Japanese has a kana for every few of them.
    let kana = counts[Script.kana.rawValue]
    let han = counts[Script.han.rawValue]
    let east = kana + han
    let isJapanese = kana * 12 > east
    var best: Script?
    var most = 0
    for script in Script.allCases where script != .kana && script != .han {
      let weight = counts[script.rawValue] * (script == .latin ? 2 : script == .hangul ? 5 : 3)
      if weight > most {
        most = weight
        best = script
      }
    }
    if east * 6 > most { return isJapanese ? .kana : .han }
    return best
  }

  private static let tableEnd: UInt32 = 0x3400
  /// Stands for no script.
  private static let none = 31
  /// The scripts' numbers, for the code points below the ideographs.
  private static let table: [UInt8] = (0..<tableEnd).map { UInt8(number(of: $0)) }

  private static func number(of point: UInt32) -> Int { script(of: point)?.rawValue ?? none }

  static func script(of point: UInt32) -> Script? {
    switch point {
    case 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x531...0x587: .armenian
    case 0x5D0...0x5F2: .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6EF, 0x6FA...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF,
      0xFE70...0xFEFC:
      .arabic
    case 0x780...0x7BF: .thaana
    case 0x900...0x963, 0x970...0x97F: .devanagari
    case 0x980...0x9E3, 0x9F0...0x9FF: .bengali
    case 0xA01...0xA63, 0xA70...0xA75: .gurmukhi
    case 0xA81...0xAE3: .gujarati
    case 0xB01...0xB63, 0xB71: .oriya
    case 0xB82...0xBD7: .tamil
    case 0xC00...0xC63: .telugu
    case 0xC80...0xCE3: .kannada
    case 0xD00...0xD63, 0xD7A...0xD7F: .malayalam
    case 0xD82...0xDF3: .sinhala
    case 0xE01...0xE4E: .thai
    case 0xE81...0xEDF: .lao
    case 0xF40...0xFBC: .tibetan
    case 0x1000...0x109F, 0xAA60...0xAA7F: .myanmar
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2D: .georgian
    case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3: .hangul
    case 0x1200...0x135A, 0x1380...0x139F: .ethiopic
    case 0x13A0...0x13FD: .cherokee
    case 0x1780...0x17D3: .khmer
    case 0x1820...0x18AA: .mongolian
    case 0x3041...0x3096, 0x30A1...0x30FA, 0xFF66...0xFF9D: .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .han
    default: nil
    }
  }
}
