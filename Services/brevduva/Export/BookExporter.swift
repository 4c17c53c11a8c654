import Domain
import Formats
import Store
import Threading

/// Exporter of the address book: its rows, page by page and all of one moment (P11).
struct BookExporter: ~Copyable {
  /// Counts of what was written.
  struct Tally: Hashable, Sendable {
    /// Number of profiles.
    var profiles = 0
    /// Number of those with protected identity among them (L8).
    var protected = 0
  }

  /// Number of profiles that are read and written at a time.
  private static let page = 1000

  private let list: ProfileList?
  private var store: OperatorStore
  private var waiter: PollWaiter

  /// Aims at the database, and finds out whether it can be used.
  ///
  /// - Parameters:
  ///   - list: the list whose profiles alone are exported; `nil` for all active and deceased ones.
  ///   - servers: those of the environment.
  /// - Throws: `usage` for the variable, `unreachable` if the database cannot be used.
  init(of list: ProfileList?, by servers: ServerConnections) throws(Failure) {
    var store = OperatorStore(exporting: try servers.location())
    var waiter = PollWaiter()
    do throws(StoreError) { try store.check(waiting: &waiter) } catch { throw Failure(error) }
    self.list = list
    self.store = store
    self.waiter = waiter
  }

  /// Writes the header and a row for each profile.
  ///
  /// - Parameters:
  ///   - write: takes the text, piece by piece.
  ///   - asJSON: whether each row is a JSON array on a line of its own; else it is CSV.
  ///   - tell: told after each page how many are done.
  /// - Returns: what was written.
  /// - Throws: what the database said, or what `write` throws; then the text is not whole.
  mutating func write(
    _ write: ([UInt8]) throws(Failure) -> Void, asJSON: Bool, telling tell: (ProgressBar) -> Void
  ) throws(Failure) -> Tally {
    let scope = try query { [list] store, waiter throws(StoreError) in
      try store.beginExport(of: list, waiting: &waiter)
    }
    var rows = RowWriter(asJSON: asJSON)
    rows.append(scope.columns.header)
    var tally = Tally()
    var last: ProfileID?
    while true {
      let page = try query { [list, last] store, waiter throws(StoreError) in
        try store.exported(of: list, after: last, limit: Self.page, waiting: &waiter)
      }
      for snapshot in page {
        rows.append(scope.columns.row(of: snapshot.profile, marks: snapshot.marks))
        tally.profiles += 1
        if snapshot.profile.isProtected { tally.protected += 1 }
      }
      try write(rows.take())
      guard let end = page.last?.profile.id else { return tally }
      last = end
      tell(ProgressBar(done: tally.profiles, total: scope.count))
    }
  }

  private mutating func query<Found>(
    _ work: (inout OperatorStore, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    do throws(StoreError) {
      return try work(&store, &waiter)
    } catch {
      let failure = Failure(error)
      throw failure.saying("\(failure.sentence) The export is not whole.")
    }
  }
}

/// Writer of rows, as CSV or as lines of JSON.
private struct RowWriter {
  private var csv: CSVWriter?
  private var lines: [UInt8] = []
  private var json = JSONWriter()

  init(asJSON: Bool) {
    csv = asJSON ? nil : CSVWriter()
  }

  mutating func append(_ row: [String]) {
    guard csv == nil else {
      csv?.append(row)
      return
    }
    json.removeAll()
    json.array(row) { $0.value($1) }
    lines += json.bytes.withEscapedLineEnds + [UInt8(ascii: "\n")]
  }

  /// Hands out what was written since the last time.
  mutating func take() -> [UInt8] {
    defer { lines.removeAll(keepingCapacity: true) }
    return csv?.take() ?? lines
  }
}
