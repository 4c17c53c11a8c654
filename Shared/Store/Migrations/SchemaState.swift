/// A step that a database has, as it recorded it.
struct AppliedMigration: Hashable, Sendable {
  let number: Int32
  let usableFrom: Int32
  /// `true` if its text is the one that this program knows; `nil` for a step that it does not know.
  let isSame: Bool?
}

/// State of a database's schema beside the one that a program knows.
public enum SchemaState: Hashable, Sendable {
  /// It is the same.
  case current
  /// It is newer, and still serves this program.
  case ahead(at: Int32)
  /// It lacks steps.
  case behind(at: Int32, wanted: Int32)
  /// It is newer, and does not serve this program any more.
  case outgrown(at: Int32, servesFrom: Int32, known: Int32)
  /// A step was applied whose text is another one than this program's.
  case altered(Int32)

  /// Compares what a database has with what a program knows.
  init(_ applied: [AppliedMigration], known: [Migration]) {
    let newest = known.last?.number ?? 0
    let at = applied.map(\.number).max() ?? 0
    let servesFrom = applied.map(\.usableFrom).max() ?? 0
    if let altered = applied.first(where: { $0.isSame == false }) {
      self = .altered(altered.number)
    } else if servesFrom > newest {
      self = .outgrown(at: at, servesFrom: servesFrom, known: newest)
    } else if at > newest {
      self = .ahead(at: at)
    } else if applied.count < known.count {
      self = .behind(at: at, wanted: newest)
    } else {
      self = .current
    }
  }

  /// Reason why a program cannot work with it, and the cure; `nil` if it can.
  var objection: String? {
    switch self {
    case .current, .ahead: nil
    case .behind(0, _): "The database has no schema yet: run `brevduva migrate`."
    case .behind(let at, let wanted):
      "The schema is at step \(at), this program needs step \(wanted): run `brevduva migrate`."
    case .outgrown(let at, let servesFrom, let known):
      "The schema is at step \(at) and serves programs that know step \(servesFrom), this one knows "
        + "\(known): start a newer version of this program."
    case .altered(let number):
      "Step \(number) of the schema was applied with another text than this program's: start the "
        + "version that made the schema; a released step is never edited, so `brevduva migrate` of "
        + "that version tells which one differs."
    }
  }
}
