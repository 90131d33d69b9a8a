import Glibc

/// A program that runs as long as its owner wants, and answers each line with one line.
final class ChildProcess {
  enum Failure: Error, Hashable {
    case cannotStart(String)
    /// It ended before it had answered; with how, and the end of what it had said on its standard error.
    case ended(String)
    case tookTooLong(String)
  }

  private let process: pid_t
  private let toChild: Int32
  private let fromChild: Int32
  /// A file without a name that the child's standard error goes to.
  private let talk: Int32
  private var buffer: [UInt8] = []
  private var isReaped = false

  /// - Parameter command: the program, found on the path, and its arguments.
  init(_ command: [String]) throws(Failure) {
    var input: [Int32] = [-1, -1]
    var output: [Int32] = [-1, -1]
    guard let program = command.first, pipe(&input) == 0 else { throw .cannotStart("no more descriptors") }
    guard pipe(&output) == 0 else {
      for end in input { close(end) }
      throw .cannotStart("no more descriptors")
    }
    var template = Array("/tmp/lede-exec-XXXXXX".utf8CString)
    talk = mkstemp(&template)
    if talk >= 0 { unlink(template) }
    for end in input + output + [talk] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    if talk >= 0 { posix_spawn_file_actions_adddup2(&actions, talk, 2) }
    // This program ignores broken pipes; others expect to end by them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawnp(&process, program, &actions, &attributes, &arguments, environ)
    close(input[0])
    close(output[1])
    guard failure == 0 else {
      close(input[1])
      close(output[0])
      if talk >= 0 { close(talk) }
      throw .cannotStart("\(program): \(String(cString: strerror(failure)))")
    }
    self.process = process
    toChild = input[1]
    fromChild = output[0]
    for end in [toChild, fromChild] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  deinit {
    close(toChild)
    close(fromChild)
    if talk >= 0 { close(talk) }
    if !isReaped {
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
  }

  /// Sends a line and waits for the one that answers it. After a failure the child is of no use any more.
  func ask(_ line: [UInt8], within limit: Duration) throws(Failure) -> [UInt8] {
    buffer.removeAll(keepingCapacity: true)
    forgetTalk()
    let deadline = ContinuousClock.now + limit
    let message = line + [0x0A]
    var sent = 0
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero else { throw .tookTooLong(lastWords) }
      var wanted = [pollfd(fd: fromChild, events: Int16(POLLIN), revents: 0)]
      if sent < message.count { wanted.append(pollfd(fd: toChild, events: Int16(POLLOUT), revents: 0)) }
      let ready = poll(&wanted, nfds_t(wanted.count), Int32(min(left / .milliseconds(1) + 1, 60_000)))
      if ready <= 0 { continue }
      if wanted.count > 1, wanted[1].revents != 0 {
        let count = message[sent...].withUnsafeBytes { write(toChild, $0.baseAddress, $0.count) }
        if count < 0 && errno != EAGAIN && errno != EINTR && wanted[0].revents == 0 { throw ended() }
        sent += max(count, 0)
      }
      if wanted[0].revents != 0, let answer = try received() { return answer }
    }
  }

  /// What has come by now; nil when the line is not complete yet.
  private func received() throws(Failure) -> [UInt8]? {
    let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { space, count in
      count = max(read(fromChild, space.baseAddress, 1 << 16), -1) + 1
    }
    // One more than was read, so that an error is told from the end.
    if piece.isEmpty { return nil }
    if piece.count == 1 { throw ended() }
    let searched = buffer.count
    buffer.append(contentsOf: piece.dropLast())
    guard let end = buffer[searched...].firstIndex(of: 0x0A) else { return nil }
    return Array(buffer[..<end])
  }

  private func ended() -> Failure {
    // It has closed its output or its input; if it does not end by itself, it is ended.
    var status: Int32 = 0
    for _ in 0..<50 {
      if waitpid(process, &status, WNOHANG) == process {
        isReaped = true
        break
      }
      usleep(10_000)
    }
    guard isReaped else { return .ended("it closed its output" + lastWords) }
    let how = status & 0x7F == 0 ? "it ended with exit code \(status >> 8 & 0xFF)" : "signal \(status & 0x7F) ended it"
    return .ended(how + lastWords)
  }

  /// The last line of its standard error, as the end of a message.
  private var lastWords: String {
    let end = lseek(talk, 0, SEEK_END)
    guard talk >= 0, end > 0 else { return "" }
    let start = max(end - 2_000, 0)
    let bytes = [UInt8](unsafeUninitializedCapacity: 2_000) { space, count in
      count = max(pread(talk, space.baseAddress, 2_000, start), 0)
    }
    let lines = bytes.split(separator: 0x0A)
    return lines.last.map { "; it said: " + String(decoding: $0.suffix(300), as: UTF8.self) } ?? ""
  }

  /// What a child says over days must not fill the disk.
  private func forgetTalk() {
    if talk >= 0, lseek(talk, 0, SEEK_END) > 1 << 20 {
      ftruncate(talk, 0)
      lseek(talk, 0, SEEK_SET)
    }
  }
}

/// The children of one worker, by their command lines.
final class ChildProcesses {
  private var running: [[String]: ChildProcess] = [:]
  private var failures: [[String]: Int] = [:]

  init() {}

  /// Failures in a row after which a program is not started any more.
  private static let mostFailures = 20

  /// Asks a program, which is started when it does not run.
  ///
  /// One that ended meanwhile is started again and asked once more: it may have had enough of an earlier line.
  func ask(_ command: [String], _ line: [UInt8], within limit: Duration) throws(ChildProcess.Failure) -> [UInt8] {
    guard failures[command, default: 0] < ChildProcesses.mostFailures else {
      throw .cannotStart("it failed \(ChildProcesses.mostFailures) times in a row and is not started any more")
    }
    do throws(ChildProcess.Failure) {
      let wasRunning = running[command] != nil
      let answer: [UInt8]
      do throws(ChildProcess.Failure) {
        answer = try child(command).ask(line, within: limit)
      } catch .ended where wasRunning {
        running[command] = nil
        answer = try child(command).ask(line, within: limit)
      }
      failures[command] = nil
      return answer
    } catch {
      running[command] = nil
      failures[command, default: 0] += 1
      throw error
    }
  }

  /// Ends a program that has answered something else than it was asked.
  func end(_ command: [String]) { running[command] = nil }

  private func child(_ command: [String]) throws(ChildProcess.Failure) -> ChildProcess {
    if let child = running[command] { return child }
    let child = try ChildProcess(command)
    running[command] = child
    return child
  }
}
