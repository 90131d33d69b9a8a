import Analysis
import Articles
import Formats

/// Lede's own rules of segmentation as a file for other tools.
public enum OwnRules {
  /// The primary subtags of the languages that have rules of their own.
  public static var languages: [String] { LanguageData.languages }

  /// SRX 2.0 for some languages; its head says what SRX cannot say.
  public static func srx(for languages: [String]) -> [UInt8] {
    SRXWriter.write(.own(for: languages), note: SegmentationRules.limits)
  }
}
