import Testing
import Text

@testable import Pipelines

/// Repetitions, however they are found.
@Suite struct AnalysisReportTests {
  /// Documents of texts, one letter each; a capital is protected, a digit is for French only.
  private static let folder = ["abca", "cdX", "XaYe", "1", "1f1", "ag", "hijklmnop", "a"]

  private static func record(_ number: Int, _ texts: String) -> String {
    var keys = ""
    var numbers: [Int] = []
    for text in texts {
      keys += Digest(of: [text.asciiValue ?? 0]).short(12)
      let others = text.isNumber ? 300 : 0
      numbers += [text.isUppercase ? 1 : 0, 3, 0, 0, 0, 10, 1, 2, 0, text == "e" ? 99 : others]
    }
    return
      #"{"id":"\#(number).txt","language":"en","targets":["fr","kk"],"segments":\#(numbers),"keys":"\#(keys)"}"#
  }

  private static func report(
    of records: [String], targets: [String], most: Int = RepetitionTable.mostTexts
  ) throws -> [UInt8] {
    let reader = JSONReader()
    var report = AnalysisReport(weights: [:], targets: targets, date: "")
    try report.read(most: most) { body throws(EnvironmentError) in
      for record in records {
        Array(record.utf8).withUnsafeBufferPointer { bytes in
          try? reader.read(bytes, orElse: { EnvironmentError($0.reason) }) { record throws(EnvironmentError) in
            AnalysisRecord(record).map(body)
          }
        }
      }
    }
    var bytes: [UInt8] = []
    try AnalysisWriter(report: report).write(as: .csv) { bytes += $0 }
    return bytes
  }

  @Test func repetitionsAreToldFromNewText() throws {
    let records = Self.folder.enumerated().map { Self.record($0, $1) }
    let table = String(decoding: try Self.report(of: records, targets: []), as: UTF8.self)
    let rows = table.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let counts = Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { ("\($0[1]) \($0[2]) \($0[3])", Int($0[4]) ?? 0) })
    #expect(counts["fr 0.txt new"] == 3)
    #expect(counts["fr 0.txt repeated"] == 1)
    #expect(counts["fr 1.txt repeated-across"] == 1)
    #expect(counts["fr 2.txt protected"] == 2)
    #expect(counts["kk 2.txt 95-99"] == 1)
    // What is for French only is protected in Kazakh, and repeated in French.
    #expect(counts["fr 4.txt repeated-across"] == 1 && counts["fr 4.txt repeated"] == 1)
    #expect(counts["kk 4.txt protected"] == 2)
    #expect(counts["fr  new"] == 17)
  }

  /// A table that is too small for all texts makes the records be read once for each part of them.
  @Test(arguments: [1, 2, 5, 12]) func anySizeOfTheTableGivesTheSame(most: Int) throws {
    let records = Self.folder.enumerated().map { Self.record($0, $1) }
    for targets in [[], ["kk", "fr"]] {
      #expect(try Self.report(of: records, targets: targets, most: most) == Self.report(of: records, targets: targets))
    }
  }

  /// What a cluster has reduced counts as what it was reduced from.
  @Test func rowsCountAsTheirSegments() throws {
    let whole = Self.record(0, "aab") + "\n" + Self.record(1, "bc")
    let rows = [
      "[0,0,2,6,0,0,0,20,2,4,0,0, 0,1,1,3,0,0,0,10,1,2,0,0]", "[0,2,1,3,0,0,0,10,1,2,0,0, 0,0,1,3,0,0,0,10,1,2,0,0]",
    ].enumerated().map { number, rows in
      #"{"id":"\#(number).txt","language":"en","targets":["fr","kk"],"rows":\#(rows)}"#
    }
    let records = whole.split(separator: "\n").map(String.init)
    #expect(try Self.report(of: rows, targets: []) == Self.report(of: records, targets: []))
  }
}
