import ArgumentParser
import Store

/// `parked retry`: sends parked messages again, mended or not.
struct ParkedRetry: LongSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Send a parked message again, with a mended body if one is given.",
    discussion: """
      The message leaves the list and is sent at once under its own id, and counts as new. If the \
      broker is away, the next worker of its queue that reaches it sends the message. Of a cause \
      all that are parked when the command begins are sent; one that is parked again meanwhile is \
      not sent twice.

      Example: brevduva parked retry --cause unknownType
      """)

  @Argument(help: "Its id in the list.", transform: Reading.id)
  var id: ParkedID?

  @Argument(
    help: "The file with the mended body; - for standard input.", completion: .file())
  var file: String?

  @Option(help: "All messages that were parked for this cause, instead of one.")
  var cause: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (id == nil) != (cause == nil) else {
      throw ValidationError("Name a parked message by its id, or all of one by --cause.")
    }
    if let cause { _ = try Reading.text(cause) }
  }

  func answer(from servers: Servers, telling console: Console) throws(Failure) -> Retries {
    let mended: [UInt8]? = if let file { try InputFile(path: file).octets() } else { nil }
    var returns = try Returns(from: servers)
    try returns.open()
    if let id { return try returns.send(id, mended: mended) }
    defer { console.clearProgress() }
    return try returns.sendAll(of: cause ?? "") { done, total in
      console.show(progress: "Sent again: \(done) of \(total)")
    }
  }
}
