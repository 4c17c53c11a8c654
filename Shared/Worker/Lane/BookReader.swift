public import Domain
public import Store

/// Reader of the book for a handler before its message is decided: the book as it stands, and
/// nothing is held.
///
/// What it reads may have changed when the batch is loaded; the touch holds what must still be true.
public protocol BookReader: ~Copyable {
  /// Reads a slice of the active profiles.
  ///
  /// - Parameters:
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  /// - Returns: the next ones in the order of their ids; fewer than `limit` at the end.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func activeProfiles(
    after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [ProfileID]

  /// Reads addresses whose marks a storm holds, in their order (B8).
  ///
  /// - Parameters:
  ///   - storm: which one.
  ///   - limit: the most.
  /// - Returns: the first ones; none once all are let go.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func heldAddresses(
    by storm: StormID, limit: Int
  ) throws(ReadFailure) -> [AddressKey]

  /// Reads an import, with the rows of one chunk that wait for their turn.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - chunk: the chunk, from 0.
  /// - Returns: `nil` if there is no such import.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func importState(of id: ImportID, chunk: Int) throws(ReadFailure) -> StoredImport?

  /// Reads a mailing for those who go on with it.
  ///
  /// - Parameter id: which one.
  /// - Returns: `nil` if there is no such mailing.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func mailing(_ id: MailingID) throws(ReadFailure) -> StoredMailing?

  /// Reads the next profiles of a mailing's audience.
  ///
  /// - Parameters:
  ///   - id: the mailing.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  /// - Returns: the next ones in the order of their ids; fewer than `limit` at the end.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func audience(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [AudienceMember]

  /// Reads the next recipients of a mailing whose turn has not come.
  ///
  /// - Parameters:
  ///   - id: the mailing.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  /// - Returns: the next ones in the order of their ids; fewer than `limit` at the end.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [WaitingRecipient]

  /// Begins to read the file of an import.
  ///
  /// - Throws: contention where somebody else does; the lane reads again later.
  mutating func beginReading(of id: ImportID) throws(ReadFailure) -> ImportReading

  /// Keeps rows of a file while it is read, before anything is decided: they count for nothing until the
  /// import has begun, and go with a reading that is given up.
  ///
  /// - Throws: contention where somebody else has begun to read; the lane reads again later.
  mutating func keep(_ portions: [ImportPortion], in reading: ImportReading) throws(ReadFailure)

  /// Gives up a reading, with the rows that it has kept.
  mutating func end(_ reading: ImportReading) throws(ReadFailure)

  /// Reads the next profiles to which the undo of an import has not come (P10).
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - last: the last one of the slice before; `nil` for the first slice.
  ///   - limit: the most.
  /// - Returns: the next ones in the order of their ids; fewer than `limit` at the end.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [ProfileID]

  /// Reads the first profiles that the undo of an import left as they are (P10).
  ///
  /// - Parameter id: the import.
  /// - Returns: at most ``Domain/ImportReport/told``, in the order of their ids.
  /// - Throws: what the database says against it; the lane reads again later.
  mutating func keptProfiles(of id: ImportID) throws(ReadFailure) -> [KeptProfileReason]
}

/// Failure to read; a handler passes it on, and the lane knows what to do.
public typealias ReadFailure = StoreError

extension ReadFailure {
  /// Something that a handler reads by is away, as a server may be: the lane reads again later.
  ///
  /// - Parameter sentence: what is away, without personal data.
  /// - Returns: the failure.
  public static func outage(because sentence: String) -> ReadFailure { .outage(sentence) }
}

extension Lane: BookReader where B: ~Copyable, S: ~Copyable {
  mutating func activeProfiles(
    after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [ProfileID] {
    guard
      let profiles = try store?.activeProfiles(after: last, limit: limit, waiting: &broker)
    else {
      throw .outage("no connection")
    }
    return profiles
  }

  mutating func heldAddresses(
    by storm: StormID, limit: Int
  ) throws(ReadFailure) -> [AddressKey] {
    guard let held = try store?.heldAddresses(by: storm, limit: limit, waiting: &broker) else {
      throw .outage("no connection")
    }
    return held
  }

  mutating func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [ProfileID] {
    guard
      let profiles = try store?.profilesToGiveBack(
        of: id, after: last, limit: limit, waiting: &broker)
    else { throw .outage("no connection") }
    return profiles
  }

  mutating func keptProfiles(of id: ImportID) throws(ReadFailure) -> [KeptProfileReason] {
    guard let kept = try store?.keptProfiles(of: id, waiting: &broker) else {
      throw .outage("no connection")
    }
    return kept
  }

  mutating func importState(of id: ImportID, chunk: Int) throws(ReadFailure) -> StoredImport? {
    // No connection is not the same as no import.
    guard state.hasDatabase else { throw .outage("no connection") }
    return try store?.importState(of: id, chunk: chunk, waiting: &broker)
  }

  mutating func mailing(_ id: MailingID) throws(ReadFailure) -> StoredMailing? {
    // No connection is not the same as no mailing.
    guard state.hasDatabase else { throw .outage("no connection") }
    return try store?.mailing(id, waiting: &broker)
  }

  mutating func audience(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [AudienceMember] {
    guard
      let members = try store?.audience(of: id, after: last, limit: limit, waiting: &broker)
    else { throw .outage("no connection") }
    return members
  }

  mutating func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) throws(ReadFailure) -> [WaitingRecipient] {
    guard
      let recipients = try store?.waitingRecipients(
        of: id, after: last, limit: limit, waiting: &broker)
    else { throw .outage("no connection") }
    return recipients
  }

  mutating func beginReading(of id: ImportID) throws(ReadFailure) -> ImportReading {
    guard state.hasDatabase else { throw .outage("no connection") }
    guard let reading = try store?.beginReading(of: id, waiting: &broker) ?? nil else {
      throw .contention(sqlstate: "55P03")
    }
    return reading
  }

  mutating func keep(
    _ portions: [ImportPortion], in reading: ImportReading
  ) throws(ReadFailure) {
    guard let isKept = try store?.keep(portions, in: reading, waiting: &broker) else {
      throw .outage("no connection")
    }
    if !isKept { throw .contention(sqlstate: "55P03") }
  }

  mutating func end(_ reading: ImportReading) throws(ReadFailure) {
    try store?.end(reading, waiting: &broker)
  }
}
