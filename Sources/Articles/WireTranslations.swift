import Text

/// Translations in the wire form: a segment's `targets` and `candidates`, texts with their codes beside them.
extension Segment {
  func writeTranslations(to json: inout JSONWriter) {
    if !targets.isEmpty {
      json.key("targets")
      json.array { json in
        for target in targets {
          json.object { json in
            json.member("language", target.language)
            target.content.writeMembers(to: &json)
            json.member("state", target.state.rawValue)
            if !target.origin.isEmpty { json.member("origin", target.origin) }
            if let score = target.score {
              json.key("score")
              json.integer(score)
            }
          }
        }
      }
    }
    if !candidates.isEmpty {
      json.key("candidates")
      json.array { json in
        for candidate in candidates {
          json.object { json in
            json.member("language", candidate.language)
            candidate.content.writeMembers(to: &json)
            json.member("kind", candidate.kind.rawValue)
            json.key("score")
            json.integer(candidate.score)
            if !candidate.origin.isEmpty { json.member("origin", candidate.origin) }
            json.key("source")
            json.object { json in candidate.source.writeMembers(to: &json) }
          }
        }
      }
    }
  }

  /// Reads both; false when one is not in the shape it must have.
  mutating func readTranslations(_ value: JSONValue) -> Bool {
    for target in value["targets"]?.elements ?? [] {
      guard let language = Segment.language(target), let content = MarkedText(wire: target),
        let state = target["state"]?.string.flatMap(Target.State.init), self.target(in: language) == nil
      else { return false }
      targets.append(
        Target(
          language: language, content: content, state: state, origin: target["origin"]?.string ?? "",
          score: target["score"]?.integer))
    }
    for candidate in value["candidates"]?.elements ?? [] {
      guard let language = Segment.language(candidate), let content = MarkedText(wire: candidate),
        let source = candidate["source"].flatMap(MarkedText.init(wire:)),
        let kind = candidate["kind"]?.string.flatMap(Candidate.Kind.init), let score = candidate["score"]?.integer,
        (0...101).contains(score)
      else { return false }
      candidates.append(
        Candidate(
          language: language, source: source, content: content, kind: kind, score: score,
          origin: candidate["origin"]?.string ?? ""))
    }
    return true
  }

  private static func language(_ value: JSONValue) -> String? {
    value["language"]?.string.flatMap { LanguageTag.isWellFormed($0) ? LanguageTag.canonical($0) : nil }
  }
}

extension MarkedText {
  /// `text`, and `codes` where there are any.
  func writeMembers(to json: inout JSONWriter) {
    json.key("text")
    json.string(bytes)
    guard !codes.isEmpty else { return }
    json.key("codes")
    json.array { json in
      for code in codes {
        json.object { json in
          json.member("kind", code.kind.name)
          json.key("at")
          json.integer(code.position)
          json.key("id")
          json.integer(code.id)
          if !code.name.isEmpty { json.member("name", code.name) }
          if !code.equivalent.isEmpty { json.member("equivalent", code.equivalent) }
        }
      }
    }
  }

  /// Nil when there is no text, or a code does not stand in it, or before the one before it.
  public init?(wire value: JSONValue) {
    guard let bytes = value["text"]?.bytes else { return nil }
    self.init(bytes: bytes)
    for code in value["codes"]?.elements ?? [] {
      guard let kind = code["kind"]?.string.flatMap(InlineCode.Kind.init(name:)), let place = code["at"]?.integer,
        let id = code["id"]?.integer, place >= codes.last?.position ?? 0, place <= bytes.count,
        place == bytes.count || bytes[place] & 0xC0 != 0x80
      else { return nil }
      codes.append(
        InlineCode(
          kind, at: place, id: id, name: code["name"]?.string ?? "", equivalent: code["equivalent"]?.string ?? ""))
    }
  }
}

extension InlineCode.Kind {
  fileprivate var name: String {
    switch self {
    case .open: "open"
    case .close: "close"
    case .alone: "alone"
    }
  }

  fileprivate init?(name: String) {
    switch name {
    case "open": self = .open
    case "close": self = .close
    case "alone": self = .alone
    default: return nil
    }
  }
}
