import Articles
import Testing
import Text

@testable import Analysis

/// What is said of a translation, and of what nothing may be said.
@Suite struct TargetCheckTests {
  private func codes(_ source: String, _ target: String, _ languages: String, limit: Int? = nil) -> [String] {
    let tags = languages.split(separator: " ").map(String.init)
    let pair = TargetPair(
      source: marked(source), target: marked(target), sourceLanguage: tags[0], targetLanguage: tags[1], limit: limit)
    return TargetChecker().issues(in: pair).map { String($0.code.name.dropFirst("target/".count)) }
  }

  /// "<1>", "</1>" and "<2/>" are codes.
  private func marked(_ text: String) -> MarkedText {
    var content = MarkedText()
    var rest = Substring(text)
    while let character = rest.first {
      if character == "<", let end = rest.firstIndex(of: ">") {
        let tag = rest[rest.index(after: rest.startIndex)..<end]
        let id = Int(tag.filter(\.isNumber)) ?? 0
        let kind: InlineCode.Kind = tag.hasPrefix("/") ? .close : tag.hasSuffix("/") ? .alone : .open
        content.codes.append(InlineCode(kind, at: content.bytes.count, id: id, name: ""))
        rest = rest[rest.index(after: end)...]
      } else {
        content.bytes += String(character).utf8
        rest.removeFirst()
      }
    }
    return content
  }

  @Test(
    arguments: [
      ("It <1>rose</1>.<2/>", "Il a <1>monté.", "en fr", "codes"),
      ("It <1>rose</1>.", "Il <1>a</1> <1>monté</1>.", "en fr", "codes"),
      ("It <1>rose</1> and <2>fell</2>.", "Il <1>monta <2>et</1> baissa</2>.", "en fr", "codes"),
      ("It rose.", " ", "en fr", "empty"),
      ("The river rose after the rain.", "The river rose after the rain.", "en fr", "untranslated"),
      ("It rose by 45 meters.", "Il a monté de 54 mètres.", "en fr", "numbers"),
      ("It rose by 45 meters.", "Il a monté de quelques mètres.", "en fr", "numbers"),
      ("It was 4 years.", "C’était 5 ans.", "en fr", "numbers"),
      ("Write to desk@example.org today.", "Écrivez à desk@exemple.org aujourd’hui.", "en fr", "addresses"),
      ("See https://example.org/a for more.", "Voir https://example.org/b pour en savoir plus.", "en fr", "addresses"),
      ("The river rose quickly.", "Le fleuve fleuve monta vite.", "en fr", "doubled-word"),
      ("The river rose.", "Le fleuve  monta.", "en fr", "spacing"),
      ("The river rose, and fell.", "Der Fluss stieg , und fiel.", "en de", "spacing"),
      ("Where is the river now?", "Où est le fleuve maintenant?", "en fr", "spacing"),
      ("The river rose, then fell.", "Le fleuve monta,puis baissa.", "en fr", "spacing"),
      ("The river rose at night.", "Le fleuve monta la nuit", "en fr", "punctuation"),
      ("Who knows?", "Qui sait.", "en fr", "punctuation"),
      ("The river (the Tarsu) rose.", "Le fleuve (le Tarsu monta.", "en fr", "brackets"),
      ("“It rose”, he said.", "« Il monta, dit-il.", "en fr", "quotes"),
      ("The river rose again today.", "Reka segodnya snova podnyalas.", "en ru", "script"),
      ("The river rose.", "Рекa поднялась.", "en ru", "script"),
      (
        "Der Fluss ist nach dem Regen der letzten Tage sehr stark gestiegen.",
        "Der Fluss ist nach den langen Regen der letzten Wochen nun sehr stark gestiegen.", "de fr", "language"
      ),
      ("The cafe rose.", "Le cafÃ© monta.", "en fr", "characters"),
      ("The river rose.", "Le fleuve\u{FFFD} monta.", "en fr", "characters"),
    ])
  func finds(_ source: String, _ target: String, _ languages: String, _ code: String) {
    #expect(codes(source, target, languages) == [code])
  }

  @Test func findsWhatIsTooLong() {
    #expect(codes("Dam shut", "Barrage fermé", "en fr", limit: 12) == ["length"])
    #expect(codes("Dam shut", "Barrage fermé", "en fr", limit: 13) == [])
  }

  @Test(
    arguments: [
      // Numbers as other languages write them.
      ("It cost $1,234.50 on March 4, 2025.", "Cela a coûté 1 234,50 dollars le 4 mars 2025.", "en fr"),
      ("At 5:30 p.m. on 03/04/2025 it rose.", "Le 3 avril 2025 à 17 h 30, il monta.", "en fr"),
      ("In the 19th century three people came.", "Au XIXe siècle, 3 personnes sont venues.", "en fr"),
      ("In the ’90s it rose.", "Dans les années 1990, il monta.", "en fr"),
      ("About 30,000 people came.", "約3万人が来た。", "en ja"),
      ("In 1999 it rose.", "في عام ١٩٩٩ ارتفع.", "en ar"),
      // Names and numbers stay as they are.
      ("Reuters", "Reuters", "en fr"), ("Acme Inc. 2025", "Acme Inc. 2025", "en fr"), ("45 %", "45 %", "en fr"),
      // Codes may move.
      ("It <1>rose</1> <2>fast</2>.", "<2>Vite</2>, il <1>monta</1>.", "en fr"),
      // Marks as languages have them.
      ("“Who knows?” he said: nobody.", "« Qui sait ? » dit-il : personne.", "en fr"),
      ("Who knows?", "Qui sait?", "en fr-CA"), ("Who knows where?", "Ποιος ξέρει πού;", "en el"),
      ("The river rose at night.", "河水在夜里上涨。", "en zh"), ("He said: “It rose.”", "Er sagte: „Er stieg.“", "en de"),
      ("The river rose at night.", "แม่น้ำเพิ่มขึ้นในเวลากลางคืน", "en th"),
      // Words that languages say twice.
      ("We met.", "Nous nous sommes vus.", "en fr"), ("It rose slowly.", "Yavaş yavaş yükseldi.", "en tr"),
      ("It went to Baden.", "Er fuhr nach Baden Baden.", "en de"),
      // Names in another script.
      ("Microsoft Windows Server rose.", "Microsoft Windows Server вырос.", "en ru"),
      ("a) It rose.", "a) Il monta.", "en fr"), ("The 5\" pipe broke.", "Le tuyau de 5\" a cassé.", "en fr"),
    ])
  func saysNothing(_ source: String, _ target: String, _ languages: String) {
    #expect(codes(source, target, languages) == [])
  }

  @Test func findsSeveralTranslationsOfOneSourceAndTheReverse() {
    var check = ConsistencyCheck()
    func codes(_ source: String, _ target: String, _ place: String) -> [String] {
      let pair = TargetPair(
        source: MarkedText(source), target: MarkedText(target), sourceLanguage: "en", targetLanguage: "fr")
      return check.issues(in: pair, at: place).map { "\($0.code): \($0.message)" }
    }
    #expect(codes("The dam shut.", "Le barrage a fermé.", "a:1") == [])
    #expect(codes("The dam shut.", "Le barrage  a fermé.", "a:2") == [])
    #expect(
      codes("The dam shut.", "On ferma le barrage.", "a:3")
        == ["target/inconsistent: the same source is translated otherwise at a:1: \"Le barrage a fermé.\""])
    #expect(
      codes("The lock opened.", "Le barrage a fermé.", "a:4")
        == ["target/same: another source has the same translation at a:1: \"The dam shut.\""])
    #expect(codes("The dam shut!", "Le barrage a fermé.", "a:5") == [])
  }

  /// Whatever a file has in it, the checks come to an end soon.
  @Test func hostileTextsAreLinear() {
    for piece in ["1 ", "<1>", "(", "\"", "a a ", "a@b.c ", "IX ", "Ã©"] {
      let text = String(repeating: piece, count: 2_000)
      _ = codes(text, text + "2", "en fr")
    }
  }
}
