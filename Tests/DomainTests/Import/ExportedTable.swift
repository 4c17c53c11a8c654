import BookSamples
import Domain
import Formats

/// Part of a book as an export shows it: profiles in the order of their ids, and the marks.
struct ShownBook {
  let profiles: [Profile]
  let marks: [AddressKey: Mark]

  /// Takes all profiles of a book that are exported.
  init(_ profiles: [Profile], marks: [AddressKey: Mark]) {
    self.profiles = profiles.filter { [.active, .deceased].contains($0.state) }
      .sorted { $0.id < $1.id }
    self.marks = marks
  }

  /// Takes those with these ids out of a book.
  init(_ ids: some Sequence<ProfileID>, of book: AddressBook) {
    let profiles = ids.compactMap { book.profile($0) }
    var marks: [AddressKey: Mark] = [:]
    for address in profiles.flatMap(\.addresses) { marks[address.key] = book.mark(on: address.key) }
    self.init(profiles, marks: marks)
  }

  private var columns: ExportColumns {
    let shown = profiles.filter { !$0.isProtected }
    return ExportColumns(
      systems: shown.flatMap(\.externalIDs.keys), topics: shown.flatMap(\.optedOut),
      additional: shown.map { $0.addresses.count { $0.uses.isEmpty } }.max() ?? 0)
  }

  /// The export as a file.
  var csv: [UInt8] {
    let columns = columns
    var writer = CSVWriter()
    writer.append(columns.header)
    for profile in profiles { writer.append(columns.row(of: profile, marks: marks)) }
    return writer.take()
  }
}

/// Book that was empty before a file was imported into it, by the mapping that is proposed for its header.
struct ImportedBook {
  private(set) var book = AddressBook(BookContents(), ids: IDSource(seed: 7))
  private(set) var results: [RowResult] = []

  /// Imports a file, and has whoever died declared dead.
  init(_ csv: [UInt8]) throws {
    let rows = Self.rows(of: csv)
    let mapping = try MappingProposal(header: rows.first?.cells ?? []).mapping()
    for row in rows.dropFirst() {
      try hold(row.fault == nil, "P8: line \(row.line) is read")
      let cells = row.cells.map { ImportCell($0, value: PrintedValue($0).text) }
      guard case .row(let read) = mapping.read(cells, line: row.line) else {
        throw Broken(rule: "P11: line \(row.line) is understood")
      }
      results.append(book.apply(read, rules: RowRules(), cause: .test))
    }
    for id in deaths {
      _ = LifeRules.standard.decide(
        CommandMessage(.command(.declareDeceased(id))), in: &book, cause: .test)
    }
    try hold(book.missing.isEmpty, "nothing is missing")
  }

  /// As an export shows it.
  var shown: ShownBook {
    ShownBook(
      book.log.compactMap { logged in
        if case .profile(let id, .created) = logged.change { id } else { nil }
      }, of: book)
  }

  /// Those for whom the import has left `profile.deceased` to the commands.
  private var deaths: [ProfileID] {
    book.log.compactMap { logged in
      guard case .message(_, .continued(type: "profile.deceased", let data)) = logged.change,
        case .text(let id)? = data["profileId"]
      else { return nil }
      return ProfileID(id)
    }
  }

  /// The rows of a file, as a worker has them.
  private static func rows(of csv: [UInt8]) -> [TableRow] {
    var detector = EncodingDetector()
    detector.take(csv.span)
    let form = CSVForm(csv, detector, isWhole: true)
    var reader = CSVReader(form.dialect, encoding: detector.encoding, line: form.firstLine)
    reader.append(csv[form.start...])
    reader.finish()
    var shaper = TableShaper(.text(quotesHeader: form.dialect.quotesTexts))
    while true {
      switch reader.next() {
      case .row:
        var row = TableRow(line: reader.line, cells: reader.texts ?? [])
        row.removeMarks()
        shaper.take(row)
      case .fault(let fault): shaper.take(TableRow(line: fault.line, cells: [], fault: fault.code))
      case .more, .end:
        shaper.finish()
        var rows: [TableRow] = []
        while let row = shaper.next() { rows.append(row) }
        return rows
      }
    }
  }
}
