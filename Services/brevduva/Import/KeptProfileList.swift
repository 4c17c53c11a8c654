import Domain
import Formats
import Store

/// The profiles that the undo of an import left as they are, and why (P10).
struct KeptProfileList: Sendable {
  private let profiles: PagedList<KeptProfileRecord>

  /// Names the import.
  init(of id: ImportID, on servers: ServerConnections) {
    profiles = PagedList(servers) { last, limit, store, waiter throws(StoreError) in
      try store.keptProfiles(of: id, after: last?.place, limit: limit, waiting: &waiter)
    }
  }

  /// Writes them as a member of a JSON object, and prints what is written at each page.
  func write(to json: inout JSONWriter, on console: Console) throws(Failure) {
    json.key("kept" as JSONKey)
    try profiles.write(to: &json, on: console) { json, record in
      json.object {
        $0.member("profileId", orNull: record.kept.profile?.description)
        $0.member("reason", record.kept.reason.rawValue)
      }
    }
  }

  /// Prints them as a table, with an empty line before it; nothing if there are none.
  func printLines(on console: Console) throws(Failure) {
    let style = console.output
    var table = Table(["kept", "why"])
    // An id is as wide as any other.
    table.makeRoom(for: [Table.Cell(ProfileID(value: 0).description), ""])
    var isFirst = true
    try profiles.forEachPage { page throws(Failure) in
      guard !page.isEmpty else { return }
      if isFirst { try console.print(["", table.headLine(in: style)]) }
      isFirst = false
      try console.print(page.map { table.line($0.kept.cells, in: style) })
    }
  }
}

extension KeptProfileReason {
  /// The profile as a table has it: its id and the reason.
  fileprivate var cells: [Table.Cell] {
    [Table.Cell(profile?.description ?? "a protected one"), Table.Cell(reason.sentence)]
  }
}

extension UndoReason {
  /// Words for a steward.
  fileprivate var sentence: String {
    switch self {
    case .changed: "It was changed since, or something was said of it again."
    case .merged: "It was merged with another one."
    case .removed: "It was removed since."
    case .deceased: "The person has died."
    case .purged: "The person was erased."
    case .registrationSince: "A registration or a note has come to it."
    case .addressTaken: "Somebody else has an address that it had."
    }
  }
}
