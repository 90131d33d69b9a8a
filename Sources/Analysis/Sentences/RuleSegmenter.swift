import Articles
import Text

/// A match of one of a user's rules took more work than it may.
public struct RuleExceeded: Error, Hashable, Sendable {
  /// Of the rule in its file.
  public var line: Int
  public var reason: String
}

/// Cuts text by a user's rules: SRX 2.0. One owner.
///
/// The first rule that fits a place decides about it. Break rules are looked for through the whole text, each in one pass;
/// exceptions are asked only at the places that these found, and only the ones that stand before the break rule. What an
/// exception must find before the place is matched so that it ends there, within the last 400 UTF-16 units; a word that it
/// cannot do without is looked for first, so that hundreds of abbreviations cost little. Matches of one break rule do not
/// overlap.
public final class RuleSegmenter {
  private struct Rule {
    var isBreak: Bool
    var line: Int
    /// A break rule's whole pattern.
    var scan: RegularExpression?
    /// An exception's two sides; nil for one that always matches.
    var before: RegularExpression?
    var after: RegularExpression?
    /// Bytes that must stand before the place, and how near.
    var word: [UInt8]
    var reach: Int
  }

  private static let window = 400

  private var rules: [Rule] = []
  private let text: RegularExpressionText
  private var places: [(place: Int, rule: Int)] = []

  /// The rules for a language, or nil when the file has none for it.
  ///
  /// - Throws: `ResourceFault`s of patterns that are no regular expressions.
  public init?(_ rules: SegmentationRules, language: String) throws(SegmentationFaults) {
    var chosen: [SegmentationRules.Rule] = []
    var fits = false
    do {
      text = try RegularExpressionText()
      var tag = Array(language.utf8)
      for map in rules.maps {
        let pattern = try RuleSegmenter.compiled(map.pattern, line: map.line)
        try tag.withUnsafeMutableBufferPointer { try text.fill(UnsafeBufferPointer($0)) }
        guard try pattern.matchesAll(of: text) else { continue }
        fits = true
        chosen += rules.groups.first { $0.name == map.group }?.rules ?? []
        if !rules.cascades { break }
      }
      guard fits else { return nil }
      for rule in chosen { self.rules.append(try RuleSegmenter.made(rule)) }
    } catch let fault as ResourceFault {
      throw SegmentationFaults(faults: [fault])
    } catch {
      throw SegmentationFaults(faults: [ResourceFault(line: 0, "\(error)")])
    }
  }

  /// All patterns of a file that are no regular expressions.
  public static func faults(of rules: SegmentationRules) -> [ResourceFault] {
    var faults: [ResourceFault] = []
    func check(_ pattern: String, _ line: Int) {
      do throws(ResourceFault) { _ = try compiled(pattern, line: line) } catch { faults.append(error) }
    }
    for group in rules.groups {
      for rule in group.rules {
        check(rule.before, rule.line)
        check(rule.after, rule.line)
      }
    }
    for map in rules.maps { check(map.pattern, map.line) }
    return faults
  }

  private static func compiled(_ pattern: String, line: Int) throws(ResourceFault) -> RegularExpression {
    // ICU has no empty pattern.
    do throws(RegularExpression.Fault) { return try RegularExpression(pattern.isEmpty ? "(?:)" : pattern) } catch {
      let place = error.offset > 0 ? " near its character \(error.offset)" : ""
      throw ResourceFault(line: line, "\"\(pattern)\" is no regular expression\(place) (\(error.reason))")
    }
  }

  private static func made(_ rule: SegmentationRules.Rule) throws(ResourceFault) -> Rule {
    // Each side by itself first: what is wrong is told in the user's own words.
    _ = try compiled(rule.before, line: rule.line)
    _ = try compiled(rule.after, line: rule.line)
    var made = Rule(isBreak: rule.isBreak, line: rule.line, word: [], reach: 0)
    if rule.isBreak {
      made.scan = try compiled("(?:\(rule.before))(?=\(rule.after))", line: rule.line)
    } else {
      if !rule.before.isEmpty { made.before = try compiled("(?:\(rule.before))\\z", line: rule.line) }
      if !rule.after.isEmpty { made.after = try compiled("(?:\(rule.after))", line: rule.line) }
      made.word = RequiredWord(of: rule.before).bytes
      made.reach = rule.before.contains { "*+{".contains($0) } ? window : made.word.count + 40
    }
    return made
  }

  /// The segments of a text in order, without white space around them.
  ///
  /// - Throws: `RuleExceeded` when a rule takes too much work on this text.
  public func segments(of bytes: [UInt8]) throws(RuleExceeded) -> [TextRange] {
    guard !bytes.isEmpty else { return [] }
    var ends: [Int] = []
    var failure: RuleExceeded?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(RuleExceeded) { ends = try breaks(in: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    var ranges: [TextRange] = []
    var start = 0
    for end in ends + [bytes.count] {
      let range = SentenceFinder.trimmed(bytes, TextRange(start, end))
      if !range.isEmpty { ranges.append(range) }
      start = end
    }
    return ranges
  }

  private func breaks(in bytes: UnsafeBufferPointer<UInt8>) throws(RuleExceeded) -> [Int] {
    do throws(TextError) { try text.fill(bytes) } catch { throw RuleExceeded(line: 0, reason: error.description) }
    places.removeAll(keepingCapacity: true)
    for (index, rule) in rules.enumerated() where rule.isBreak { try findPlaces(of: rule, index) }
    places.sort { ($0.place, $0.rule) < ($1.place, $1.rule) }
    var ends: [Int] = []
    var last = -1
    for (place, rule) in places where place != last {
      last = place
      if try !isException(place, before: rule, bytes) { ends.append(text.byteOffset(of: place)) }
    }
    return ends
  }

  private func findPlaces(of rule: Rule, _ index: Int) throws(RuleExceeded) {
    guard let scan = rule.scan else { return }
    var from = 0
    while from < text.count {
      let match: Range<Int>?
      do throws(RegularExpression.Exceeded) { match = try scan.first(in: text, from: from) } catch {
        throw RuleExceeded(line: rule.line, reason: error.reason)
      }
      guard let match else { return }
      if match.upperBound > 0 && match.upperBound < text.count { places.append((match.upperBound, index)) }
      from = match.isEmpty ? match.upperBound + 1 : match.upperBound
    }
  }

  private func isException(_ place: Int, before index: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws(RuleExceeded)
    -> Bool
  {
    let offset = text.byteOffset(of: place)
    let from = max(0, place - RuleSegmenter.window)
    for rule in rules[..<index] where !rule.isBreak {
      guard rule.word.isEmpty || contains(rule.word, bytes, max(0, offset - rule.reach), offset) else { continue }
      do throws(RegularExpression.Exceeded) {
        if let after = rule.after, try !after.matches(at: place, in: text) { continue }
        if let before = rule.before, try !before.matches(endingAt: place, from: from, in: text) { continue }
        return true
      } catch { throw RuleExceeded(line: rule.line, reason: error.reason) }
    }
    return false
  }

  private func contains(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    word.withUnsafeBufferPointer { word in
      var offset = start
      while offset + word.count <= end {
        if bytes[offset] == word[0] {
          var length = 1
          while length < word.count && bytes[offset + length] == word[length] { length += 1 }
          if length == word.count { return true }
        }
        offset += 1
      }
      return false
    }
  }
}

/// Faults of rules that cannot be run.
public struct SegmentationFaults: Error, Hashable, Sendable {
  public var faults: [ResourceFault]
}

/// The longest run of plain characters that every match of a pattern holds; empty when none is certain.
struct RequiredWord {
  private(set) var bytes: [UInt8] = []

  init(of pattern: String) {
    var best: [Unicode.Scalar] = []
    var run: [Unicode.Scalar] = []
    func close() {
      if run.count > best.count { best = run }
      run = []
    }
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      // A choice, or a group that may set a flag or hold one: nothing is certain.
      case "|": return
      case "(":
        guard let end = RequiredWord.end(of: scalars, from: index), !RequiredWord.setsFlag(scalars, index) else {
          return
        }
        close()
        index = end
      case "[":
        close()
        var depth = 0
        while index < scalars.count {
          if scalars[index] == "\\" {
            index += 1
          } else if scalars[index] == "[" {
            depth += 1
          } else if scalars[index] == "]" {
            depth -= 1
            if depth == 0 { break }
          }
          index += 1
        }
      case "\\":
        index += 1
        guard index < scalars.count else { return }
        // An escaped mark is itself; an escaped letter is a class, an anchor or a code.
        if scalars[index].properties.isAlphabetic || ("0"..."9").contains(scalars[index]) {
          guard "bBsSdDwW".unicodeScalars.contains(scalars[index]) else { return }
          close()
        } else {
          run.append(scalars[index])
        }
      case "?", "*", "{":
        // What stands before may be absent.
        if !run.isEmpty { run.removeLast() }
        close()
        if scalar == "{" { while index < scalars.count && scalars[index] != "}" { index += 1 } }
      case "+", ".", "^", "$": close()
      default: run.append(scalar)
      }
      index += 1
    }
    close()
    bytes = Array(String(String.UnicodeScalarView(best)).utf8)
  }

  /// The place of the bracket that closes a group.
  private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var depth = 0
    var index = start
    var isClass = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isClass = true
      case "]": isClass = false
      case "(" where !isClass: depth += 1
      case ")" where !isClass:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func setsFlag(_ scalars: [Unicode.Scalar], _ start: Int) -> Bool {
    guard start + 2 < scalars.count, scalars[start + 1] == "?" else { return false }
    return !":=!<>".unicodeScalars.contains(scalars[start + 2])
  }
}
