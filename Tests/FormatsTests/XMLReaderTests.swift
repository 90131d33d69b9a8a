import Testing
import Text

@testable import Formats

@Suite struct XMLReaderTests {
  /// The events of a document, each on a line with its bytes in the source: the way back is what counts.
  static func events(_ source: String, html: Bool = false) -> [String] {
    Array(source.utf8).withUnsafeBufferPointer { bytes in
      var reader = XMLReader(bytes, knowsHTMLEntities: html)
      var lines: [String] = []
      do throws(XMLFault) {
        while let event = try reader.next() {
          var line = "\(event.kind)"
          if event.kind == .start || event.kind == .end { line += " \(reader.names[event.name].local)" }
          if event.kind == .text {
            line += " \(String(decoding: reader.text(of: event), as: UTF8.self).debugDescription)"
            if !event.isVerbatim { line += " from" }
          }
          if event.kind != .text || !event.isVerbatim {
            line += " \(String(decoding: bytes[event.range.indices], as: UTF8.self).debugDescription)"
          }
          for attribute in reader.attributes(of: event) {
            let value = String(decoding: reader.value(of: attribute), as: UTF8.self)
            let written = String(decoding: bytes[attribute.range.indices], as: UTF8.self)
            line += " \(reader.names[attribute.name].local)=\(value.debugDescription)"
            if value != written { line += " from \(written.debugDescription)" }
          }
          lines.append(line)
        }
      } catch {
        lines.append("\(error.kind) at \(error.offset)")
      }
      return lines
    }
  }

  @Test(arguments: [
    ("<a>b</a>", [#"start a "<a>""#, #"text "b""#, #"end a "</a>""#]),
    ("<a/>", [#"start a "<a/>""#, #"end a """#]),
    (
      "<a>x &amp; y\r\nz</a >",
      [
        #"start a "<a>""#, #"text "x ""#, #"text "&" from "&amp;""#, #"text " y""#, #"text "\n" from "\r\n""#,
        #"text "z""#, #"end a "</a >""#,
      ]
    ),
    (
      "<a b='1' xmlns:n='urn:n' n:c = \"x&lt;&#10;\"/>",
      [
        ##"start a "<a b=\'1\' xmlns:n=\'urn:n\' n:c = \"x&lt;&#10;\"/>" b="1" c="x<\n" from "x&lt;&#10;""##,
        #"end a """#,
      ]
    ),
    (
      "<a><!-- c --><?p q?><![CDATA[<b>]]></a>",
      [
        #"start a "<a>""#, #"comment "<!-- c -->""#, #"instruction "<?p q?>""#, #"cdataStart "<![CDATA[""#,
        #"text "<b>""#, #"cdataEnd "]]>""#, #"end a "</a>""#,
      ]
    ),
    (
      "<!DOCTYPE a [<!ENTITY e 'x&#38;#38;y'><!-- c --><!ATTLIST a k CDATA 'v'>]><a>1&e;2</a>",
      [#"start a "<a>" k="v" from """#, #"text "1""#, #"text "x&y" from "&e;""#, #"text "2""#, #"end a "</a>""#]
    ),
  ])
  func everyEventHasItsBytes(_ source: String, _ expected: [String]) {
    #expect(Self.events(source) == expected)
  }

  @Test func entitiesOfHTMLAreKnownWhenAskedFor() {
    #expect(Self.events("<a>1&nbsp;2</a>").last == "syntax at 4")
    #expect(Self.events("<a>1&nbsp;2</a>", html: true)[2] == "text \"\u{A0}\" from \"&nbsp;\"")
    #expect(Self.events("<a>1&nonsense;2</a>", html: true)[2] == #"unknownEntity "&nonsense;""#)
  }

  @Test func nothingIsFetched() {
    let file = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>1&e;2</a>"
    #expect(Self.events(file)[2] == #"unknownEntity "&e;""#)
    let type = "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a>&mdash;</a>"
    #expect(Self.events(type, html: true)[1] == #"text "—" from "&mdash;""#)
    let parameter = "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/hostname'>%e;]><a>1</a>"
    #expect(Self.events(parameter)[1] == #"text "1""#)
  }

  @Test(arguments: [
    ("<a><b></a>", "syntax at 8"), ("<a>\u{0}</a>", "syntax at 3"), ("", "syntax at 0"), ("<a>&e;</a>", "syntax at 3"),
    ("<!DOCTYPE a [<!ENTITY e '<b/>'>]><a>&e;</a>", "entityMarkup at 36"),
    (String(repeating: "<a>", count: 100_000), "tooDeep at 3000"),
  ])
  func faultsHaveTheirPlace(_ source: String, _ expected: String) {
    #expect(Self.events(source).last == expected)
  }

  @Test func entitiesDoNotAmplify() {
    var source = "<!DOCTYPE a [<!ENTITY e0 'ten bytes!'>"
    for level in 1...9 {
      source += "<!ENTITY e\(level) '\(String(repeating: "&e\(level - 1);", count: 10))'>"
    }
    #expect(Self.events(source + "]><a>&e9;</a>").last?.hasPrefix("amplified at ") == true)
  }

  @Test func batchesJoinWithoutASeam() {
    let source = "<a>" + String(repeating: "<b>x</b>&amp;<c d='e'/>", count: 5000) + "</a>"
    let events = Self.events(source)
    #expect(events.count == 2 + 6 * 5000)
    #expect(events[6 * 4000 + 4] == #"text "&" from "&amp;""#)
  }
}
