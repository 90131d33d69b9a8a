import Text

/// The names in a byline as pages write it: "By Ann Lee and Bo Sun | Staff" holds "Ann Lee and Bo Sun".
public enum Byline {
  /// Words that introduce an author, in lower case; longer phrases before their beginnings.
  private static let introductions: [[UInt8]] = [
    "this article was written by", "article written by", "written by", "posted by", "published by", "story by",
    "words by", "text by", "reported by", "reporting by", "authored by", "created by", "contributed by", "review by",
    "reviewed by", "edited by", "authors:", "author:", "authors", "author", "by:", "by",
    "geschrieben von", "verfasst von", "ein artikel von", "ein beitrag von", "von", "autor:", "autorin:", "text:",
    "publié par", "écrit par", "rédigé par", "propos recueillis par", "par", "auteur :", "auteur:",
    "escrito por", "publicado por", "redactado por", "por:", "por", "scritto da", "a cura di", "pubblicato da", "di",
    "geschreven door", "door", "auteur", "av", "af", "skrevet av", "skriven av", "tekst:", "napisał", "napisała",
    "autor", "opracował", "автор:", "автор", "авторы:", "текст:", "текст", "автори:", "yazan:", "yazar:", "tác giả:",
    "作者：", "作者:", "作者", "文：", "文/", "記者", "记者", "文・",
  ].map { Array($0.utf8) }

  /// What stands for no person: accounts of systems.
  private static let placeholders: Set<[UInt8]> = Set(
    [
      "admin", "administrator", "webmaster", "web master", "site admin", "siteadmin", "super user", "superuser", "root",
      "user", "guest", "author", "authors", "by", "written by", "unknown", "none", "null", "undefined", "editor",
      "test",
      "wordpress", "redaktion", "share", "follow", "posted", "published", "updated",
    ].map { Array($0.utf8) })

  /// The authors' names in a text, as one line; nil when there are none.
  ///
  /// Addresses, social handles, dates and what is far too long for names are none; nor are the accounts of systems.
  public static func names(in text: [UInt8]) -> String? {
    var text = collapsed(text)
    text = withoutIntroduction(text)
    text = upToSeparator(text)
    guard !text.isEmpty, text.count <= 120, isName(text) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a line is introduced as a byline is: "By Ann Lee".
  public static func isIntroduced(_ text: [UInt8]) -> Bool {
    text.count <= 120 && withoutIntroduction(collapsed(text)).count < collapsed(text).count
  }

  private static func collapsed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    var pending = false
    while offset < text.count {
      if let width = Whitespace.width(in: text, at: offset) {
        pending = !result.isEmpty
        offset += width
        continue
      }
      if pending { result.append(0x20) }
      pending = false
      result.append(text[offset])
      offset += 1
    }
    while let last = result.last, [0x2C, 0x3B, 0x3A, 0x7C, 0x2D, 0x20, 0x2E].contains(last) {
      // "Jr." and "Ph.D." keep their full stop.
      if last == 0x2E && !(result.count > 30) { break }
      result.removeLast()
    }
    return result
  }

  private static func withoutIntroduction(_ text: [UInt8]) -> [UInt8] {
    let folded = CharacterTables.fold(text)
    guard folded.count == text.count else { return text }
    for phrase in introductions where folded.starts(with: phrase) {
      let rest = text.dropFirst(phrase.count)
      guard let next = rest.first else { return text }
      // A word ends before the name; Chinese and Japanese write none between.
      let last = phrase[phrase.count - 1]
      let isApart = next == 0x20 || next == 0x3A || last == 0x3A || last == 0x2F || last >= 0x80
      guard isApart || startsUppercase(rest) && phrase.count > 4 else { continue }
      return withoutIntroduction(Array(rest.drop { $0 == 0x20 || $0 == 0x3A || $0 == 0x2D || $0 == 0x7C }))
    }
    return text
  }

  private static func startsUppercase(_ text: ArraySlice<UInt8>) -> Bool {
    Array(text.prefix(4)).withUnsafeBufferPointer {
      !$0.isEmpty && CharacterTables.isUppercase(CodePoints.next($0, at: 0).value)
    }
  }

  /// Names end before a bar, a dash between spaces, a dot in the middle, or a date.
  private static func upToSeparator(_ text: [UInt8]) -> [UInt8] {
    let separators = [" | ", "|", " - ", " – ", " — ", " · ", " • ", " on ", " updated", " published", "(@", " / "].map
    { Array($0.utf8) }
    var end = text.count
    let folded = CharacterTables.fold(text)
    guard folded.count == text.count else { return text }
    for separator in separators {
      var start = 1
      while start + separator.count <= end {
        if folded[start...].starts(with: separator) { end = start }
        start += 1
      }
    }
    // A date, and the place that an English byline gives: "Ann Lee in Astana 3 May".
    for start in 1..<max(end, 1) where folded[start] == 0x20 && start + 1 < end {
      let isDigit = folded[start + 1] >= 0x30 && folded[start + 1] <= 0x39
      if isDigit || folded[start..<end].starts(with: " in ".utf8) {
        end = start
        if isDigit {
          // "Ann Lee May 3": the month goes with its day.
          let word = (folded[..<end].lastIndex(of: 0x20) ?? -1) + 1
          if CalendarDate.isMonth(Array(folded[word..<end])) { end = word }
        }
        break
      }
    }
    while end > 0, [0x20, 0x2C, 0x3B, 0x28].contains(text[end - 1]) { end -= 1 }
    return Array(text[..<end])
  }

  private static func isName(_ text: [UInt8]) -> Bool {
    let folded = CharacterTables.fold(text)
    guard !placeholders.contains(folded), text.contains(where: { $0 >= 0x80 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A })
    else {
      return false
    }
    // A date begins with a number; "3i Global" does not.
    if text.prefix(while: { $0 != 0x20 }).allSatisfy({ $0 >= 0x2D && $0 <= 0x39 }) { return false }
    if text.contains(0x40) || folded.starts(with: "http".utf8) || folded.starts(with: "www.".utf8) { return false }
    if text.contains(0x2F) && text.count > 40 { return false }
    // A year or a time is no part of a name; a pen name may hold a figure.
    guard text.count(where: { $0 >= 0x30 && $0 <= 0x39 }) <= 2 else { return false }
    guard text.count(where: { $0 == 0x20 }) <= 16 else { return false }
    return text.last != 0x3F && text.last != 0x21
  }
}
