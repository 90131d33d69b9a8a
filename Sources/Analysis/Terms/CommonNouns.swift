import Text

/// Tells common nouns from names by their form, for a language that writes both with capitals.
struct CommonNouns {
  private static let fewestLetters = 3
  private static let fewestLettersOfHead = 4
  /// What joins the parts of a compound: "Landesrekord", "Frauenlauf".
  private static let joints: [[UInt8]] = [[], Array("s".utf8), Array("n".utf8), Array("en".utf8), Array("es".utf8)]

  private let endings: [[UInt8]]

  init(endings: [String]) { self.endings = endings.map { Array($0.utf8) } }

  /// Whether a case-folded word ends as nouns do, or, when it is none of the frequent words itself, is made of two of
  /// these.
  func isNoun(_ word: UnsafeBufferPointer<UInt8>, isListed: Bool, _ reference: ReferenceFrequencies) -> Bool {
    if endings.contains(where: {
      word.count >= $0.count + CommonNouns.fewestLetters && word.suffix($0.count).elementsEqual($0)
    }) {
      return true
    }
    return !isListed && isCompound(word, reference)
  }

  private func isCompound(_ word: UnsafeBufferPointer<UInt8>, _ reference: ReferenceFrequencies) -> Bool {
    guard word.count >= CommonNouns.fewestLetters + CommonNouns.fewestLettersOfHead, word.count < 64 else {
      return false
    }
    for cut in CommonNouns.fewestLetters...(word.count - CommonNouns.fewestLettersOfHead) {
      guard word[cut] & 0xC0 != 0x80, isListed(word[cut...], reference) else { continue }
      for joint in CommonNouns.joints where cut - joint.count >= CommonNouns.fewestLetters {
        let modifier = word[..<(cut - joint.count)]
        if word[modifier.endIndex..<cut].elementsEqual(joint), isListed(modifier, reference) { return true }
      }
    }
    return false
  }

  private func isListed(_ part: Slice<UnsafeBufferPointer<UInt8>>, _ reference: ReferenceFrequencies) -> Bool {
    let part = UnsafeBufferPointer(rebasing: part)
    return reference.isListed(part, hash: Vocabulary.hash(part))
  }
}
