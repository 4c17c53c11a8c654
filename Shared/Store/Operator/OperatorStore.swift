public import Domain
import Postgres
public import Threading

/// Store of the command line: all that stewards and operators read and mend, apart from the
/// workers' way.
///
/// Connects with its first use. A profile that is hidden, being protected or merged into one
/// that is, is shown by its id only (L8).
public struct OperatorStore: ~Copyable {
  var database: ReconnectingConnection

  /// Aims at a database; nothing is connected yet.
  public init(_ location: StoreLocation, applicationName: String = "brevduva") {
    database = ReconnectingConnection(
      location, applicationName: applicationName, session: location.session())
  }

  /// Reads all that is kept of a profile; `nil` if nobody has the id.
  public mutating func profile(
    _ id: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ProfileRecord? {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      // The optional is there after connecting; nil is what an unknown id gives.
      return try database.connection?.profileRecord(id, waiting: &waiter) ?? nil
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }

  /// Reads all that is held of a person (E3).
  ///
  /// - Parameters:
  ///   - id: of the kept profile.
  ///   - sender: reads who made a registration that waits for a steward.
  ///   - waiter: lent for this call.
  /// - Returns: `nil` if nobody has the id.
  /// - Throws: ``StoreError``.
  public mutating func person(
    _ id: ProfileID, sender: SenderReader, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ExtractRecord? {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      // The optional is there after connecting; nil is what an unknown id gives.
      return try database.connection?.extractRecord(id, sender: sender, waiting: &waiter) ?? nil
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }

  /// Reads the receipt of a purge, by any id that the person had, or by the one that was made for somebody
  /// without a profile (L2); `nil` if there is none.
  public mutating func receipt(
    of id: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ErasureReceipt? {
    try database.run(ReadReceipt(profile: id), waiting: &waiter).first
  }

  /// Finds the profile that an id stands for, through any number of merges (L5); `nil` if nobody has
  /// the id.
  public mutating func kept(
    _ id: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ProfileID? {
    try database.run(FindKept(profile: id), waiting: &waiter).first
  }

  /// Finds who holds an address, in whatever state; never a hidden profile (L8).
  public mutating func holder(
    of key: AddressKey, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ProfileID? {
    try database.run(FindHolder(key: key), waiting: &waiter).first
  }

  /// Finds profiles by a part of their name or of one of their addresses, in whatever case.
  ///
  /// - Parameters:
  ///   - text: taken as it is; it has no wildcards.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: in the order of the names; neither hidden (L8) nor purged ones.
  /// - Throws: ``StoreError``.
  public mutating func find(
    _ text: String, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileSummary] {
    try database.run(FindProfiles(text: text, limit: limit), waiting: &waiter)
  }

  /// Finds who had an address before, the latest first (E2); neither a hidden profile nor, as where
  /// it went, one (L8).
  public mutating func formerHolders(
    of key: AddressKey, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [FormerHolder] {
    try database.run(FindFormerHolders(key: key, limit: limit), waiting: &waiter)
  }

  /// Reads the comments of the schema's tables and columns, in the order of their names and places.
  public mutating func columns(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ColumnRecord] {
    try database.run(ReadColumns(), waiting: &waiter)
  }

  /// Compares the rights of the user that is logged in with those of a role: what it lacks, and whether
  /// it is a superuser or the owner.
  ///
  /// Does not need the schema to be there.
  ///
  /// - Returns: `nil` only if the user was removed meanwhile.
  public mutating func rights(
    as role: DatabaseRole = .commandLine, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> HeldRights? {
    try database.run(ReadRights(role: role), waiting: &waiter).first
  }

  /// Lists parked messages, oldest first.
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - code: only those of this cause; `nil` for all.
  ///   - unsearched: only those of which a part could not be opened (L2).
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func parked(
    after: ParkedID? = nil, code: String? = nil, unsearched: Bool = false, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ParkedSummary] {
    try database.run(
      ListParked(after: after, code: code, unsearched: unsearched, limit: limit), waiting: &waiter)
  }

  /// Counts the parked messages by cause, the most frequent first.
  public mutating func parkedCauses(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ParkedCause] {
    try database.run(CountParked(), waiting: &waiter)
  }

  /// Reads a parked message whole; `nil` if there is none.
  public mutating func parked(
    _ id: ParkedID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ParkedRecord? {
    try database.run(ReadParked(id: id), waiting: &waiter).first
  }

  /// Sends a parked message again: it leaves the list and lies in the outbox in one transaction, and
  /// its next delivery counts as new.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - message: as it is sent, mended or not; see ``ParkedRecord``.
  ///   - outboxID: a fresh id for the outbox row; any worker of the message's queue publishes it.
  ///   - waiter: lent for this call.
  /// - Returns: whether it was there to be sent.
  /// - Throws: ``StoreError``.
  public mutating func retry(
    _ id: ParkedID, sending message: OutgoingMessage, as outboxID: OutboxID,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    let retry = RetryParked(id: id, outboxID: outboxID, message: message)
    return try !database.run(retry, waiting: &waiter).isEmpty
  }

  /// Deletes an outbox row whose message is confirmed.
  public mutating func forget(
    _ row: OutboxID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    _ = try database.run(DeleteOutbox(ids: [row]), waiting: &waiter)
  }

  /// Throws a parked message away.
  ///
  /// - Returns: whether it was there.
  public mutating func discard(
    _ id: ParkedID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    try !database.run(DiscardParked(id: id), waiting: &waiter).isEmpty
  }

  /// Tells what became of the messages with an id, one for each source; none if none was handled.
  public mutating func trace(
    _ messageID: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [TraceRecord] {
    try database.run(TraceMessage(messageID: messageID), waiting: &waiter)
  }

  /// Checks that the schema is one that this program can use; `.unusable` says which it is.
  public mutating func check(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError) {
    try database.check(waiting: &waiter)
  }
}
