import Glibc
import Pipelines
import Text

/// A real browser without a window, driven through the pipe of Chromium's DevTools protocol; one page, one owner.
///
/// The protocol: JSON messages that end in a zero byte, to the browser's descriptor 3 and from its 4.
public final class Browser {
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// Where a Chromium is installed; nil when there is none.
  public static let path: String? = {
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"]
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
    for name in names {
      for folder in folders where access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
    }
    return nil
  }()

  public static let absence = "no Chromium is installed: apt-get install chromium-headless-shell"
  private static let patience: Int32 = 60_000

  private let profile: TemporaryFolder
  private var process: pid_t = 0
  private let toBrowser: Int32
  private let fromBrowser: Int32
  private var received: [UInt8] = []
  private var number = 0
  private var session: String?
  private let reader = JSONReader()

  public init(_ path: String) throws {
    profile = try TemporaryFolder()
    var commands: [Int32] = [0, 0]
    var answers: [Int32] = [0, 0]
    guard pipe(&commands) == 0, pipe(&answers) == 0 else { throw Failure(description: "no pipes") }
    // Out of the way of 3 and 4, which the child's ends become.
    let ends = (commands + answers).map { fcntl($0, F_DUPFD_CLOEXEC, 100) }
    for end in commands + answers { close(end) }
    (toBrowser, fromBrowser) = (ends[1], ends[2])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 3)
    posix_spawn_file_actions_adddup2(&actions, ends[3], 4)
    for standard in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_WRONLY, 0)
    }
    let words = [
      path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--remote-debugging-pipe", "--user-data-dir=\(profile.path)", "about:blank",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&process, path, &actions, nil, &arguments, environ)
    close(ends[0])
    close(ends[3])
    guard failure == 0 else { throw Failure(description: "\(path) cannot be started") }
    let target = try text(of: "targetId", "Target.createTarget", #"{"url":"about:blank"}"#)
    session = try text(of: "sessionId", "Target.attachToTarget", #"{"targetId":"\#(target)","flatten":true}"#)
    try command("Emulation.setFocusEmulationEnabled", #"{"enabled":true}"#)
    let screen = #"{"width":900,"height":900,"deviceScaleFactor":1,"mobile":false}"#
    try command("Emulation.setDeviceMetricsOverride", screen)
  }

  deinit {
    close(toBrowser)
    kill(process, SIGKILL)
    close(fromBrowser)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// Opens a file and waits until all of it is there.
  public func open(file: String) throws {
    try command("Page.navigate", #"{"url":"file://\#(file)"}"#)
    try wait(for: "location.protocol === 'file:' && document.readyState === 'complete'")
  }

  /// The value of a JavaScript expression, as text.
  @discardableResult
  public func evaluate(_ script: String) throws -> String {
    var json = JSONWriter()
    json.object { json in
      json.key("expression")
      json.string("String(\(script))")
      json.key("returnByValue")
      json.bool(true)
    }
    var value: String?
    var thrown: String?
    try command("Runtime.evaluate", String(decoding: json.bytes, as: UTF8.self)) { result in
      value = result["result"]?["value"]?.string
      thrown = result["exceptionDetails"]?["exception"]?["description"]?.string
    }
    guard let value, thrown == nil else { throw Failure(description: "\(script): \(thrown ?? "no value")") }
    return value
  }

  /// Waits until an expression is true.
  public func wait(for script: String) throws {
    for _ in 0..<Browser.patience / 20 {
      if try evaluate(script) == "true" { return }
      usleep(20_000)
    }
    throw Failure(description: "waited in vain for \(script)")
  }

  /// Presses a key as a person would: a character, or a name such as "Enter".
  public func press(_ key: String, isShifted: Bool = false) throws {
    let isCharacter = key.utf8.count == 1
    let text = isCharacter ? #","text":"\#(key)""# : key == "Enter" ? #","text":"\r""# : ""
    let code = isCharacter ? "Key" + key.uppercased() : key
    let shared = #""key":"\#(key)","code":"\#(code)","modifiers":\#(isShifted ? 8 : 0)"#
    try command("Input.dispatchKeyEvent", #"{"type":"keyDown",\#(shared)\#(text)}"#)
    try command("Input.dispatchKeyEvent", #"{"type":"keyUp",\#(shared)}"#)
  }

  /// Writes text into what has the focus.
  public func type(_ text: String) throws {
    var json = JSONWriter()
    json.object { json in
      json.key("text")
      json.string(text)
    }
    try command("Input.insertText", String(decoding: json.bytes, as: UTF8.self))
  }

  /// Clicks in the middle of the first line of the first element that a selector finds, once the element stands still
  /// and nothing covers it there: a page that was just filtered is laid out anew for some frames.
  public func click(_ selector: String) throws {
    try evaluate(
      """
      (self.standing = null, self.standingPlace = '', (function look() {
        const element = document.querySelector(`\(selector)`);
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element.getClientRects()[0];
        const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
        const place = `${scrollY} ${x} ${y}`;
        if (place === standingPlace && element.contains(document.elementFromPoint(x, y))) standing = [x, y];
        else { standingPlace = place; requestAnimationFrame(() => requestAnimationFrame(look)); }
      })())
      """)
    try wait(for: "self.standing !== null")
    let (x, y) = (try evaluate("standing[0]"), try evaluate("standing[1]"))
    for type in ["mousePressed", "mouseReleased"] {
      try command(
        "Input.dispatchMouseEvent", #"{"type":"\#(type)","x":\#(x),"y":\#(y),"button":"left","clickCount":1}"#)
    }
  }

  /// Shows the page as on another medium ("print"), or with a preference as "prefers-color-scheme: dark".
  public func show(medium: String = "", preference: String = "") throws {
    let parts = preference.split(separator: ":").map { $0.drop { $0 == " " } }
    let features = parts.count == 2 ? #"{"name":"\#(parts[0])","value":"\#(parts[1])"}"# : ""
    try command("Emulation.setEmulatedMedia", #"{"media":"\#(medium)","features":[\#(features)]}"#)
  }

  // MARK: Messages

  private func text(of member: StaticString, _ method: String, _ parameters: String) throws -> String {
    var found: String?
    try command(method, parameters) { found = $0[member]?.string }
    guard let found else { throw Failure(description: "\(method) says nothing") }
    return found
  }

  private func command(_ method: String, _ parameters: String, _ body: (JSONValue) -> Void = { _ in }) throws {
    number += 1
    let session = session.map { #","sessionId":"\#($0)""# } ?? ""
    try send(#"{"id":\#(number),"method":"\#(method)","params":\#(parameters)\#(session)}"#)
    while true {
      var isAnswer = false
      var fault: String?
      try receive().withUnsafeBufferPointer { message in
        try reader.read(message, orElse: { Failure(description: $0.reason) }) { (root: JSONValue) throws(Failure) in
          guard root["id"]?.integer == number else { return }
          isAnswer = true
          fault = root["error"]?["message"]?.string
          if let result = root["result"] { body(result) }
        }
      }
      if let fault { throw Failure(description: "\(method): \(fault)") }
      if isAnswer { return }
    }
  }

  private func send(_ message: String) throws {
    let bytes = Array(message.utf8) + [0]
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(toBrowser, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw Failure(description: "the browser is gone") }
      sent += max(count, 0)
    }
  }

  private func receive() throws -> [UInt8] {
    while true {
      if let end = received.firstIndex(of: 0) {
        defer { received.removeSubrange(...end) }
        return Array(received[..<end])
      }
      var waiting = pollfd(fd: fromBrowser, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Browser.patience) > 0 else { throw Failure(description: "the browser does not answer") }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(fromBrowser, &buffer, buffer.count)
      guard count > 0 else { throw Failure(description: "the browser is gone") }
      received += buffer[..<count]
    }
  }
}
