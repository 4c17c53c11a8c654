public import Domain
public import Threading

/// Storage of a lane: one round trip to load a batch, one to write it.
///
/// One value serves one lane and is used by one thread. PostgreSQL stands behind it, or memory in tests;
/// one conformance suite vouches for both.
public protocol Store: ~Copyable {
  /// Begins a transaction and loads what a batch touches, held as firmly as its touch says, in one
  /// round trip; what is found on the way to need a hold (a holder that another lane just changed)
  /// makes it begin again by itself.
  ///
  /// Leaves the transaction open for ``write(_:waiting:)``; a failed load leaves none.
  ///
  /// - Parameters:
  ///   - touch: what the batch touches.
  ///   - messages: its messages, to be looked up in the inbox.
  ///   - fence: of a queue that is taken in order; `nil` for any other.
  ///   - waiter: lent for this call.
  /// - Returns: what was found.
  /// - Throws: ``StoreError``; `.superseded` if the fence lets this consumer through no more.
  mutating func load(
    _ touch: Touch, messages: [MessageReference], fence: Fence?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Loaded

  /// Writes a decided batch into the open transaction and commits, in one round trip.
  ///
  /// Whatever it throws, nothing of the batch was committed, but for an outage: that leaves it in
  /// doubt, and the batch is run again, where the inbox answers.
  ///
  /// - Returns: the messages of the batch that are to be published, as they lie in the outbox: without those of
  ///   somebody whom a later message of the batch purges (L2).
  @discardableResult
  mutating func write(
    _ batch: BatchDecision, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutgoingMessage]

  /// Gives up the open transaction, if there is one; what was loaded no longer holds.
  mutating func abandon(waiting waiter: inout some Waiter & ~Copyable)

  /// Reads an import, with the rows of one chunk that wait for their turn; nothing is held.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - chunk: the chunk, from 0.
  ///   - waiter: lent for this call.
  /// - Returns: `nil` if there is no such import.
  /// - Throws: what the database says against it.
  mutating func importState(
    of id: ImportID, chunk: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredImport?

  /// Begins to read the file of an import: what was kept of an earlier attempt that came to a stand goes.
  ///
  /// - Returns: the attempt; `nil` where the import has begun, or another attempt is under way.
  mutating func beginReading(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ImportReading?

  /// Keeps rows while a file is read, in a transaction of their own.
  ///
  /// - Returns: `false` if another attempt has begun; then nothing was kept.
  mutating func keep(
    _ portions: [ImportPortion], in reading: ImportReading,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool

  /// Gives up a reading, with the rows that it has kept.
  mutating func end(
    _ reading: ImportReading, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError)

  /// Reads the next profiles to which the undo of an import has not come, in the order of their ids (P10);
  /// nothing is held.
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  ///   - waiter: lent for this call.
  /// - Returns: the next ones; fewer than `limit` at the end.
  /// - Throws: what the database says against it.
  mutating func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID]

  /// Reads the first profiles that the undo of an import left as they are, in the order of their ids (P10): at
  /// most ``Domain/ImportReport/told``; nothing is held.
  mutating func keptProfiles(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [KeptProfileReason]

  /// Reads a mailing for those who go on with it; nothing is held.
  ///
  /// - Returns: `nil` if there is no such mailing.
  mutating func mailing(
    _ id: MailingID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredMailing?

  /// Reads the next profiles of a mailing's audience, in the order of their ids; nothing is held.
  ///
  /// - Parameters:
  ///   - id: the mailing.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  ///   - waiter: lent for this call.
  /// - Returns: the next ones; fewer than `limit` at the end.
  /// - Throws: what the database says against it.
  mutating func audience(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AudienceMember]

  /// Reads the next recipients of a mailing whose turn has not come, in the order of their ids; nothing is held.
  ///
  /// - Parameters:
  ///   - id: the mailing.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  ///   - waiter: lent for this call.
  /// - Returns: the next ones; fewer than `limit` at the end.
  /// - Throws: what the database says against it.
  mutating func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [WaitingRecipient]

  /// Begins the hand-over of a mailing whose moment has come, in a transaction of its own: its state and the
  /// message for the first chunk, which lies in the outbox, are written together, once.
  ///
  /// - Parameters:
  ///   - outboxID: the id of the row in the outbox.
  ///   - message: makes the message for a mailing.
  ///   - waiter: lent for this call.
  /// - Returns: the row, to be published; `nil` if none is due.
  /// - Throws: what the database says against it; then nothing is begun, or the outbox has the row.
  mutating func beginDueMailing(
    as outboxID: OutboxID, _ message: (MailingID) -> OutgoingMessage,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> OutboxRow?

  /// Reads a slice of the active profiles, in the order of their ids; nothing is held.
  ///
  /// - Parameters:
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  ///   - waiter: lent for this call.
  /// - Returns: the next ones; fewer than `limit` at the end.
  /// - Throws: what the database says against it.
  mutating func activeProfiles(
    after last: ProfileID?, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID]

  /// Reads addresses whose marks a storm holds, in their order (B8); nothing is held.
  ///
  /// - Parameters:
  ///   - storm: which one.
  ///   - limit: the most.
  ///   - waiter: lent for this call.
  /// - Returns: the first ones; none once all are let go.
  /// - Throws: what the database says against it.
  mutating func heldAddresses(
    by storm: StormID, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AddressKey]

  /// Claims outbox rows of the lane's queue, or of none, that are older than `age` and locks them for
  /// `lease`, so that a living worker publishes what a dead one left and two do not take the same; oldest
  /// first.
  ///
  /// - Parameters:
  ///   - age: younger rows are still their own lane's affair.
  ///   - lease: how long nobody else gets a row that is handed out here.
  ///   - limit: the most rows.
  ///   - held: rows that the caller is publishing already; they are left out and not claimed.
  ///   - waiter: lent for this call.
  /// - Returns: the rows that the caller now publishes.
  /// - Throws: what the database says against it; then nothing is claimed.
  mutating func sweep(
    olderThan age: Duration, lease: Duration, limit: Int, except held: [OutboxID],
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutboxRow]

  /// Deletes outbox rows whose messages are all confirmed.
  mutating func forget(
    _ rows: [OutboxID], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError)

  /// Counts the events that wait in the outbox, and tells since when the oldest does: for
  /// back-pressure and metrics.
  mutating func backlog(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Backlog

  /// Notes, in a transaction of its own, that a message of an ordered queue is about to be tried alone
  /// (L7); no transaction may be open.
  ///
  /// - Parameters:
  ///   - fingerprint: a SHA-256 by which the message is known again.
  ///   - queue: its queue.
  ///   - waiter: lent for this call.
  /// - Returns: how often in a row it was tried, this time included.
  /// - Throws: what the database says against it; then it is not counted.
  mutating func countTrial(
    of fingerprint: [UInt8], on queue: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Int

  /// Adds what was met of the traffic of messages to what `doctor` tells, in a transaction of its own.
  mutating func count(
    _ anomalies: [Anomaly: Int], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError)

  /// Deletes what was kept for a limited time that is over (L6, B8), of what was handled a small portion.
  ///
  /// - Returns: whether there may be more, so that it is to be called again soon.
  mutating func expire(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError) -> Bool

  /// Checks that the schema is one that this program can use; `.unusable` says which it is.
  mutating func check(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError)
}

extension Store where Self: ~Copyable {
  /// Loads for a queue that is taken in no order; see ``load(_:messages:fence:waiting:)``.
  public mutating func load(
    _ touch: Touch, messages: [MessageReference], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Loaded {
    try load(touch, messages: messages, fence: nil, waiting: &waiter)
  }
}

/// Reads what is kept of a registration: its content, the profile that it is on (`nil` while it is held),
/// and the key that matched (`nil` once it was erased); given by the room that knows the content's form.
public typealias RegistrationReader =
  @Sendable ([UInt8], ProfileID?, AddressKey?) -> RecordedRegistration

/// Result of a load.
public struct Loaded: Sendable {
  /// The profiles that the batch touches, with all that stands beside them.
  public var contents: BookContents
  /// For each message of the load, in its order, what the inbox knows; `nil` for a new one.
  public var known: [InboxEntry?]
  /// The epoch of the fence; `nil` without one.
  public var epoch: Int64?

  /// Gathers what was found.
  public init(
    contents: BookContents = BookContents(), known: [InboxEntry?] = [], epoch: Int64? = nil
  ) {
    self.contents = contents
    self.known = known
    self.epoch = epoch
  }

  /// The profiles that the batch touches, each once, with all their addresses.
  public var profiles: [Profile] { contents.profiles }

  /// Row of the inbox about a message.
  public struct InboxEntry: Hashable, Sendable {
    /// Ending of the message.
    public let outcome: MessageOutcome
    /// SHA-256 of its body, to tell a repeat from another message under the same id.
    public let bodyHash: [UInt8]

    /// Describes an inbox row.
    public init(outcome: MessageOutcome, bodyHash: [UInt8]) {
      self.outcome = outcome
      self.bodyHash = bodyHash
    }
  }
}
