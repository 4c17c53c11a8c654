/// Purposes of the columns of a file (P2); those without one are not read.
public struct ColumnMapping: Hashable, Sendable {
  /// A column that is read.
  public struct Column: Hashable, Sendable {
    /// Its place in a row, the first being 0.
    public let place: Int
    /// Its header as it stands in the file, without white space around it.
    public let header: String
    /// Its purpose.
    public let field: ImportField
    /// Tells whether a cell may hold several addresses, as Google's do, apart by ` ::: `.
    public let mayHoldSeveral: Bool
  }

  /// The columns that are read, in their order.
  public let columns: [Column]

  /// Finds the columns that somebody has chosen, by their headers.
  ///
  /// Headers are compared as they stand; one that is not there so, without case, accents and
  /// punctuation.
  ///
  /// - Parameters:
  ///   - fields: for each header the contract's word of what it is for.
  ///   - header: the first row of the file.
  /// - Throws: what does not fit; then nothing of the file is imported.
  public init(_ fields: [String: String], header: [String]) throws(MappingFault) {
    var columns: [Column] = []
    for (name, word) in fields.sorted(by: { $0.key < $1.key }) {
      guard let field = ImportField(word) else { throw .unknownField(word) }
      let place = try Self.place(of: name, in: header)
      columns.append(Self.column(place, header, field))
    }
    try self.init(columns)
  }

  /// Gathers columns; each place once, each field once, but for additional addresses.
  init(_ columns: [Column]) throws(MappingFault) {
    guard !columns.isEmpty else { throw .noColumns }
    let sorted = columns.sorted { $0.place < $1.place }
    var fields: Set<ImportField> = []
    for column in sorted where !column.field.mayRepeat {
      guard fields.insert(column.field).inserted else { throw .fieldTwice(column.field) }
    }
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.place == right.place {
      throw .columnTwice(left.header)
    }
    self.columns = sorted
  }

  static func column(_ place: Int, _ header: [String], _ field: ImportField) -> Column {
    let words = HeaderWords(header[place])
    var isAddress = false
    if case .email = field { isAddress = true }
    return Column(
      place: place, header: HeaderWords.trimmed(header[place]), field: field,
      mayHoldSeveral: isAddress && words.isGoogles)
  }

  private static func place(of name: String, in header: [String]) throws(MappingFault) -> Int {
    let wanted = HeaderWords.trimmed(name)
    let exact = header.indices.filter { HeaderWords.trimmed(header[$0]) == wanted }
    let places =
      exact.isEmpty
      ? header.indices.filter { HeaderWords.folded(header[$0]) == HeaderWords.folded(name) } : exact
    guard let place = places.first, !wanted.isEmpty else { throw .unknownColumn(name) }
    guard places.count == 1 else { throw .ambiguousColumn(name) }
    return place
  }
}

/// Reason why a choice of columns fits no file, or not this one.
public enum MappingFault: Error, Hashable, Sendable {
  /// The file has no column with this header.
  case unknownColumn(String)
  /// The file has several columns with this header.
  case ambiguousColumn(String)
  /// There is no field of this name.
  case unknownField(String)
  /// Two columns are for one field, which only one can be for.
  case fieldTwice(ImportField)
  /// One column is named twice.
  case columnTwice(String)
  /// No column is for anything.
  case noColumns
}
