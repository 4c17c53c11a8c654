import Contract
import Domain
import Formats
import Store

/// An import that was sent, and its end if that was waited for.
struct ImportFileReport: CommandAnswer {
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
  var failure: Failure? {
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
  func print(asJSON: Bool, on console: Console) throws(Failure) {
    guard !asJSON else {
      var json = JSONWriter()
      try write(to: &json, on: console)
      return try console.print(end: &json)
    }
    guard let end else { return try console.print(["Sent. \(sequel)"]) }
    let isOld = end.trace?.outcome == .alreadyApplied
    if isOld { try console.print(["It was imported before, and nothing was done again.", ""]) }
    guard let report = end.report else { return }
    var hints = try report.printLines(on: console)
    if isOld { hints.append("To import it once more: name another id by --import-id.") }
    if report.record.isDryRun {
      hints.append("Nothing was changed. To import it: the same without --dry-run.")
    }
    try console.print(hints: hints)
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
