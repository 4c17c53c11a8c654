public import ArgumentParser
import Contract
import Domain
public import Formats

/// `bounce explain`: how a report of mail is read and judged (B1–B3).
struct BounceExplain: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell how a report of mail is read and judged, step by step.",
    discussion: """
      What kind of message it is and by which sign, of whom it speaks, what is said of each recipient, \
      and which row of the table decided by which words. No server is asked, and nothing is changed.

      With --files it reads many and prints one line of JSON a file: the recipients, and the kind and \
      the status of each. With --gateway a file holds what that mail gateway sends as a webhook.

      Example: brevduva bounce explain returned.eml
      Example: brevduva bounce explain --gateway postmark event.json
      Example: brevduva bounce explain --files one.eml two.eml > judged.jsonl
      """)

  @Argument(help: "The message as it came; - for standard input.", completion: .file())
  var file: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Many files, or - for their names from standard input; prints one line of JSON for each.",
      valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(help: "The gateway whose webhooks they are.")
  var gateway: Gateway?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (file == nil) != files.isEmpty else {
      throw ValidationError("Name one file, or several by --files.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> FileAnswer<BounceExplainReport> {
    if let file { return .one(try report(on: file)) }
    return .many(
      FileLines(names: files, verb: "judged") { file throws(Failure) in try report(on: file).line })
  }

  private func report(on file: String) throws(Failure) -> BounceExplainReport {
    let octets = try InputFile(path: file).octets()
    guard let gateway else {
      return BounceExplainReport(
        file: file, explanation: BounceExplanation(BounceReport(MailMessage(octets))))
    }
    do throws(GatewayFault) {
      return BounceExplainReport(
        file: file, explanation: BounceExplanation(try gateway.events(in: octets)))
    } catch {
      throw .refused(
        "\(file.visible) is nothing that \(gateway.rawValue) sends: \(error.problem) at "
          + "\(error.path.visible).")
    }
  }
}

extension Gateway: ExpressibleByArgument {}

/// A message, or a gateway's events, with the steps of the judgement.
struct BounceExplainReport: CommandOutput {
  /// Name of the file, as it was given.
  let file: String
  let explanation: BounceExplanation

  /// The judgement alone, as one line of JSON.
  var line: [UInt8] {
    var json = JSONWriter()
    write(to: &json, withSteps: false)
    return json.bytes
  }

  func write(to json: inout JSONWriter) { write(to: &json, withSteps: true) }

  private func write(to json: inout JSONWriter, withSteps: Bool) {
    json.object { json in
      json.member("file", file)
      if withSteps { json.member("steps", explanation.steps) }
      json.member("recipients", each: explanation.recipients) { json, recipient in
        json.object {
          $0.member("address", orNull: recipient.address)
          $0.member("kind", recipient.word)
          $0.member("status", orNull: recipient.status?.description)
          if withSteps { $0.member("steps", recipient.steps) }
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    explanation.steps.map(\.visible)
      + explanation.recipients.flatMap { recipient in
        ["", recipient.title(in: style)] + recipient.steps.map { "  \($0.visible)" }
      }
  }
}

extension BounceExplanation.Recipient {
  /// Kind of the judgement, in the contract's word.
  fileprivate var word: String { kind?.rawValue ?? "notABounce" }

  fileprivate func title(in style: OutputStyle) -> String {
    (address?.visible ?? "nobody").styled(.strong, in: style) + ": "
      + word.styled(kind?.style ?? .plain, in: style)
  }
}

extension BounceKind {
  fileprivate var style: TextStyle {
    switch self {
    case .permanent, .complaint: .bad
    case .temporary, .blocked, .unknown, .ownerChanged, .suppressed: .warning
    case .delivered: .good
    }
  }
}
