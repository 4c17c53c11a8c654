import Contract
import Domain
import Formats
import Store

/// An import that was sent, and its end if that was waited for.
struct ImportFileReport: CommandOutput {
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

  func write(to json: inout JSONWriter) {
    json.object { json in
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
      if let report = end?.report { report.write(to: &json) } else { json.null() }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    guard let end else { return ["Sent. \(sequel)"] }
    let isOld = end.trace?.outcome == .alreadyApplied
    let remark = ["It was imported before, and nothing was done again.", ""]
    return (isOld ? remark : []) + (end.report?.lines(in: style) ?? [])
  }

  var hints: [String] {
    guard let report = end?.report else { return [] }
    let isOld = end?.trace?.outcome == .alreadyApplied
    return report.hints
      + (isOld ? ["To import it once more: name another id by --import-id."] : [])
      + (report.record.isDryRun
        ? ["Nothing was changed. To import it: the same without --dry-run."] : [])
  }
}
