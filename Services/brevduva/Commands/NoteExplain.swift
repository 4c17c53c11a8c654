import ArgumentParser
import Domain
import Formats

/// `note explain`: how a mail is read before it becomes a note (M6).
struct NoteExplain: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what is read of a mail that would become a note.",
    discussion: """
      Who wrote it to whom, when, what about, its text, what is attached, and whose mail it passes on; or why \
      it makes no note. No server is asked, and nothing is kept.

      With --files it reads many and prints one line of JSON a file; one that cannot be read is told on \
      standard error.

      Example: brevduva note explain letter.eml
      Example: brevduva note explain --files one.eml two.eml > read.jsonl
      """)

  @Argument(help: "The mail as it came; - for standard input.", completion: .file())
  var file: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Many files, or - for their names from standard input; prints one line of JSON for each.",
      valueName: "file"),
    completion: .file())
  var files: [String] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (file == nil) != files.isEmpty else {
      throw ValidationError("Name one file, or several by --files.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> FileAnswer<NoteExplainReport> {
    if let file { return .one(try report(on: file)) }
    return .many(
      FileLines(names: files, verb: "read") { file throws(Failure) in
        var json = JSONWriter()
        try report(on: file).write(to: &json)
        return json.bytes
      })
  }

  private func report(on file: String) throws(Failure) -> NoteExplainReport {
    NoteExplainReport(
      file: file, mail: NoteMail(MailMessage(try InputFile(path: file).octets())))
  }
}

/// A mail, as far as a note keeps it.
struct NoteExplainReport: CommandOutput {
  /// Name of the file, as it was given.
  let file: String
  let mail: NoteMail

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("file", file)
      json.member("kind", mail.kind.word)
      json.member("messageId", orNull: mail.messageID)
      json.member("at", orNull: mail.date.map { Timestamp(microseconds: $0) })
      json.member("subject", mail.subject)
      json.member("from", mail.from.map(\.address))
      json.member("to", mail.to.map(\.address))
      json.member("cc", mail.cc.map(\.address))
      json.member("text", mail.text)
      json.member("isCut", mail.isCut)
      json.member("attachments", each: mail.attachments) { json, file in
        json.object {
          $0.member("name", file.name)
          $0.member("type", file.type)
          $0.member("size", orNull: file.size)
        }
      }
      json.member("forwardedFrom", orNull: mail.forwardedSender)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("kind", mail.kind.word, mail.kind == .personal ? .good : .warning)
    fields.add("message id", mail.messageID)
    fields.add("written", mail.date.map { Timestamp(microseconds: $0).text(in: style) })
    for (label, mailboxes) in [("from", mail.from), ("to", mail.to), ("cc", mail.cc)] {
      for mailbox in mailboxes { fields.add(label, mailbox.address) }
    }
    fields.add("subject", mail.subject)
    fields.add("passes on a mail of", mail.forwardedSender)
    for file in mail.attachments {
      fields.add("attachment", "\(file.name), \(file.type), \(file.size) octets")
    }
    let text = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
    return fields.lines(in: style)
      + (mail.text.isEmpty ? [] : [""] + text.map { String($0).visible })
  }
}

extension NoteMail.Kind {
  /// The word in JSON.
  fileprivate var word: String {
    switch self {
    case .personal: "personal"
    case .automatic: "automatic"
    case .list: "list"
    case .bounce: "bounce"
    }
  }
}
