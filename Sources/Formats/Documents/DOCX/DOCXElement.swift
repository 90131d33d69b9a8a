/// The elements of WordprocessingML that a reader of articles tells apart. Source: ECMA-376 part 1, section 17.
enum DOCXElement: UInt8 {
  case paragraph, paragraphProperties, run, runProperties, text
  // In a run, for one or more characters.
  case tab, lineBreak, carriageReturn, noBreakHyphen, softHyphen
  /// In a run: something to see that is no text.
  case symbol, note, mark
  /// In a run: no text and nothing to see, gone when the run is written anew.
  case noise
  case fieldCharacter, instruction, deletedText
  /// In a run: a picture, a drawing or an embedded object, perhaps with text boxes.
  case object
  case textBox, pictureProperties
  // Around runs.
  case hyperlink, insertion, deletion, simpleField, transparent, direction
  case contentControl, contentControlProperties, contentControlContent
  case placeholder, choiceControl
  // Between runs.
  case bookmarkStart, bookmarkEnd, rangeStart, rangeEnd, math
  case table, cell, footnote
  // Of a paragraph's and a run's properties.
  case style, outlineLevel, listNumber, vanish, irrelevantProperty, rightToLeft
  /// A property of a paragraph that must come before its direction.
  case earlyProperty
  case alternate, choice, fallback
  case other

  init(_ name: XMLName) {
    if DOCX.spaces.contains(name.space) {
      self = DOCXElement.words[name.local] ?? .other
    } else if name.space == DOCX.compatibility {
      switch name.local {
      case "AlternateContent": self = .alternate
      case "Choice": self = .choice
      case "Fallback": self = .fallback
      default: self = .other
      }
    } else if DOCX.math.contains(name.space) {
      self = name.local == "oMath" || name.local == "oMathPara" ? .math : .other
    } else if name.local == "docPr" {
      self = .pictureProperties
    } else if name.local == "checkbox" {
      self = .choiceControl
    } else {
      self = .other
    }
  }

  private static let words: [String: DOCXElement] = [
    "p": .paragraph, "pPr": .paragraphProperties, "r": .run, "rPr": .runProperties, "t": .text, "tab": .tab,
    "ptab": .tab, "br": .lineBreak, "cr": .carriageReturn, "noBreakHyphen": .noBreakHyphen, "softHyphen": .softHyphen,
    "sym": .symbol, "footnoteReference": .note, "endnoteReference": .note, "footnoteRef": .mark, "endnoteRef": .mark,
    "annotationRef": .mark, "separator": .mark, "continuationSeparator": .mark, "pgNum": .mark, "ruby": .symbol,
    "commentReference": .rangeEnd, "lastRenderedPageBreak": .noise, "fldChar": .fieldCharacter,
    "instrText": .instruction, "delInstrText": .instruction, "delText": .deletedText, "drawing": .object,
    "pict": .object, "object": .object, "txbxContent": .textBox, "hyperlink": .hyperlink, "ins": .insertion,
    "moveTo": .insertion, "del": .deletion, "moveFrom": .deletion, "fldSimple": .simpleField,
    "smartTag": .transparent, "customXml": .transparent, "dir": .direction, "bdo": .direction,
    "sdt": .contentControl, "sdtPr": .contentControlProperties, "sdtEndPr": .contentControlProperties,
    "sdtContent": .contentControlContent, "showingPlcHdr": .placeholder, "dropDownList": .choiceControl,
    "comboBox": .choiceControl, "date": .choiceControl, "bookmarkStart": .bookmarkStart, "bookmarkEnd": .bookmarkEnd,
    "commentRangeStart": .rangeStart, "commentRangeEnd": .rangeEnd, "permStart": .rangeStart, "permEnd": .rangeEnd,
    "moveFromRangeStart": .rangeStart, "moveFromRangeEnd": .rangeEnd, "moveToRangeStart": .rangeStart,
    "moveToRangeEnd": .rangeEnd, "proofErr": .noise, "tbl": .table, "tc": .cell, "footnote": .footnote,
    "endnote": .footnote, "pStyle": .style, "outlineLvl": .outlineLevel, "numId": .listNumber, "vanish": .vanish,
    "bidi": .rightToLeft, "keepNext": .earlyProperty, "keepLines": .earlyProperty, "pageBreakBefore": .earlyProperty,
    "framePr": .earlyProperty, "widowControl": .earlyProperty, "numPr": .earlyProperty,
    "suppressLineNumbers": .earlyProperty, "pBdr": .earlyProperty, "tabs": .earlyProperty,
    "suppressAutoHyphens": .earlyProperty, "kinsoku": .earlyProperty, "wordWrap": .earlyProperty,
    "overflowPunct": .earlyProperty, "topLinePunct": .earlyProperty, "autoSpaceDE": .earlyProperty,
    "autoSpaceDN": .earlyProperty, "lang": .irrelevantProperty, "noProof": .irrelevantProperty,
    "rPrChange": .irrelevantProperty,
    "webHidden": .irrelevantProperty,
  ]
}
