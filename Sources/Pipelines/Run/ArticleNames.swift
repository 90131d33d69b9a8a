import Text

/// The ids that a run has met, so that no two articles write the same file.
struct ArticleNames {
  enum Standing: Sendable {
    case new
    /// New, but an earlier id differs from it in case or Unicode form only: on some file systems that is one name.
    case twin
    case taken
  }

  /// By the digest of the folded id, that of the first id as it is: equal strings may have different bytes. Half of each
  /// digest: of a million ids two are taken for one once in thirty million runs, and that is an error that is told.
  private var first: [UInt64: UInt64] = [:]
  private var twins: Set<UInt64> = []

  mutating func add(_ id: String) -> Standing {
    let exact = Digest(of: id.utf8).low
    let folded = Digest(of: ArticleNames.folded(id)).low
    guard let known = first[folded] else {
      first[folded] = exact
      return .new
    }
    if known == exact { return .taken }
    return twins.insert(exact).inserted ? .twin : .taken
  }

  func contains(_ id: String) -> Bool {
    let exact = Digest(of: id.utf8).low
    return first[Digest(of: ArticleNames.folded(id)).low] == exact || twins.contains(exact)
  }

  private static func folded(_ id: String) -> [UInt8] {
    let bytes = Array(id.utf8)
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      return bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    }
    // A failure of ICU leaves the id as it is: then it is a twin of none.
    return (try? NormalizationForm.nfc.apply(to: foldCase(NormalizationForm.nfd.apply(to: bytes).bytes).bytes).bytes)
      ?? bytes
  }
}
