internal import CLinux
import Glibc

/// Sees what happens in folders and what is below them, and which files are not complete yet. One owner.
///
/// Source: inotify(7). Events may be lost when very many come at once, and new folders may have files before they are watched;
/// so what is seen is taken as a reason to look, never as the whole truth.
final class FolderWatch {
  private let descriptor: Int32
  private let excluded: String?
  private var folders: [Int32: String] = [:]
  /// Files that are being written, and when that was seen last.
  private var open: [String: ContinuousClock.Instant] = [:]
  /// A file that is held open without being written to is complete after this time.
  private static let patience = Duration.seconds(30)
  /// Files that were there before, and may be in the course of being written, were changed within this time.
  private static let fresh = 2_000_000_000

  /// What was seen in a while.
  struct Sight {
    /// Files that are complete now, by their paths.
    var files: Set<String> = []
    /// Whether anything else has changed: files went, folders came, or events were lost.
    var needsLook = false
    var isEmpty: Bool { files.isEmpty && !needsLook }
  }

  /// - Parameter excluded: a folder that is not watched.
  init(_ paths: [String], excluding excluded: String?) throws(FileError) {
    self.excluded = excluded.flatMap(FileSystem.real)
    descriptor = lede_watch_open()
    guard descriptor >= 0 else { throw FileError(paths.first ?? "") }
    for path in paths { try add(path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Files that are not complete.
  var unfinished: Set<String> {
    let now = ContinuousClock.now
    open = open.filter { now - $0.value < FolderWatch.patience }
    return Set(open.keys)
  }

  /// Waits until something is seen, or the time is over.
  func wait(_ time: Duration) throws(FileError) -> Sight {
    var sight = Sight()
    var events = [lede_watch_event](repeating: lede_watch_event(), count: 32)
    let milliseconds = Int32(max(min(time / .milliseconds(1), 60_000), 0))
    let count = lede_watch_wait(descriptor, milliseconds, &events, Int32(events.count))
    guard count >= 0 else { throw FileError(folders.values.first ?? "") }
    for event in events.prefix(Int(count)) { see(event, &sight) }
    return sight
  }

  private func see(_ event: lede_watch_event, _ sight: inout Sight) {
    let what = Int(event.what)
    if what & LEDE_WATCH_LOST != 0 {
      sight.needsLook = true
      return
    }
    guard let folder = folders[event.folder] else { return }
    let name = withUnsafeBytes(of: event.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let path = folder + "/" + name
    if what & LEDE_WATCH_GONE != 0 {
      if name.isEmpty { folders[event.folder] = nil }
      open[path] = nil
      sight.needsLook = true
    } else if what & LEDE_WATCH_FOLDER != 0 {
      // It may have been filled before it is watched.
      try? add(path)
      sight.needsLook = true
    } else if name.hasPrefix(".") {
      return
    } else if what & LEDE_WATCH_DONE != 0 {
      open[path] = nil
      sight.files.insert(path)
    } else if what & LEDE_WATCH_BEGUN != 0 {
      open[path] = ContinuousClock.now
    }
  }

  private func add(_ path: String) throws(FileError) {
    if let excluded, FileSystem.real(path) == excluded { return }
    let number = lede_watch_add(descriptor, path)
    guard number >= 0 else { throw FileError(path) }
    folders[number] = path
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let time = now.tv_sec * 1_000_000_000 + now.tv_nsec
    for name in try FileSystem.names(in: path) where !name.hasPrefix(".") {
      let inner = path + "/" + name
      switch try? FileSystem.kind(of: inner, followingLinks: false) {
      case .folder: try? add(inner)
      case .file:
        // Nobody tells whether somebody still writes to it; a short while without changes will do.
        if let stamp = FileSystem.stamp(of: inner), time - stamp.modified < FolderWatch.fresh {
          open[inner] = ContinuousClock.now - FolderWatch.patience + .seconds(2)
        }
      default: break
      }
    }
  }
}

/// Whether the process was asked to stop, by an interrupt or by whoever started it.
public enum StopSignal {
  /// From now on signals only ask, and end nothing.
  public static func prepare() { lede_stop_prepare() }
  public static var isAsked: Bool { lede_stop_is_asked() }
}
