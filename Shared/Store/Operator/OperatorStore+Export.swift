public import Domain
import Postgres
public import Threading

/// List of the command line that names profiles; the raw value is its name there.
public enum ProfileList: String, CaseIterable, Sendable {
  /// Active profiles without a primary address (S5).
  case noPrimary = "no-primary"
  /// Active profiles with a marked address (B4).
  case undeliverable
  /// Active profiles with an address to which mail is held back (B9).
  case suppressed
}

/// Extent of an export, at the moment that all of it shows.
public struct ExportScope: Hashable, Sendable {
  /// Number of profiles, each of which has a row.
  public let count: Int
  /// The columns.
  public let columns: ExportColumns
}

/// Export of the book (P11): all of it is of one moment.
extension OperatorStore {
  /// The longest time that measuring, or a page of a list that names few, may take.
  private static let patience = Duration.seconds(600)

  /// Aims at a database from which a whole book is read; nothing is connected yet.
  ///
  /// Between two pages somebody may look at what was printed, for an hour at most.
  public init(exporting location: StoreLocation, applicationName: String = "brevduva") {
    var session = location.session(statementTimeout: Self.patience)
    session.idleInTransactionTimeout = .seconds(3600)
    database = ReconnectingConnection(
      location, applicationName: applicationName, session: session)
  }

  /// Begins an export: from here on the book is read as it stands now.
  ///
  /// - Parameters:
  ///   - list: the list whose profiles alone are exported; `nil` for all active and deceased ones.
  ///   - waiter: lent for this call.
  /// - Returns: how many profiles that are, and the columns that they need.
  /// - Throws: ``StoreError``.
  public mutating func beginExport(
    of list: ProfileList?, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ExportScope {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      database.connection?.deadline = Self.patience
      _ = try database.connection?.enqueue(BeginSnapshot())
      if let scope = try database.connection?.run(MeasureExport(list: list), waiting: &waiter).first
      {
        return scope
      }
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
    throw .contention(sqlstate: "25P01")
  }

  /// Reads profiles of the export that was begun, in the order of their ids.
  ///
  /// - Parameters:
  ///   - list: as it was begun.
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page; empty after the last profile.
  /// - Throws: ``StoreError``; `.contention` where the export has ended with its connection.
  public mutating func exported(
    of list: ProfileList?, after: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileSnapshot] {
    guard database.isInTransaction else { throw .contention(sqlstate: "25P01") }
    return try database.run(
      ListExported(list: list, after: after, limit: limit), waiting: &waiter)
  }
}
