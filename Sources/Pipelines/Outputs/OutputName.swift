import Articles
import Text

/// File names made from article ids, which may come from anywhere.
public enum OutputName {
  /// A relative path that stays inside the output folder whatever the id is.
  ///
  /// Slashes in an id make folders. What file systems do not take, or what would leave the folder, becomes `_`; whenever
  /// that changes the id, a digest of the id is added, so that different ids never meet in one name.
  public static func path(for id: String) -> String { path(for: id, telling: false) }

  /// The same for the files of an article in a run, which get endings: an article's folder never has the name of another's
  /// file, and twins, whose ids some file systems take for one, are told apart.
  public static func path(for article: Article) -> String {
    let endings: Set<Substring> = ["md", "txt", "html", "json", "csv", "tsv", "tbx", "utf8", "xlf", "po", "tmx"]
    var parts = article.id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var tells = article.original.hasTwin
    for index in parts.indices.dropLast() {
      let ending = parts[index].split(separator: ".").last.map { Substring($0.lowercased()) }
      guard let ending, parts[index].utf8.contains(UInt8(ascii: ".")), endings.contains(ending) else { continue }
      parts[index] += "_"
      tells = true
    }
    return path(for: parts.joined(separator: "/"), telling: tells, of: article.id)
  }

  private static func path(for id: String, telling: Bool, of whole: String? = nil) -> String {
    var changed = telling
    var path = id.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { part in
      component(Array(part), &changed)
    }.joined(separator: "/")
    if path.utf8.count > 700 {
      path = cut(path, 700)
      changed = true
    }
    return changed ? path + "-" + Digest(of: (whole ?? id).utf8).short(8) : path
  }

  private static func component(_ part: [UInt8], _ changed: inout Bool) -> String {
    var bytes = part.map { byte -> UInt8 in
      switch byte {
      case 0..<0x20, 0x7F, UInt8(ascii: "\\"), UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "?"),
        UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"):
        UInt8(ascii: "_")
      default: byte
      }
    }
    if bytes.isEmpty || bytes.allSatisfy({ $0 == UInt8(ascii: ".") }) { bytes = [UInt8(ascii: "_")] }
    if bytes[0] == UInt8(ascii: ".") { bytes[0] = UInt8(ascii: "_") }
    while let last = bytes.last, last == UInt8(ascii: ".") || last == 0x20 {
      bytes[bytes.count - 1] = UInt8(ascii: "_")
    }
    var name = String(decoding: bytes, as: UTF8.self)
    // Names that Windows keeps for devices, whatever their ending.
    let stem = name.prefix { $0 != "." }.lowercased()
    if reserved.contains(stem) || stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) {
      name = "_" + name
    }
    // File systems take 255 bytes; endings and a digest are still to come.
    if name.utf8.count > 200 { name = cut(name, 200) }
    if !name.utf8.elementsEqual(part) { changed = true }
    return name
  }

  private static let reserved: Set<String> = ["con", "prn", "aux", "nul"]

  private static func cut(_ name: String, _ limit: Int) -> String {
    var bytes = Array(name.utf8.prefix(limit))
    while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
    if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
