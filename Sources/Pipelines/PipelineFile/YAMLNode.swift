internal import CYAML
import Text

/// A value of a YAML document with its place.
struct YAMLNode {
  enum Content {
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
    case alias
  }

  var content: Content
  var place: Place

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// A value that was left empty, as in `segment:`.
  var isEmpty: Bool {
    if case .scalar(let text, isQuoted: false) = content { return text.isEmpty || text == "~" || text == "null" }
    return false
  }

  /// The document's root, or nil for an empty one.
  static func read(_ bytes: [UInt8]) throws(Fault) -> YAMLNode? {
    var document = lede_yaml_document()
    bytes.withUnsafeBufferPointer { lede_yaml_read($0.baseAddress, $0.count, &document) }
    defer { lede_yaml_release(&document) }
    let message = withUnsafeBytes(of: &document.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    guard message.isEmpty else {
      throw Fault(
        .file(line: Int(document.line) + 1, column: Int(document.column) + 1), "not YAML: \(message)",
        hint: "check indentation, colons and quotes near here")
    }
    guard document.count > 0 else { return nil }
    return node(UnsafeBufferPointer(start: document.nodes, count: document.count), 0)
  }

  private static func node(_ nodes: UnsafeBufferPointer<lede_yaml_node>, _ index: Int) -> YAMLNode {
    let node = nodes[index]
    var children: [YAMLNode] = []
    var child = index + 1
    while child < Int(node.next) {
      children.append(YAMLNode.node(nodes, child))
      child = Int(nodes[child].next)
    }
    let content: Content
    switch Int(node.kind) {
    case LEDE_YAML_SCALAR:
      let text = UnsafeBufferPointer(start: node.text, count: node.text_length)
      content = .scalar(String(decoding: text, as: UTF8.self), isQuoted: node.quoted)
    case LEDE_YAML_SEQUENCE: content = .sequence(children)
    case LEDE_YAML_MAPPING:
      content = .mapping(
        stride(from: 0, to: children.count - 1, by: 2).map { (key: children[$0], value: children[$0 + 1]) })
    default: content = .alias
    }
    return YAMLNode(content: content, place: .file(line: Int(node.line) + 1, column: Int(node.column) + 1))
  }
}
