import Contract
import Domain
import Formats
import Spreadsheets

/// An import before it is sent: what the columns are for, and the first rows as they will be understood
/// (P2, P8).
struct ImportPlan: Hashable, Sendable {
  /// A column of the file.
  struct Column: Hashable, Sendable {
    /// Its header.
    let header: String
    /// Its purpose; `nil` if it is not read.
    let field: ImportField?
    /// More about it, for a person; `nil` for nothing.
    let remark: String?
  }

  /// First rows of a file.
  struct Head: Hashable, Sendable {
    /// The number of rows that are looked at.
    private static let rowCount = 5

    let header: [String]
    let rows: [TableRow]

    /// Reads the header, and as many rows below it as are shown.
    init(of table: TableFile) throws(TableFault) {
      guard let header = try table.next()?.cells else { throw .empty }
      var rows: [TableRow] = []
      while rows.count < Self.rowCount, let row = try table.next() { rows.append(row) }
      self.header = header
      self.rows = rows
    }
  }

  /// The wishes, with the columns that are read.
  let options: ImportOptions
  /// All columns, in file order.
  let columns: [Column]
  /// First rows, in file order.
  let rows: [ImportChunk.Row]

  /// Plans an import of a file.
  ///
  /// - Parameters:
  ///   - head: its first rows.
  ///   - options: the wishes; without columns they are proposed from the header.
  /// - Throws: what of the wishes does not fit the file, `.noColumns` where there is nothing to propose.
  init(_ head: Head, _ options: ImportOptions) throws(MappingFault) {
    let proposal = options.columns.isEmpty ? MappingProposal(header: head.header) : nil
    var options = options
    if let proposal { options.columns = proposal.choice }
    let mapping = try ColumnMapping(options.columns, header: head.header)
    let rules = try RowRules(options, columns: mapping)
    let read = Dictionary(uniqueKeysWithValues: mapping.columns.map { ($0.place, $0) })
    columns = head.header.enumerated().map { place, header in
      guard let column = read[place] else {
        let remark = proposal.flatMap { Self.remark($0.verdicts[place]) }
        return Column(header: header, field: nil, remark: remark)
      }
      let overwrites = rules.overwritten.contains(column.field)
      return Column(
        header: column.header, field: column.field, remark: overwrites ? "overwrites" : nil)
    }
    rows = head.rows.map {
      mapping.row(ImportLine($0), repairs: options.repairs, language: options.language)
    }
    self.options = options
  }

  /// The choice of columns, in file order.
  var choices: [ColumnChoice] {
    columns.compactMap { column in
      column.field.map { ColumnChoice(header: column.header, field: $0) }
    }
  }

  private static func remark(_ verdict: MappingProposal.Verdict) -> String? {
    switch verdict {
    case .field, .unknown: nil
    case .double(let field): "another column is for \(field)"
    case .ambiguous: "another column has the same header: give them different ones"
    }
  }
}
