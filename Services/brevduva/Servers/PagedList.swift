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
    let limit = 1000
    var last: Record?
    while true {
      let page = try servers.withStore { store, waiter throws(StoreError) in
        try read(last, limit, &store, &waiter)
      }
      try visit(page)
      guard page.count == limit else { return }
      last = page.last
    }
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
      try console.print(json.take())
    }
    json.endArray()
  }
}
