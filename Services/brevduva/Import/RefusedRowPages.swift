import Domain
import Formats
import Store

/// The refused rows of an import, which are read page by page: there may be more than memory should hold (P7).
struct RefusedRowPages: Sendable {
  /// Number of rows that are read and printed at a time.
  private static let page = 1000

  let id: ImportID
  let servers: ServerConnections

  /// Visits the rows in file order, a page at a time; each page as it is at that moment.
  ///
  /// - Throws: what the database says, or `visit`.
  func forEachPage(_ visit: ([RefusedRowRecord]) throws(Failure) -> Void) throws(Failure) {
    var last: RefusedRowRecord.Place?
    while true {
      let page = try servers.withStore { store, waiter throws(StoreError) in
        try store.refusedRows(of: id, after: last, limit: Self.page, waiting: &waiter)
      }
      try visit(page)
      guard page.count == Self.page else { return }
      last = page.last?.place
    }
  }
}

/// The refused rows with the header of the file as CSV, to be mended and imported again.
struct RefusedRowCSV: CommandAnswer {
  let rows: RefusedRowPages

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    var csv = CSVWriter()
    csv.append(
      try rows.servers.withStore { store, waiter throws(StoreError) in
        try store.importHeader(of: rows.id, waiting: &waiter)
      })
    try rows.forEachPage { page throws(Failure) in
      for row in page { csv.append(row.cells) }
      try console.print(csv.take())
    }
  }
}
