import Formats
import Store
import Threading

/// A list that is read page by page while it is printed: it may be longer than memory should hold.
struct PagedList<Record: Sendable>: Sendable {
  /// Reads the records behind one, at most so many; behind `nil` the list begins.
  typealias Reader =
    @Sendable (
      _ last: Record?, _ limit: Int, inout OperatorStore, inout PollWaiter
    ) throws(StoreError) -> [Record]

  private let servers: ServerConnections
  private let read: Reader

  /// Describes a list; nothing of it is read yet.
  init(_ servers: ServerConnections, read: @escaping Reader) {
    self.servers = servers
    self.read = read
  }

  /// Visits the records in their order, a page at a time; each page as it is at that moment.
  ///
  /// - Throws: what the database says, or `visit`.
  func forEachPage(_ visit: ([Record]) throws(Failure) -> Void) throws(Failure) {
    var waiter = PollWaiter()
    var store = try servers.store(waiting: &waiter)
    var last: Record?
    while true {
      let page = try nextPage(after: last, &store, &waiter)
      try visit(page)
      guard page.count == Self.limit else { return }
      last = page.last
    }
  }

  /// The most that is read and printed at a time.
  private static var limit: Int { 1000 }

  private func nextPage(
    after last: Record?, _ store: inout OperatorStore, _ waiter: inout PollWaiter
  ) throws(Failure) -> [Record] {
    do throws(StoreError) {
      return try read(last, Self.limit, &store, &waiter)
    } catch {
      throw Failure(error)
    }
  }

  /// Prints the records as the rows of a table; they are read twice, since the widest decides on the columns.
  ///
  /// - Parameters:
  ///   - headings: a table without rows.
  ///   - isBelow: whether an empty line stands before it.
  ///   - console: where it is printed.
  ///   - cells: the row of a record.
  /// - Returns: the first record; `nil` if there is none, and then nothing is printed.
  /// - Throws: what the database says, or the console.
  func print(
    under headings: Table, isBelow: Bool = false, on console: Console,
    cells: (Record) -> [Table.Cell]
  ) throws(Failure) -> Record? {
    let style = console.output
    var table = headings
    var first: Record?
    try forEachPage { page throws(Failure) in
      first = first ?? page.first
      for record in page { table.makeRoom(for: cells(record)) }
    }
    guard first != nil else { return nil }
    try console.print((isBelow ? [""] : []) + [table.headLine(in: style)])
    try forEachPage { page throws(Failure) in
      try console.print(page.map { table.line(cells($0), in: style) })
    }
    return first
  }

  /// Writes the records as a JSON array, and prints what is written at each page.
  ///
  /// - Throws: what the database says, or the console.
  func write(
    to json: inout JSONWriter, on console: Console, _ write: (inout JSONWriter, Record) -> Void
  ) throws(Failure) {
    json.beginArray()
    try forEachPage { page throws(Failure) in
      for record in page { write(&json, record) }
      try console.print(part: &json)
    }
    json.endArray()
  }
}
