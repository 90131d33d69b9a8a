import Articles
internal import CMarkdown
import Text

/// An event of a Markdown document: the start or end of a block or span, or a run of text.
struct MarkdownEvent {
  enum BlockType: UInt8 { case quote, item, heading, code, html, paragraph, cell, other }
  enum SpanType: UInt8 { case em, strong, link, image, code, strike, other }
  enum RunType: UInt8 { case text, hardBreak, softBreak, entity, code, html, nul }

  enum Kind {
    case enterBlock(BlockType, level: Int)
    case leaveBlock(BlockType)
    case enter(SpanType)
    case leave(SpanType)
    case run(RunType)
  }

  var kind: Kind
  /// Where a run is written; nil for what is not written as it reads.
  var range: TextRange?
}

/// The events of a document, and what was hidden from the parser.
struct MarkdownEvents {
  var list: [MarkdownEvent]
  var masks: [MarkdownMask]

  /// - Parameter start: where the Markdown begins, after the front matter.
  static func read(_ source: [UInt8], from start: Int) throws(ArticleError) -> MarkdownEvents {
    let masks = MarkdownMask.find(in: source, from: start)
    var hidden = source
    for mask in masks { mask.hide(in: &hidden) }
    var list: [MarkdownEvent] = []
    var fault: Int32 = 0
    hidden.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[start...])
      guard let document = lede_markdown_read(text.baseAddress, text.count, &fault) else { return }
      defer { lede_markdown_release(document) }
      var count = 0
      let events = UnsafeBufferPointer(start: lede_markdown_events(document, &count), count: count)
      list.reserveCapacity(count)
      for event in events { list.append(MarkdownEvent(event, shiftedBy: start)) }
    }
    switch Int(fault) {
    case LEDE_MARKDOWN_READ: return MarkdownEvents(list: list, masks: masks)
    case LEDE_MARKDOWN_TOO_DEEP:
      throw ArticleError(.markdownTooDeep, "blocks nested deeper than \(LEDE_MARKDOWN_DEPTH_LIMIT) levels")
    default: throw ArticleError(.tooLarge, "its blocks take more memory than one article may")
    }
  }
}

extension MarkdownEvent {
  init(_ event: lede_markdown_event, shiftedBy start: Int) {
    switch Int(event.kind) {
    case LEDE_MARKDOWN_ENTER_BLOCK:
      kind = .enterBlock(BlockType(rawValue: event.type) ?? .other, level: Int(event.level))
    case LEDE_MARKDOWN_LEAVE_BLOCK: kind = .leaveBlock(BlockType(rawValue: event.type) ?? .other)
    case LEDE_MARKDOWN_ENTER_SPAN: kind = .enter(SpanType(rawValue: event.type) ?? .other)
    case LEDE_MARKDOWN_LEAVE_SPAN: kind = .leave(SpanType(rawValue: event.type) ?? .other)
    default: kind = .run(RunType(rawValue: event.type) ?? .text)
    }
    range = event.start == UInt32.max ? nil : TextRange(start + Int(event.start), start + Int(event.end))
  }
}
