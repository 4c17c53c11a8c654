/// Result of reading a row of a file, before the address book is asked.
public enum RowReading: Hashable, Sendable {
  /// It is understood.
  case row(ImportRow)
  /// It is refused; all that is wrong with it, in the order of the columns.
  case refused([CellFault])
}

extension ColumnMapping {
  /// Reads a row of a file.
  ///
  /// - Parameters:
  ///   - cells: its cells; those that are missing at its end are empty.
  ///   - line: the physical line on which it begins, or its number in the sheet.
  ///   - repairs: whether addresses are repaired where that is plain (I3).
  /// - Returns: the row, or all that is wrong with it: it applies whole or not at all (P4).
  public func read(_ cells: [ImportCell], line: Int, repairs: Bool = false) -> RowReading {
    var reader = RowReader(row: ImportRow(line: line), repairs: repairs)
    for column in columns where column.place < cells.count {
      reader.read(cells[column.place], column)
    }
    reader.row.mayLackPrimary =
      reader.row.externalIDs.contains { $0.system == ExternalID.exportSystem }
      && columns.contains { $0.field == .email(.primary) }
    if reader.faults.isEmpty, !reader.row.hasIdentity {
      reader.faults.append(CellFault(.noIdentity, column: nil))
    }
    return reader.faults.isEmpty ? .row(reader.row) : .refused(reader.faults)
  }
}

/// Reads the cells of one row.
private struct RowReader {
  /// The longest name, and the longest telephone and id, in octets.
  private static let (nameLimit, codeLimit) = (512, 256)

  var row: ImportRow
  var faults: [CellFault] = []
  private let repairs: Bool

  init(row: ImportRow, repairs: Bool) {
    self.row = row
    self.repairs = repairs
  }

  mutating func read(_ cell: ImportCell, _ column: ColumnMapping.Column) {
    switch column.field {
    case .profileID: readProfileID(cell, column)
    case .externalID(let system):
      if let id = code(cell, column) {
        row.externalIDs.append(ExternalID(system: system, value: id))
      }
    case .givenName: row.name.given = text(cell.text, Self.nameLimit, column)
    case .familyName: row.name.family = text(cell.text, Self.nameLimit, column)
    case .phone: row.phone = code(cell, column)
    case .email(let use): readAddresses(cell, use, column)
    case .optOut(nil): row.optsOut = isYes(cell, column)
    case .optOut(let topic?): if isYes(cell, column) { row.topics.insert(topic) }
    case .undeliverable: readUndeliverable(cell, column)
    case .deceased: row.isDeceased = isYes(cell, column)
    case .protected: row.isProtected = isYes(cell, column)
    }
  }

  private mutating func refuse(_ code: CellFault.Code, _ column: ColumnMapping.Column) {
    faults.append(CellFault(code, column: column.header))
  }

  /// A text without white space around it; nil if there is none, or it is refused.
  private mutating func text(
    _ text: String, _ limit: Int, _ column: ColumnMapping.Column
  ) -> String? {
    let text = String(text.trimmed)
    guard !text.isEmpty else { return nil }
    let isBroken = text.unicodeScalars.contains {
      $0.value == 0 || $0.value == 0xfffd || $0.properties.generalCategory == .control
    }
    guard !isBroken else {
      refuse(.control, column)
      return nil
    }
    guard text.utf8.count <= limit else {
      refuse(.tooLong, column)
      return nil
    }
    return text
  }

  /// A number that is a name: it must have all its digits.
  private mutating func code(_ cell: ImportCell, _ column: ColumnMapping.Column) -> String? {
    guard !cell.isRounded else {
      refuse(.roundedNumber, column)
      return nil
    }
    return text(cell.value, Self.codeLimit, column)
  }

  private mutating func readProfileID(_ cell: ImportCell, _ column: ColumnMapping.Column) {
    let text = String(cell.text.trimmed)
    guard !text.isEmpty else { return }
    guard let id = ProfileID(text) else { return refuse(.badProfileID, column) }
    row.profileID = id
  }

  private mutating func isYes(_ cell: ImportCell, _ column: ColumnMapping.Column) -> Bool {
    guard let yes = cell.saysYes else {
      refuse(.unclearValue, column)
      return false
    }
    return yes
  }

  private mutating func readAddresses(
    _ cell: ImportCell, _ use: Use?, _ column: ColumnMapping.Column
  ) {
    guard column.mayHoldSeveral else { return readAddress(cell.text, use, column) }
    var use = use
    for part in cell.text.split(separator: ":::") {
      readAddress(String(part), use, column)
      use = nil
    }
  }

  private mutating func readAddress(_ text: String, _ use: Use?, _ column: ColumnMapping.Column) {
    guard !text.trimmed.isEmpty else { return }
    do {
      add(try EmailAddress(text), use, column)
    } catch {
      if repairs, let repaired = error.repaired, let address = EmailAddress(exactly: repaired) {
        row.repairs += 1
        add(address, use, column)
      } else {
        faults.append(
          CellFault(.address(error.code), column: column.header, repaired: error.repaired))
      }
    }
  }

  private mutating func add(_ address: EmailAddress, _ use: Use?, _ column: ColumnMapping.Column) {
    let email = ImportRow.Email(address: address, use: use, column: column.header)
    if use == nil, row.emails.contains(where: { $0.address.key == address.key }) { return }
    // The same address further on adds a use; as an additional one it says nothing beside a use.
    row.emails.removeAll { $0.address.key == address.key && $0.use == nil && use != nil }
    row.emails.append(email)
  }

  private mutating func readUndeliverable(_ cell: ImportCell, _ column: ColumnMapping.Column) {
    switch cell.saysYes {
    case false?: return
    case true?:
      row.undeliverable.append(
        ImportRow.Undeliverable(since: Timestamp(day: cell.value.trimmed.lowercased())))
    case nil:
      for entry in ImportRow.Undeliverable.entries(of: cell.text) {
        guard let read = ImportRow.Undeliverable(entry) else {
          return refuse(.unclearValue, column)
        }
        row.undeliverable.append(read)
      }
    }
  }
}
