import Glibc

/// Whether tests write what they see as the new expectation: `make accept`.
public var isAccepting: Bool { getenv("LEDE_ACCEPT") != nil }

/// The first line in which two texts differ, for messages.
public func firstDifference(_ expected: String, _ found: String) -> String {
  let a = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let b = found.split(separator: "\n", omittingEmptySubsequences: false)
  let index = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
  let left = index < a.count ? String(a[index]) : "(end)"
  let right = index < b.count ? String(b[index]) : "(end)"
  return "line \(index + 1): expected \(left.prefix(300)) — found \(right.prefix(300))"
}
