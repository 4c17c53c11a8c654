import Domain
import Formats

extension ImportChange {
  /// The type of the event that tells it; `nil` for what nobody is told of: a beginning, and what is kept.
  var eventType: EventType? {
    switch self {
    case .begun, .recorded, .undoBegun: nil
    case .advanced(let report): report.isComplete ? "import.completed" : "import.progress"
    case .stopped: "import.completed"
    case .undone(let report): report.isComplete ? "import.undone" : nil
    }
  }

  /// Writes how far an import has come, or its report: never a part of a row (P7).
  func writeData(of id: ImportID, to writer: inout JSONWriter, isProtected: Bool) {
    writer.member("importId", id)
    switch self {
    case .begun, .recorded, .undoBegun: break
    case .advanced(let report) where report.isComplete: report.writeEnd(to: &writer)
    case .advanced(let report):
      writer.member("done", orNull: report.total.total)
      writer.member("total", orNull: report.rows)
    case .stopped(let report): report.writeEnd(to: &writer)
    case .undone(let report):
      writer.key("counts")
      writer.beginObject()
      writer.member("givenBack", orNull: report.total.givenBack)
      writer.member("kept", orNull: report.total.kept)
      writer.endObject()
      writer.member("kept", each: report.firstKept) {
        $1.write(to: &$0, isProtected: isProtected)
      }
    }
  }
}

extension ImportReport {
  /// Writes the report of an import that goes no further; one that was stopped has not all rows.
  fileprivate func writeEnd(to writer: inout JSONWriter) {
    writer.member("dryRun", isDryRun)
    writer.member("stopped", !isComplete)
    writer.key("counts")
    total.write(to: &writer)
    writer.member("refusedRows", each: firstRefused) { $1.write(to: &$0) }
  }
}

extension KeptProfileReason {
  fileprivate func write(to writer: inout JSONWriter, isProtected: Bool) {
    writer.beginObject()
    writer.member("profileId", orNull: isProtected ? nil : profile?.description)
    writer.member("reason", reason.rawValue)
    writer.endObject()
  }
}

extension ImportCounts {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("created", orNull: created)
    writer.member("changed", orNull: changed)
    writer.member("unchanged", orNull: unchanged)
    writer.member("refused", orNull: refused)
    writer.endObject()
  }
}

extension RefusedRow {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("line", orNull: line)
    writer.member("column", orNull: column)
    writer.member("code", code)
    writer.member("sentence", sentence)
    writer.endObject()
  }
}
