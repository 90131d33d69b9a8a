import Text

extension Article {
  /// Writes the article in the wire form, as far as its facts go, without a line end.
  ///
  /// - Parameter withCodes: whether segments have `codes` beside their `text`, for who is to translate them.
  public func write(to json: inout JSONWriter, withCodes: Bool = false) {
    json.object { json in
      json.member("id", id)
      json.member("title", metadata.title)
      json.member("byline", metadata.byline)
      json.member("date", metadata.date)
      json.member("source", metadata.source)
      json.member("url", metadata.address)
      json.member("language", language)
      if let raw {
        switch raw.format {
        case "html": json.key("html")
        case "markdown": json.key("markdown")
        default: json.key("text")
        }
        json.string(raw.bytes)
      }
      if facts.contains(.blocks) { writeBlocks(to: &json) }
      if facts.contains(.segments) { writeSegments(to: &json, withCodes: withCodes) }
      if let summary { write(summary, to: &json) }
      if facts.contains(.terms) { writeTerms(to: &json) }
      if facts.contains(.matches) { writeMatches(to: &json) }
      if !findings.isEmpty { writeFindings(to: &json) }
      for member in unknownMembers where !writes(member.key) { json.raw(member.json) }
    }
  }

  /// Whether a member of that name is written although records may bring one that is not Lede's.
  private func writes(_ key: String) -> Bool {
    switch key {
    case "summary": summary != nil
    case "source": metadata.source != nil
    case "url": metadata.address != nil
    default: false
    }
  }

  /// The line that stands in the place of an article that failed.
  public static func writeFailure(id: String, _ error: ArticleError, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.key("error")
      json.object { json in
        json.member("code", error.code.name)
        json.member("stage", error.stage)
        json.member("message", error.message)
      }
    }
  }

  /// The summary's sentences joined as running text.
  public var summaryText: [UInt8] {
    var text: [UInt8] = []
    for sentence in summary?.sentences ?? [] {
      if !text.isEmpty { text.append(0x20) }
      text.append(contentsOf: self.text(of: sentence))
    }
    return text
  }

  private func writeBlocks(to json: inout JSONWriter) {
    json.key("blocks")
    json.array { json in
      for block in blocks {
        json.object { json in
          json.member("kind", block.kind.rawValue)
          json.key("text")
          json.string(block.content.bytes)
          if !block.kind.isBeside || !block.isArticle {
            json.key("article")
            json.bool(block.isArticle)
          }
          json.member("language", block.language)
        }
      }
    }
  }

  private func writeSegments(to json: inout JSONWriter, withCodes: Bool) {
    json.key("segments")
    json.array { json in
      for segment in segments {
        json.object { json in
          json.member("id", segment.id)
          json.key("block")
          json.integer(segment.block)
          json.key("start")
          json.integer(segment.range.start)
          json.key("end")
          json.integer(segment.range.end)
          if withCodes {
            blocks[segment.block].content.slice(segment.range).writeMembers(to: &json)
          } else {
            json.key("text")
            json.string(text(of: segment))
          }
          if let count = segment.count { write(count, to: &json) }
          segment.writeTranslations(to: &json)
        }
      }
    }
  }

  private func write(_ count: TextCount, to json: inout JSONWriter) {
    json.key("counts")
    json.object { json in
      for (name, value) in TextCount.members {
        json.key(name)
        json.integer(count[keyPath: value])
      }
    }
  }

  private func write(_ summary: Summary, to json: inout JSONWriter) {
    json.key("summary")
    json.object { json in
      json.member("method", summary.method)
      json.key("sentences")
      json.array { json in
        for sentence in summary.sentences {
          json.object { json in
            json.member("segment", segments[sentence.segment].id)
            json.key("score")
            json.decimal(sentence.score)
            json.key("text")
            json.string(text(of: sentence))
            if !sentence.reasons.isEmpty { write(sentence.reasons, to: &json) }
          }
        }
      }
      json.key("text")
      json.string(summaryText)
      json.member("headlines", summary.headlines)
      json.member("phrases", summary.phrases)
    }
  }

  private func write(_ reasons: [Summary.Reason], to json: inout JSONWriter) {
    json.key("why")
    json.array { json in
      for reason in reasons {
        json.object { json in
          json.member("feature", reason.feature)
          json.key("share")
          json.decimal(reason.share)
          json.member("text", reason.text)
        }
      }
    }
  }

  private func writeTerms(to json: inout JSONWriter) {
    json.key("terms")
    json.array { json in
      for term in terms {
        json.object { json in
          json.member("term", term.name)
          json.member("kind", term.kind.rawValue)
          json.key("score")
          json.decimal(term.score)
          json.key("count")
          json.integer(term.count)
          json.key("variants")
          json.array { json in
            for variant in term.variants { json.string(variant) }
          }
          json.member("expansion", term.expansion)
          if let context = term.context {
            json.member("segment", segments[context].id)
            json.key("context")
            json.string(text(of: segments[context]))
          }
          if let definition = term.definition {
            json.key("definition")
            json.string(text(of: segments[definition]))
          }
        }
      }
    }
  }

  private func writeMatches(to json: inout JSONWriter) {
    json.key("termMatches")
    json.array { json in
      for match in matches {
        let segment = segments[match.segment]
        json.object { json in
          json.member("segment", segment.id)
          json.key("start")
          json.integer(match.range.start)
          json.key("end")
          json.integer(match.range.end)
          json.key("text")
          json.string(blocks[segment.block].content.bytes[match.range])
          json.member("concept", match.concept)
          json.member("term", match.term)
          json.member("status", match.status.rawValue)
          if !match.definition.isEmpty { json.member("definition", match.definition) }
          json.key("targets")
          json.array { json in
            for target in match.targets {
              json.object { json in
                json.member("term", target.term)
                json.member("language", target.language)
                json.member("status", target.status.rawValue)
              }
            }
          }
        }
      }
    }
  }

  private func writeFindings(to json: inout JSONWriter) {
    json.key("findings")
    json.array { json in
      for finding in findings {
        json.object { json in
          json.member("code", finding.code.name)
          json.member("message", finding.message)
          json.member("segment", finding.segment)
        }
      }
    }
  }
}

extension JSONWriter {
  /// A member whose value is a string; nothing at all when there is none.
  public mutating func member(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  /// A member whose value is a list of strings; nothing at all when it is empty.
  public mutating func member(_ name: StaticString, _ values: [String]) {
    guard !values.isEmpty else { return }
    key(name)
    array { json in
      for value in values { json.string(value) }
    }
  }
}
