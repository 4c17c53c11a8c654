import Domain
import Formats

extension ImportChange {
  /// The type of the event that tells it; `nil` for a beginning, which nobody is told of.
  var eventType: EventType? {
    switch self {
    case .begun: nil
    case .advanced(let report): report.isComplete ? "import.completed" : "import.progress"
    }
  }

  /// Writes how far an import has come, or its report: never a part of a row (P7).
  func writeData(of id: ImportID, to writer: inout JSONWriter) {
    writer.member("importId", id)
    switch self {
    case .begun: break
    case .advanced(let report) where report.isComplete:
      writer.member("dryRun", report.isDryRun)
      writer.key("counts")
      report.total.write(to: &writer)
      writer.member("refusedRows", each: report.firstRefused) { $1.write(to: &$0) }
    case .advanced(let report):
      writer.member("done", orNull: report.total.total)
      writer.member("total", orNull: report.rows)
    }
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
