package import Formats
package import Store

/// The register of processing: each table and column with what it holds and when that is erased.
package struct DataMap: Answer {
  private let tables: [Table]

  /// Gathers the columns of the schema, by table, those with personal data first.
  package init(_ columns: [ColumnRecord]) {
    let tables = columns.reduce(into: [Table]()) { tables, column in
      if tables.last?.name != column.table {
        tables.append(Table(name: column.table, purpose: column.purpose, columns: []))
      }
      tables[tables.count - 1].columns.append(Column(column))
    }
    self.tables = tables.filter(\.isPersonal) + tables.filter { !$0.isPersonal }
  }

  /// A table with its columns.
  private struct Table {
    let name: String
    let purpose: String
    var columns: [Column]

    var isPersonal: Bool { columns.contains { $0.fate?.isPersonal ?? false } }
  }

  /// A column, as its comment has it.
  private struct Column {
    let name: String
    let meaning: String
    /// `nil` if the comment does not say.
    let fate: Fate?

    init(_ record: ColumnRecord) {
      name = record.name
      fate = Fate.allCases.first { record.comment.contains($0.rawValue) }
      let parts = fate.map { record.comment.split(separator: $0.rawValue, maxSplits: 1) } ?? []
      meaning = parts.isEmpty ? record.comment : parts.map(\.trimmed).joined(separator: "; ")
    }
  }

  /// Whether a column is personal, and when it is erased: the words of the comments.
  private enum Fate: String, CaseIterable {
    case none = "not personal"
    case purge = "personal: erase on purge"
    case death = "personal: erase on deceased"

    var isPersonal: Bool { self != .none }

    /// The cells 'personal' and 'erased'.
    var cells: String {
      switch self {
      case .none: "no | –"
      case .purge: "**yes** | on purge"
      case .death: "**yes** | on death and on purge"
      }
    }
  }

  package func write(to json: inout JSONWriter) {
    json.array(tables) { json, table in
      json.object {
        $0.member("table", table.name)
        $0.member("purpose", table.purpose)
        $0.member("columns", each: table.columns) { json, column in
          json.object {
            $0.member("column", column.name)
            $0.member("meaning", column.meaning)
            $0.member("personal", column.fate?.isPersonal ?? true)
            $0.member("erasedOnDeath", column.fate == .death)
            $0.member("erasedOnPurge", column.fate != Fate.none)
          }
        }
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    DataMapText.preface + ["", "## Overview", ""]
      + ["| table | what for | personal data in |", "|---|---|---|"] + tables.map(summary)
      + tables.flatMap(details)
  }

  private func summary(_ table: Table) -> String {
    let personal = table.columns.filter { $0.fate != Fate.none }.map { "`\($0.name)`" }
    let cell = personal.isEmpty ? "none" : personal.joined(separator: ", ")
    return "| [`\(table.name)`](#\(table.name)) | \(table.purpose.cell) | \(cell) |"
  }

  private func details(_ table: Table) -> [String] {
    let rows = table.columns.map { column in
      "| `\(column.name)` | \(column.meaning.cell) | \(column.fate?.cells ?? "not said | not said") |"
    }
    return ["", "## \(table.name)", "", table.purpose, ""]
      + ["| column | what it holds | personal | erased |", "|---|---|---|---|"] + rows
  }
}

extension StringProtocol {
  /// Without spaces, stops and colons at both ends.
  fileprivate var trimmed: String {
    let isEdge = { (character: Character) in " .:;".contains(character) }
    return String(drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }
}
