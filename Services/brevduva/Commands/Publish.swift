import ArgumentParser
import Domain
import Platform

/// `publish`: sends a message to the workers.
struct Publish: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Send a message to the workers, and print its id.",
    discussion: """
      Waits until the broker keeps the message; one that no queue takes is refused. Without --id the \
      id is made of type and body, so that the same again has no second effect.

      Example: brevduva publish registration.event --id mine-1 registration.json
      """)

  @Argument(help: "Its type, which is the routing key too: registration.event for instance.")
  var type: String

  @Argument(
    help: "The file with its data, JSON or a raw mail; - for standard input.", completion: .file())
  var file: String

  @Option(help: "Its id; the same source and id again has no second effect.")
  var id: String?

  @Option(help: "Who sends it, a URI.")
  var source: String?

  @Option(help: "Who acts.")
  var actor: String?

  @Option(help: "When it was written (RFC 3339, or a day: its beginning in UTC); now, if not said.")
  var time: String?

  @Option(help: "How it is sent: \(Draft.Form.words).")
  var form = Draft.Form.binary

  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try Reading.text(type)
    for text in [id, source, actor].compactMap(\.self) { _ = try Reading.text(text) }
    if let time { _ = try Reading.moment(time) }
    if let flaw = draft(of: []).flaw { throw ValidationError(flaw) }
  }

  func answer(from servers: Servers) throws(Failure) -> Publication {
    let draft = draft(of: try InputFile(path: file).octets())
    var broker = try servers.broker()
    return try broker.publish(draft)
  }

  /// When it was written; a text that is no time was refused before.
  private var moment: Timestamp {
    time.flatMap { try? Reading.moment($0) } ?? .now()
  }

  private func draft(of body: [UInt8]) -> Draft {
    Draft(
      type: type, id: id, source: source, actor: actor, form: form, time: moment, body: body)
  }
}

extension Draft.Form: ExpressibleByArgument {}
