package import Domain
package import Formats
package import Store

/// Parked messages that were sent again.
package struct Retries: Answer {
  /// One of them.
  package struct Sent: Sendable {
    let parkedID: ParkedID
    let message: MessageReference
    let obstacle: String?

    /// Describes one; `obstacle` says why the broker has not got it yet, `nil` if it has.
    package init(parkedID: ParkedID, message: MessageReference, obstacle: String?) {
      self.parkedID = parkedID
      self.message = message
      self.obstacle = obstacle
    }
  }

  /// What became of the messages of a cause.
  package struct Tally: Sendable {
    /// Those that were sent again, or wait in the outbox to be.
    package var sent: [Sent]
    /// How many are not kept whole, and stay.
    package var partial = 0
    /// How many somebody else took meanwhile.
    package var gone = 0

    /// Begins with those that were sent.
    package init(sent: [Sent] = []) {
      self.sent = sent
    }

    /// How many were looked at.
    package var count: Int { sent.count + partial + gone }
  }

  private let tally: Tally
  private let cause: String?
  private let failure: Failure?

  /// Tells of one message.
  package init(_ sent: Sent) {
    tally = Tally(sent: [sent])
    cause = nil
    failure = nil
  }

  /// Tells of the messages of a cause; `failure` is why it was broken off, if it was.
  package init(_ tally: Tally, of cause: String, brokenOff failure: Failure? = nil) {
    self.tally = tally
    self.cause = cause
    self.failure = failure
  }

  package var verdict: Verdict {
    switch failure {
    case .unreachable(let sentence): .failed(.unreachable(brokenOff(sentence)))
    case .usage(let sentence), .refused(let sentence): .refused(brokenOff(sentence))
    case nil: .done
    }
  }

  private func brokenOff(_ sentence: String) -> String {
    "Broken off after \(tally.count) messages: \(sentence) Run it again for the rest."
  }

  package func write(to json: inout JSONWriter) {
    guard cause == nil else {
      return json.object { json in
        json.member("code", orNull: cause)
        json.member("retried", each: tally.sent) { json, sent in
          json.object { $0.members(of: sent) }
        }
        json.member("notWhole", orNull: tally.partial)
        json.member("gone", orNull: tally.gone)
      }
    }
    for sent in tally.sent { json.object { $0.members(of: sent) } }
  }

  package func lines(on surface: Surface) -> [String] {
    var lines: [String] = []
    if let cause {
      lines.append("\(tally.sent.count) of the cause \(cause.visible) sent again.")
      if tally.partial > 0 {
        lines.append(
          "\(tally.partial) are not kept whole and stay: parked discard takes them away.")
      }
      if tally.gone > 0 { lines.append("\(tally.gone) were taken by somebody else meanwhile.") }
    } else {
      lines += tally.sent.map { "Sent again: \($0.message.id.visible)" }
    }
    return lines + obstacles
  }

  /// Why some are not at the broker yet, each reason once.
  private var obstacles: [String] {
    let reasons = tally.sent.compactMap(\.obstacle)
    guard !reasons.isEmpty else { return [] }
    let counted = Dictionary(reasons.map { ($0, 1) }, uniquingKeysWith: +)
    return counted.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      "Not at the broker yet: \($0.value). \($0.key)"
    } + [
      "They lie in the outbox; the next worker of their queue that reaches the broker sends them."
    ]
  }

  package var hints: [String] {
    tally.sent.last.map {
      ["What becomes of it: brevduva trace \($0.message.id.shellWord) --wait 10"]
    } ?? []
  }
}

extension JSONWriter {
  fileprivate mutating func members(of sent: Retries.Sent) {
    member("parkedId", sent.parkedID.description)
    member("messageId", sent.message.id)
    member("source", sent.message.source)
    member("sent", sent.obstacle == nil)
    member("detail", orNull: sent.obstacle)
  }
}
