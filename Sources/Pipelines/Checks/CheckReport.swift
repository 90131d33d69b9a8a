import Articles
import Text

/// How the results of a check are written.
public enum CheckReport: String, Sendable, CaseIterable {
  /// A line for each, as compilers write them.
  case text
  /// JSON lines.
  case json
  /// Static Analysis Results Interchange Format 2.1.0 (OASIS Standard), for code hosts and editors.
  case sarif

  /// What comes before the results.
  public var head: String {
    guard self == .sarif else { return "" }
    var json = JSONWriter()
    json.array { json in
      for code in Code.all where CheckReport.isRule(code) {
        json.object { json in
          json.member("id", code.name)
          json.key("shortDescription")
          json.object { $0.member("text", code.about) }
        }
      }
    }
    return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":"
      + "{\"driver\":{\"name\":\"Lede\",\"rules\":\(String(decoding: json.bytes, as: UTF8.self))}},\"results\":[\n"
  }

  public var foot: String { self == .sarif ? "]}]}\n" : "" }

  /// - Parameter isFirst: whether it is the first result, which needs no comma before it.
  public func line(_ result: TranslationCheck.Result, isFirst: Bool) -> String {
    switch self {
    case .text: CheckReport.text(result) + "\n"
    case .json: CheckReport.json(result) + "\n"
    case .sarif: (isFirst ? "" : ",") + CheckReport.sarif(result) + "\n"
    }
  }

  private static func isRule(_ code: Code) -> Bool {
    code.name.hasPrefix("target/") || code == .forbiddenTerm || code == .invalidXLIFF
  }

  private static func text(_ result: TranslationCheck.Result) -> String {
    let place = result.line.map { "\(result.file):\($0)" } ?? result.file
    let segment = result.finding.segment.map { "\($0): " } ?? ""
    return "\(place): \(segment)\(result.finding.message) [\(result.finding.code)]"
  }

  private static func json(_ result: TranslationCheck.Result) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("file", result.file)
      if let line = result.line {
        json.key("line")
        json.integer(line)
      }
      if !result.original.isEmpty { json.member("original", result.original) }
      if let segment = result.finding.segment { json.member("segment", segment) }
      json.member("code", result.finding.code.name)
      json.member("message", result.finding.message)
      if result.line != nil {
        json.member("source", result.source)
        json.member("target", result.target)
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func sarif(_ result: TranslationCheck.Result) -> String {
    let errors: [Code] = [.targetCodes, .emptyTarget, .targetCharacters, .targetLength, .invalidXLIFF]
    var json = JSONWriter()
    json.object { json in
      json.member("ruleId", result.finding.code.name)
      json.member("level", errors.contains(result.finding.code) || result.line == nil ? "error" : "warning")
      json.key("message")
      json.object { $0.member("text", result.finding.message) }
      json.key("locations")
      json.array { json in
        json.object { json in
          json.key("physicalLocation")
          json.object { json in
            json.key("artifactLocation")
            json.object { $0.member("uri", address(of: result.file)) }
            if let line = result.line {
              json.key("region")
              json.object { json in
                json.key("startLine")
                json.integer(line)
              }
            }
          }
          if let segment = result.finding.segment {
            json.key("logicalLocations")
            json.array { json in
              json.object { $0.member("name", segment) }
            }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// A path as a relative reference (RFC 3986): what is no letter, digit or mark of paths in percent.
  private static func address(of path: String) -> String {
    var address = ""
    for byte in path.utf8 {
      let isPlain =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
      if isPlain && byte < 0x80 {
        address.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        address += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return address
  }
}
