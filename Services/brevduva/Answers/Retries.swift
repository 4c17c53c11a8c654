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

  private let all: [Sent]
  private let cause: String?
  private let partial: Int

  /// Gathers messages: one, or those of a cause, of which some were not kept whole.
  package init(_ all: [Sent], of cause: String?, partial: Int = 0) {
    self.all = all
    self.cause = cause
    self.partial = partial
  }

  private var waiting: [Sent] { all.filter { $0.obstacle != nil } }

  package func write(to json: inout JSONWriter) {
    guard cause == nil else {
      return json.object { json in
        json.member("code", orNull: cause)
        json.member("retried", each: all) { json, sent in json.object { $0.members(of: sent) } }
        json.member("notWhole", orNull: partial)
      }
    }
    for sent in all { json.object { $0.members(of: sent) } }
  }

  package func lines(on surface: Surface) -> [String] {
    var lines: [String] = []
    if let cause {
      lines.append("\(all.count) of the cause \(cause.visible) sent again.")
      if partial > 0 {
        lines.append("\(partial) are not kept whole and stay: parked discard takes them away.")
      }
    } else {
      lines += all.map { "Sent again: \($0.message.id.visible)" }
    }
    if let obstacle = waiting.first?.obstacle {
      lines += [
        "Not at the broker yet: \(waiting.count). \(obstacle)",
        "They lie in the outbox; the next worker of their queue that reaches the broker sends them.",
      ]
    }
    return lines
  }

  package var hints: [String] {
    all.last.map { ["What becomes of it: brevduva trace \($0.message.id.shellWord) --wait 10"] }
      ?? []
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
