/// The prepared statements of one connection, by the identity of their type.
struct Statements {
  /// One that the server knows, or will once it has read what is sent.
  struct Prepared {
    let name: String
    let types: [UInt32]
  }

  private let areKept: Bool
  private var known: [ObjectIdentifier: Prepared] = [:]
  private var count = 0
  /// `true` if the server holds statements that are of no use any more.
  private(set) var areStale = false

  init(areKept: Bool) {
    self.areKept = areKept
  }

  subscript(type: ObjectIdentifier) -> Prepared? { known[type] }

  /// Gives the statement a name; the empty one if it is not kept.
  mutating func add(_ type: ObjectIdentifier, _ types: [UInt32], isKept: Bool) -> Prepared {
    guard areKept, isKept else { return Prepared(name: "", types: types) }
    count += 1
    let prepared = Prepared(name: "s\(count)", types: types)
    known[type] = prepared
    return prepared
  }

  /// Forgets one that the server did not prepare.
  mutating func remove(_ type: ObjectIdentifier) {
    known[type] = nil
  }

  /// Forgets all, since the server has lost them or their plans; new ones get new names.
  mutating func removeAll() {
    areStale = areStale || !known.isEmpty
    known = [:]
  }

  /// The server deallocates all, the stale ones and those prepared since.
  mutating func markClean() {
    areStale = false
    known = [:]
  }
}
