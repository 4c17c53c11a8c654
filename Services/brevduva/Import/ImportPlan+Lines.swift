import Contract
import Domain

extension ImportPlan {
  /// The plan as it is shown before it is used.
  func lines(in style: OutputStyle) -> [String] {
    columnTable.lines(in: style) + [""] + rowLines(in: style)
  }

  private var columnTable: Table {
    var table = Table(["column", "is read as"])
    for column in columns {
      let words = [column.field.map { "\($0)" } ?? "not read", column.remark].compactMap(\.self)
      table.add([
        Table.Cell(column.header),
        Table.Cell(words.joined(separator: "; "), column.field == nil ? .faint : .plain),
      ])
    }
    return table
  }

  private func rowLines(in style: OutputStyle) -> [String] {
    guard !rows.isEmpty else { return ["There is no row below the header."] }
    var table = Table(["line", "name", "addresses", "ids", "more"], numeric: [0])
    for row in rows {
      switch row {
      case .refused(let row):
        let column = row.column.map { "\($0): " } ?? ""
        table.add([
          Table.Cell("\(row.line)"), "", "", "",
          Table.Cell("refused: \(column)\(row.sentence)", .bad),
        ])
      case .understood(let row):
        table.add([
          Table.Cell("\(row.line)"), Table.Cell(row.name.text),
          Table.Cell(row.emails.map(\.text).joined(separator: ", ")),
          Table.Cell(row.ids.joined(separator: ", ")),
          Table.Cell(row.rest.joined(separator: ", ")),
        ])
      }
    }
    return ["The first rows, as they will be understood:"] + table.lines(in: style)
  }
}

extension ImportRow.Email {
  fileprivate var text: String { "\(address.text) (\(use?.rawValue ?? "additional"))" }
}

extension ImportRow {
  fileprivate var ids: [String] {
    (profileID.map { ["profile \($0)"] } ?? []) + externalIDs.map { "\($0.system) \($0.value)" }
  }

  /// All that the other columns do not tell.
  fileprivate var rest: [String] {
    var rest: [String] = []
    if let phone { rest.append(phone) }
    if optsOut { rest.append("wants no bulk mail") }
    for topic in topics.sorted() { rest.append("wants no \(topic)") }
    if !undeliverable.isEmpty { rest.append("undeliverable") }
    if isDeceased { rest.append("has died") }
    if isProtected { rest.append("is protected") }
    if repairs > 0 { rest.append("repaired") }
    return rest
  }
}
