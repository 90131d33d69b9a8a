internal import CICU

/// A call into ICU that failed: which one, on what, and ICU's own name for the reason.
public struct TextError: Error, Hashable, CustomStringConvertible {
  public let call: String
  public let subject: String
  public let reason: String

  public var description: String { "\(call) \"\(subject)\": \(reason)" }

  static func check(_ error: Int32, _ call: String, _ subject: String) throws(TextError) {
    if error > 0 {
      throw TextError(call: call, subject: subject, reason: String(cString: lede_icu_error_name(error)))
    }
  }
}

/// The ICU that this build stands on, as "72.1".
public var icuVersion: String { String(cString: lede_icu_version()) }
