/// A role of the database and what it may do there: that of a worker, or of the command line.
public struct DatabaseRole: Hashable, Sendable {
  /// Its name after the prefix: `registration`.
  public let name: String
  /// Its rights, each once: one on a whole table holds those on columns of it.
  ///
  /// What is not named is forbidden.
  public let grants: [Grant]

  init(name: String, grants: [Grant]) {
    self.name = name
    self.grants = grants.filter { part in
      part.columns == nil
        || !grants.contains {
          $0.table == part.table && $0.privilege == part.privilege && $0.columns == nil
        }
    }
  }

  /// Rights for the loop of each worker: it checks the schema, and keeps the books of its messages.
  static let loop: [Grant] = [
    .select("schema_migration", "number", "usable_from", "checksum"),
    // The place of a row is none of its columns, and is granted like one.
    .select("inbox", "ctid", "message_id", "source", "body_hash", "ending", "handled_at"),
    .insert("inbox"), .delete("inbox"),
    .select("parked", "id", "message_id", "source"), .insert("parked"), .delete("parked"),
    .select("refused"), .insert("refused"),
    .update("refused", "type", "queue", "code", "sentence", "refused_at"), .delete("refused"),
    // What rows named that are taken away is forgotten with them.
    .select("mention", "ctid", "kind", "subject", "source"), .insert("mention"),
    .update("mention", "noted_at"), .delete("mention"),
    .select("counter"), .insert("counter"), .delete("counter"),
    .select("anomaly"), .insert("anomaly"), .update("anomaly", "amount", "first_at", "last_at"),
    .select("outbox"), .insert("outbox"), .update("outbox", "claimed_until"), .delete("outbox"),
  ]
}

/// A right on a table.
public struct Grant: Hashable, Sendable {
  /// Privilege in SQL's word.
  public enum Privilege: String, CaseIterable, Sendable {
    /// To read; to look for a row is to read the columns that it is looked for by.
    case select = "SELECT"
    /// To add rows.
    case insert = "INSERT"
    /// To change columns; who may change one may lock the row.
    case update = "UPDATE"
    /// To take rows away.
    case delete = "DELETE"
  }

  /// Privilege that is granted.
  public let privilege: Privilege
  /// The table.
  public let table: String
  /// The columns; `nil` for the table as a whole, with the columns that are yet to come.
  public let columns: [String]?

  static func select(_ table: String, _ columns: String...) -> Grant {
    Grant(privilege: .select, table: table, columns: columns.isEmpty ? nil : columns)
  }

  static func insert(_ table: String) -> Grant {
    Grant(privilege: .insert, table: table, columns: nil)
  }

  static func update(_ table: String, _ columns: String...) -> Grant {
    Grant(privilege: .update, table: table, columns: columns)
  }

  static func delete(_ table: String) -> Grant {
    Grant(privilege: .delete, table: table, columns: nil)
  }
}
