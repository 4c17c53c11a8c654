public import ArgumentParser
public import Contract
import Domain
import Formats
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

  @Option(help: "How it is sent: \(ArgumentParsing.words(of: EnvelopeWriter.Form.self)).")
  var form = EnvelopeWriter.Form.binary

  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try ArgumentParsing.text(type)
    for text in [id, source, actor].compactMap(\.self) { _ = try ArgumentParsing.text(text) }
    if let time { _ = try ArgumentParsing.moment(time) }
    guard writer(of: []).fits else {
      throw ValidationError("A raw mail is not JSON: send it with --form binary or plain.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> PublishReport {
    let writer = writer(of: try InputFile(path: file).octets())
    var publisher = try context.servers.publisher()
    try publisher.deliver(writer)
    return PublishReport(attributes: writer.attributes)
  }

  /// Time at which the message was written, else now; a text that is no time was refused before.
  private var moment: Timestamp {
    time.flatMap { try? ArgumentParsing.moment($0) } ?? .now()
  }

  private func writer(of data: [UInt8]) -> EnvelopeWriter {
    EnvelopeWriter(
      type: type, id: id, source: source, actor: actor, form: form, time: moment, data: data)
  }
}

extension EnvelopeWriter.Form: ExpressibleByArgument {}

/// A message that the broker has taken.
struct PublishReport: CommandOutput {
  /// Attributes by which its worker will know it.
  let attributes: MessageAttributes

  private var id: String { attributes.reference.id }

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("messageId", id)
      $0.member("source", attributes.reference.source)
      $0.member("type", attributes.type)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    [id.visible]
  }

  var hints: [String] {
    ["What becomes of it: brevduva trace \(id.shellWord) --wait 10"]
  }
}
