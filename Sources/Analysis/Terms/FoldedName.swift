import Text

extension TermFinder {
  public static func foldedName(_ name: String) -> [UInt8] { FoldedName.of(name) }

  public static func appendFoldedName(_ text: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8]) {
    FoldedName.append(text, to: &folded)
  }
}
