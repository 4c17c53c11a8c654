import ArgumentParser
import Contract
import Domain
import Formats
import Store

/// `parked retry`: sends parked messages again, mended or not.
struct ParkedRetry: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Send a parked message again, mended or as it is.",
    discussion: """
      The message leaves the list and is sent at once under its own id, and counts as new. If the \
      broker is away, the next worker of its queue that reaches it sends the message. Of a cause \
      all that are parked when the command begins are sent; one that is parked again meanwhile is \
      not sent twice. What is set and unset is a property by its AMQP name (content_encoding, \
      timestamp …), else a header, whose value is then text.

      Example: brevduva parked retry --cause unsupportedEncoding --unset content_encoding
      """)

  @Argument(help: "Its id in the list.", transform: ArgumentParsing.id)
  var id: ParkedID?

  @Argument(
    help: "The file with the mended body; - for standard input.", completion: .file())
  var file: String?

  @Option(help: "All messages that were parked for this cause, instead of one.")
  var cause: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Send it with this property or header; may be given several times.",
      valueName: "name=value"),
    completion: .list(PropertyName.allCases.map { $0.rawValue + "=" }),
    transform: ArgumentParsing.assignment)
  var assignments: [PropertyEdit] = []

  @Option(
    name: .customLong("unset"),
    help: ArgumentHelp(
      "Send it without this property or header; may be given several times.", valueName: "name"),
    completion: .list(PropertyName.allCases.map(\.rawValue)),
    transform: ArgumentParsing.removal)
  var removals: [PropertyEdit] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (id == nil) != (cause == nil) else {
      throw ValidationError("Name a parked message by its id, or all of one by --cause.")
    }
    if let cause { _ = try ArgumentParsing.text(cause) }
    let names = (assignments + removals).map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ValidationError("'\(twice.visible)' is set or unset twice: name it once.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> ParkedRetryReport {
    let body: [UInt8]? = if let file { try InputFile(path: file).octets() } else { nil }
    let mending = ParkedMending(body: body, edits: assignments + removals)
    var redelivery = try ParkedRedelivery(from: context.servers)
    if let id {
      let sent = try redelivery.send(id, mending)
      return ParkedRetryReport(tally: ParkedRedelivery.Tally(sent: [sent]))
    }
    return try retry(cause ?? "", mending, by: &redelivery, telling: context.console)
  }

  /// Sends all of a cause; if that breaks off, what was done before is an answer too.
  private func retry(
    _ cause: String, _ mending: ParkedMending, by redelivery: inout ParkedRedelivery,
    telling console: Console
  ) throws(Failure) -> ParkedRetryReport {
    var tally = ParkedRedelivery.Tally()
    defer { console.clearProgress() }
    do throws(Failure) {
      try redelivery.sendAll(of: cause, mending, into: &tally) { done, total in
        console.show(progress: "Sent again: \(done) of \(total)")
      }
      return ParkedRetryReport(tally: tally, cause: cause)
    } catch {
      guard tally.count > 0 else { throw error }
      return ParkedRetryReport(tally: tally, cause: cause, end: error)
    }
  }
}

/// Parked messages that were sent again: one, or those of a cause.
struct ParkedRetryReport: CommandOutput {
  let tally: ParkedRedelivery.Tally
  /// The cause; `nil` where one message was asked for.
  var cause: String?
  /// Reason for which it was broken off; `nil` if it was not.
  var end: Failure?

  var failure: Failure? {
    switch end {
    case .unreachable(let sentence): .unreachable(brokenOff(sentence))
    case .usage(let sentence), .refused(let sentence), .interrupted(let sentence):
      .refused(brokenOff(sentence))
    case nil: nil
    }
  }

  private func brokenOff(_ sentence: String) -> String {
    "Broken off after \(tally.count) messages: \(sentence) Run it again for the rest."
  }

  func write(to json: inout JSONWriter) {
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

  func lines(in style: OutputStyle) -> [String] {
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

  /// The reasons for which some are not at the broker yet, each once.
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

  var hints: [String] {
    tally.sent.last.map {
      ["What becomes of it: brevduva trace \($0.message.id.shellWord) --wait 10"]
    } ?? []
  }
}

extension JSONWriter {
  fileprivate mutating func members(of sent: ParkedRedelivery.Sent) {
    member("parkedId", sent.parkedID.description)
    member("messageId", sent.message.id)
    member("source", sent.message.source)
    member("sent", sent.obstacle == nil)
    member("detail", orNull: sent.obstacle)
  }
}
