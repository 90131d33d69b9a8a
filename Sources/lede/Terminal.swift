import Articles
import Glibc
import Pipelines
import Synchronization

/// What the program says to people, on the standard error; the standard output is data.
enum Terminal {
  static func say(_ text: String) {
    write(text + "\n", to: 2)
  }

  /// Writes data; a reader that went away ends the program as a success.
  static func put(_ text: String) {
    write(text, to: 1)
  }

  /// "1 article", "2 articles".
  static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  static var isInteractive: Bool { isatty(2) == 1 }

  static var standardInputIsTerminal: Bool { isatty(0) == 1 }

  /// An interrupt ends the program at once: outputs are renamed into place whole, so nothing is half-written. A broken
  /// pipe is noticed where it is written to.
  ///
  /// A standard descriptor that was closed is opened on nothing, or the first file opened would be taken for it.
  static func prepare() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT) { _ in
      let message: StaticString = "\nlede: interrupted; run the same command again to go on\n"
      _ = Glibc.write(2, message.utf8Start, message.utf8CodeUnitCount)
      _exit(130)
    }
  }

  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 && descriptor == 2 { return }
      if count < 0 && errno == EPIPE { exit(0) }
      guard count > 0 else {
        say("lede: standard output: \(String(cString: strerror(errno)))")
        exit(ExitCode.stopped.rawValue)
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Shows on a terminal how far a run has come, and everywhere which articles failed.
final class RunDisplay: RunWatcher {
  private struct State {
    var shown: ContinuousClock.Instant?
    var failures = 0
    var lineIsOpen = false
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let shows: Bool
  /// - Parameter besideData: whether the standard output is data, which a progress line on the same terminal would break.
  init(besideData: Bool = false) {
    shows = Terminal.isInteractive && !(besideData && isatty(1) == 1)
  }

  /// More than these are in the report only.
  private let failureLimit = 20

  func advanced(to progress: Progress) {
    guard shows else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      if let shown = state.shown, now - shown < .milliseconds(100) { return }
      state.shown = now
      state.lineIsOpen = true
      Terminal.write("\r\u{1B}[K" + line(progress, now - start), to: 2)
    }
  }

  func articleFailed(_ path: String, _ error: ArticleError) {
    state.withLock { state in
      closeLine(&state)
      state.failures += 1
      if state.failures <= failureLimit {
        let stage = error.stage.map { " in \($0)" } ?? ""
        Terminal.say("lede: \(path): \(error.message) [\(error.code)\(stage)]")
      } else if state.failures == failureLimit + 1 {
        Terminal.say("lede: further failures are not shown here")
      }
    }
  }

  func noted(_ message: String) {
    state.withLock { state in
      closeLine(&state)
      Terminal.say("lede: " + message)
    }
  }

  /// Takes the progress line away.
  func clear() { state.withLock { closeLine(&$0) } }

  /// Ends the display and says what was done.
  func finish(_ progress: Progress, report: String?) {
    clear()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var text = "lede: \(Terminal.count(progress.done + progress.failed, "article")), \(progress.done) done"
    if progress.unchanged > 0 { text += " (\(progress.unchanged) before)" }
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    if progress.findings > 0 { text += ", \(Terminal.count(progress.findings, "finding"))" }
    text += "; \(Terminal.count(progress.segments, "segment")); \(size(progress.bytes)) in \(tenths(seconds)) s"
    if let report, progress.failed + progress.findings > 0 { text += "; see \(report)" }
    Terminal.say(text)
  }

  private func closeLine(_ state: inout State) {
    if state.lineIsOpen { Terminal.write("\r\u{1B}[K", to: 2) }
    state.lineIsOpen = false
  }

  private func line(_ progress: Progress, _ time: Duration) -> String {
    let seconds = max(time / .seconds(1), 0.001)
    let seen = progress.done + progress.failed
    var line = "\(seen)" + (progress.total.map { "/\($0)" } ?? "") + " articles"
    line += ", \(tenths(Double(progress.bytes) / 1_000_000 / seconds)) MB/s"
    if let total = progress.total, seen > 0 {
      line += ", \(tenths(seconds / Double(seen) * Double(total - seen))) s left"
    }
    if progress.failed > 0 { line += ", \(progress.failed) failed" }
    return line
  }

  private func size(_ bytes: Int) -> String {
    bytes < 100_000 ? "\(tenths(Double(bytes) / 1_000)) kB" : "\(tenths(Double(bytes) / 1_000_000)) MB"
  }

  private func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }
}
