import Domain
import Formats
import Store

/// The refused rows with the header of the file as CSV, to be mended and imported again.
struct RefusedRowCSV: CommandAnswer {
  let id: ImportID
  let servers: ServerConnections

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    var csv = CSVWriter()
    csv.append(
      try servers.withStore { store, waiter throws(StoreError) in
        try store.importHeader(of: id, waiting: &waiter)
      })
    try PagedList.refusedRows(of: id, on: servers).forEachPage { page throws(Failure) in
      for row in page { csv.append(row.cells) }
      try console.print(csv.take())
    }
  }
}

extension PagedList<RefusedRowRecord> {
  /// The refused rows of an import in file order (P7).
  static func refusedRows(of id: ImportID, on servers: ServerConnections) -> Self {
    PagedList(servers) { last, limit, store, waiter throws(StoreError) in
      try store.refusedRows(of: id, after: last?.place, limit: limit, waiting: &waiter)
    }
  }
}
