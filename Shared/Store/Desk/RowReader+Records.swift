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

  /// key, text, uses.
  func address(_ column: Int) throws(PostgresError) -> Address {
    let key = AddressKey(stored: try text(column))
    return Address(
      EmailAddress(stored: try text(column + 1), key: key),
      uses: Uses(rawValue: try int2(column + 2)))
  }

  /// at, type, source, id, actor.
  func origin(_ column: Int) throws(PostgresError) -> Origin {
    Origin(
      at: try moment(column), type: try text(column + 1),
      message: MessageReference(source: try text(column + 2), id: try text(column + 3)),
      actor: try optionalText(column + 4))
  }

  /// All columns of a suggestion's record, from the first.
  func suggestion() throws(PostgresError) -> SuggestionRecord {
    var profiles: [ProfileID] = []
    for column in 2...3 {
      if let id = try optionalUUID(column) { profiles.append(ProfileID(value: id)) }
    }
    return SuggestionRecord(
      id: SuggestionID(value: try uuid(0)), kind: try text(1), profiles: profiles,
      registration: try optionalUUID(4).map { RegistrationID(value: $0) },
      evidence: try text(5), madeAt: try moment(6),
      decidedAt: try optionalTimestamp(7).map { Timestamp(microseconds: $0) })
  }

  /// All columns of a parked message's summary, from the first.
  func parkedSummary() throws(PostgresError) -> ParkedSummary {
    ParkedSummary(
      id: ParkedID(value: try uuid(0)),
      message: MessageReference(source: try text(1), id: try text(2)), type: try text(3),
      queue: try text(4), code: try text(5), path: try optionalText(6),
      offset: try optionalInt8(7).map { Int($0) }, detail: try text(8), parkedAt: try moment(9),
      size: Int(try int8(10)), isWhole: try bool(11))
  }
}
