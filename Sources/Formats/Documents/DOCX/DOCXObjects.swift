import Articles
import Text

/// Pictures, drawings and embedded objects, with the text boxes in them and the text that stands for them.
extension DOCXReader {
  /// Reads a picture, a drawing or an object: the paragraphs in its boxes, and the text that stands for it.
  ///
  /// - Returns: where it ends.
  mutating func readObject(_ start: XMLEvent) throws(XMLFault) -> Int {
    let outerCells = cells
    let first = found.count
    cells = []
    var depth = 1
    var end = start.range.end
    while depth > 0, let event = try xml.next() {
      end = event.range.end
      guard event.kind == .start || event.kind == .end else { continue }
      switch (element(event), event.kind) {
      case (.fallback, .start):
        var copies: [Found] = []
        swap(&found, &copies)
        end = try readObject(event)
        swap(&found, &copies)
        attach(copies, from: first)
      case (.paragraph, .start): try readParagraph(event)
      case (.pictureProperties, .start):
        addAlternativeText(event)
        depth += 1
      case (_, .start):
        depth += 1
        try readBlock(event)
        if xml.lastRange.start > event.range.start { depth -= 1 }
      case (_, _):
        depth -= 1
        try readBlock(event)
      }
    }
    cells = outerCells
    return end
  }

  /// Keeps what stands in the fallback in step with what it stands for, where both are the same.
  private mutating func attach(_ copies: [Found], from first: Int) {
    let originals = found.indices[first...].filter { found[$0].paragraph != nil }
    let copies = copies.filter { $0.paragraph != nil }
    guard originals.count == copies.count else { return }
    for (index, copy) in zip(originals, copies) {
      let codes = { (block: Block) in block.content.codes.map { [$0.id, $0.position, Int($0.kind.rawValue)] } }
      guard let paragraph = copy.paragraph, found[index].block.content.bytes == copy.block.content.bytes,
        codes(found[index].block) == codes(copy.block)
      else { continue }
      found[index].copy = (copy.block, paragraph)
    }
  }

  private mutating func addAlternativeText(_ event: XMLEvent) {
    for name in ["descr", "title"] {
      guard let attribute = xml.attribute(name, of: event), !attribute.range.isEmpty else { continue }
      var text = XMLTextBuilder()
      text.add(xml.value(of: attribute), from: attribute.range, isVerbatim: attribute.isVerbatim)
      guard text.hasVisibleText else { continue }
      var block = text.block(.attribute, isArticle: isArticle)
      block.note = name == "descr" ? "alt of img" : "title of img"
      found.append(Found(block: block, paragraph: nil, start: attribute.range.start))
    }
  }
}
