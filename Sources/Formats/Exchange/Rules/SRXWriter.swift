import Articles

/// Writes segmentation rules as SRX 2.0.
public enum SRXWriter {
  /// - Parameter note: a comment at the head of the file.
  public static func write(_ rules: SegmentationRules, note: String = "") -> [UInt8] {
    var file: [UInt8] = []
    file.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    if !note.isEmpty {
      // Two hyphens would end a comment (XML 1.0 section 2.5).
      file.append(verbatim: "<!--\n" + note.split(separator: "--").joined(separator: "- -") + "\n-->\n")
    }
    file.append("<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n")
    let subflows = rules.segmentsSubflows ? "yes" : "no"
    file.append(
      verbatim: "  <header segmentsubflows=\"\(subflows)\" cascade=\"\(rules.cascades ? "yes" : "no")\">\n")
    for type in ["start", "end", "isolated"] {
      guard let include = rules.codes[type] else { continue }
      file.append(verbatim: "    <formathandle type=\"\(type)\" include=\"\(include)\"/>\n")
    }
    file.append("  </header>\n  <body>\n    <languagerules>\n")
    for group in rules.groups {
      file.append("      <languagerule languagerulename=\"")
      append(group.name, isAttribute: true, to: &file)
      file.append("\">\n")
      for rule in group.rules {
        file.append(verbatim: "        <rule break=\"\(rule.isBreak ? "yes" : "no")\">")
        if !rule.before.isEmpty {
          file.append("<beforebreak>")
          append(rule.before, isAttribute: false, to: &file)
          file.append("</beforebreak>")
        }
        if !rule.after.isEmpty {
          file.append("<afterbreak>")
          append(rule.after, isAttribute: false, to: &file)
          file.append("</afterbreak>")
        }
        file.append("</rule>\n")
      }
      file.append("      </languagerule>\n")
    }
    file.append("    </languagerules>\n    <maprules>\n")
    for map in rules.maps {
      file.append("      <languagemap languagepattern=\"")
      append(map.pattern, isAttribute: true, to: &file)
      file.append("\" languagerulename=\"")
      append(map.group, isAttribute: true, to: &file)
      file.append("\"/>\n")
    }
    file.append("    </maprules>\n  </body>\n</srx>\n")
    return file
  }

  private static func append(_ text: String, isAttribute: Bool, to file: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): file.append("&amp;")
      case UInt8(ascii: "<"): file.append("&lt;")
      case UInt8(ascii: ">"): file.append("&gt;")
      case UInt8(ascii: "\"") where isAttribute: file.append("&quot;")
      default: file.append(byte)
      }
    }
  }
}
