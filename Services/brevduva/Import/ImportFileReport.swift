import Contract
import Domain
import Formats
import Store

/// An import that was sent, and its end if that was waited for.
struct ImportFileReport {
  let id: ImportID
  /// The message that brought it.
  let message: MessageReference
  /// All columns of the file.
  let columns: [ImportPlan.Column]
  /// The end of the waiting; `nil` if nobody waited.
  var end: ImportWatch.End?

  /// Sentence that says how to look at it later.
  var sequel: String {
    "How far it is: brevduva import report \(id.shellWord); what became of its message: "
      + "brevduva trace \(message.id)"
  }

  /// The failure to import it; `nil` if it goes on, or is done.
  private var failure: Failure? {
    guard let end else { return nil }
    switch end.trace?.outcome {
    case .refused?:
      let code = end.trace?.code ?? ""
      let cure = code == Refusal.importExists.code ? " Name another id by --import-id." : ""
      return .refused("Nothing was imported (\(code)): \(end.trace?.sentence ?? "")\(cure)")
    case .parked?:
      let parked =
        end.trace?.parkedID.map { "brevduva parked show \($0)" } ?? "brevduva parked list"
      return .refused("The file was parked (\(end.trace?.code ?? "")): \(parked) tells why.")
    case .applied?, .alreadyApplied?, .retried?, nil: break
    }
    if end.isInterrupted { return .interrupted("The import goes on without you. \(sequel)") }
    return end.report == nil
      ? .refused("There is nothing of the import any more: a purge has erased it.") : nil
  }

  /// Prints it, with the report as it is read.
  ///
  /// - Throws: what the database says, or `refused` if standard output takes no more; then it is not whole.
  func print(asJSON: Bool, on console: Console) throws(Failure) -> ImportFileEnd {
    guard !asJSON else {
      var json = JSONWriter()
      try write(to: &json, on: console)
      try console.print(json.take() + [UInt8(ascii: "\n")])
      return ImportFileEnd(failure: failure)
    }
    guard let end else {
      try console.print(["Sent. \(sequel)"])
      return ImportFileEnd(failure: failure)
    }
    let isOld = end.trace?.outcome == .alreadyApplied
    if isOld { try console.print(["It was imported before, and nothing was done again.", ""]) }
    guard let report = end.report else { return ImportFileEnd(failure: failure) }
    var left = try report.print(asJSON: false, on: console)
    if isOld { left.hints.append("To import it once more: name another id by --import-id.") }
    if report.record.isDryRun {
      left.hints.append("Nothing was changed. To import it: the same without --dry-run.")
    }
    return ImportFileEnd(failure: failure, report: left)
  }

  private func write(to json: inout JSONWriter, on console: Console) throws(Failure) {
    json.beginObject()
    json.member("importId", id)
    json.member("messageId", message.id)
    json.member("columns", each: columns) { json, column in
      json.object {
        $0.member("header", column.header)
        $0.member("field", orNull: column.field.map { "\($0)" })
      }
    }
    json.member("outcome", orNull: end?.trace?.outcome.word)
    json.member("code", orNull: end?.trace?.code)
    json.member("sentence", orNull: end?.trace?.sentence)
    json.member("parkedId", orNull: end?.trace?.parkedID?.description)
    json.key("report" as JSONKey)
    if let report = end?.report { try report.write(to: &json, on: console) } else { json.null() }
    json.endObject()
  }
}

/// End of a file that was sent: all but hints was printed.
struct ImportFileEnd: CommandOutput {
  let failure: Failure?
  /// What is left to say of the report.
  var report = ImportReportEnd()

  func write(to json: inout JSONWriter) {}

  func lines(in style: OutputStyle) -> [String] { [] }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    report.text(asJSON: asJSON, in: style)
  }
}
