import Domain
import Postgres

/// Groups of columns that several statements answer with.
extension RowReader {
  func moment(_ column: Int) throws(PostgresError) -> Timestamp {
    Timestamp(microseconds: try timestamp(column))
  }

  func state(_ column: Int) throws(PostgresError) -> Profile.State {
    guard let state = Profile.State(rawValue: try int2(column)) else {
      throw .decoding(column: column, .malformed)
    }
    return state
  }

  func optionalState(_ column: Int) throws(PostgresError) -> Profile.State? {
    try isNull(column) ? nil : state(column)
  }

  /// Reads the columns key, text, uses.
  func address(_ column: Int) throws(PostgresError) -> Address {
    let key = AddressKey(stored: try text(column))
    return Address(
      EmailAddress(stored: try text(column + 1), key: key),
      uses: Uses(rawValue: try int2(column + 2)))
  }

  /// Reads the columns at, type, source, id, actor.
  func origin(_ column: Int) throws(PostgresError) -> Provenance {
    Provenance(
      at: try moment(column), type: try text(column + 1),
      message: MessageReference(source: try text(column + 2), id: try text(column + 3)),
      actor: try optionalText(column + 4))
  }

  /// Reads the columns since, status, reason, cleared_at; `nil` for an address of which nothing is
  /// known.
  func mark(_ column: Int) throws(PostgresError) -> MarkRecord? {
    let since = try optionalTimestamp(column)
    let cleared = try optionalTimestamp(column + 3)
    if since == nil, cleared == nil { return nil }
    let (status, reason) = (try optionalText(column + 1), try optionalText(column + 2))
    return MarkRecord(
      mark: since.map {
        Mark(since: Timestamp(microseconds: $0), status: status, reason: reason)
      },
      clearedAt: cleared.map { Timestamp(microseconds: $0) })
  }

  /// Reads the columns given_name, family_name.
  func name(_ column: Int) throws(PostgresError) -> Name {
    Name(given: try optionalText(column), family: try optionalText(column + 1))
  }

  /// Reads all columns of a receipt, from the first.
  func receipt() throws(PostgresError) -> ErasureReceipt {
    ErasureReceipt(
      profile: ProfileID(value: try uuid(0)), purgedAt: try moment(1),
      decision: try optionalText(2),
      message: MessageReference(source: try text(3), id: try text(4)),
      actor: try optionalText(5), counts: try json(6))
  }

  /// Reads all columns of a profile's summary, from the first.
  func profileSummary() throws(PostgresError) -> ProfileSummary {
    ProfileSummary(
      id: ProfileID(value: try uuid(0)), state: try state(1), name: try name(2),
      primary: try optionalText(4), addressCount: Int(try int8(5)))
  }

  /// Reads all columns of a registration's record, from the first.
  func registration() throws(PostgresError) -> RegistrationRecord {
    RegistrationRecord(
      id: RegistrationID(value: try uuid(0)), kind: try text(1), eventID: try optionalText(2),
      rule: try optionalText(3), key: try optionalText(4).map { AddressKey(stored: $0) },
      receivedAt: try moment(5),
      message: MessageReference(source: try text(6), id: try text(7)), content: try json(8))
  }

  /// Reads all columns of a suggestion's record, from the first.
  func suggestion() throws(PostgresError) -> SuggestionRecord {
    var profiles: [ProfileID] = []
    for column in 2...3 {
      if let id = try optionalUUID(column) { profiles.append(ProfileID(value: id)) }
    }
    guard let decision = SuggestionState.Decision(rawValue: try int2(8)) else {
      throw .decoding(column: 8, .malformed)
    }
    return SuggestionRecord(
      id: SuggestionID(value: try uuid(0)), kind: try text(1), profiles: profiles,
      registration: try optionalUUID(4).map { RegistrationID(value: $0) },
      evidence: try text(5), madeAt: try moment(6), decision: decision,
      decidedAt: try optionalTimestamp(7).map { Timestamp(microseconds: $0) },
      decidedBy: try optionalText(9))
  }

  /// Reads all columns of a refused message, from the first.
  func refused() throws(PostgresError) -> RefusedRecord {
    RefusedRecord(
      message: MessageReference(source: try text(0), id: try text(1)), type: try text(2),
      queue: try text(3), code: try text(4), sentence: try text(5), refusedAt: try moment(6))
  }

  /// Reads all columns of a parked message's summary, from the first.
  func parkedSummary() throws(PostgresError) -> ParkedSummary {
    ParkedSummary(
      id: ParkedID(value: try uuid(0)),
      message: MessageReference(source: try text(1), id: try text(2)), type: try text(3),
      queue: try text(4), code: try text(5), path: try optionalText(6),
      offset: try optionalInt8(7).map { Int($0) }, detail: try text(8), parkedAt: try moment(9),
      size: Int(try int8(10)), isWhole: try bool(11))
  }
}
