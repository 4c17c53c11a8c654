import Domain
import Postgres

/// Reads when marks were cleared, and mail arrived, last (B2, B5).
struct ReadMailMoments: KeysStatement {
  let keys: [AddressKey]

  typealias Row = (key: AddressKey, clearedAt: Timestamp?, deliveredAt: Timestamp?)

  static let sql = """
    SELECT m.key, m.cleared_at, m.delivered_at
    FROM mark AS m
    WHERE m.key = ANY ($1::text[])
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      AddressKey(stored: try row.text(0)),
      try row.optionalTimestamp(1).map { Timestamp(microseconds: $0) },
      try row.optionalTimestamp(2).map { Timestamp(microseconds: $0) }
    )
  }
}

/// Reads the failures of addresses.
struct ReadBounces: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    SELECT \(Bounce.columns)
    FROM bounce AS b
    WHERE b.key = ANY ($1::text[])
    """

  /// `nil` for a kind or a reason that a newer program wrote.
  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (key: AddressKey, bounce: Bounce)? {
    try row.bounce(0)
  }
}

/// Reads addresses whose marks a storm holds, in their order.
struct ReadHeldAddresses: Statement {
  let storm: StormID
  let limit: Int

  static let sql = """
    SELECT DISTINCT b.key
    FROM bounce AS b
    WHERE b.held_by = $1
    ORDER BY b.key
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(storm.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AddressKey {
    AddressKey(stored: try row.text(0))
  }
}

extension Bounce {
  /// Of `bounce AS b`.
  static let columns = """
    b.key, b.send, b.kind, b.reason, b.status, b.diagnostic, b.gateway, b.gateway_id, b.mailing,
    b.observed_at, b.sent_at, b.held_by
    """
}

extension RowReader {
  /// ``Domain/Bounce/columns``; `nil` for a kind or a reason that a newer program wrote.
  func bounce(_ column: Int) throws(PostgresError) -> (key: AddressKey, bounce: Bounce)? {
    guard let kind = BounceKind(rawValue: try text(column + 2)),
      let reason = BounceReason(rawValue: try text(column + 3))
    else { return nil }
    let bounce = Bounce(
      send: SendReference(stored: try text(column + 1)), kind: kind, reason: reason,
      status: try optionalText(column + 4), diagnostic: try optionalText(column + 5),
      gateway: try optionalText(column + 6), gatewayID: try optionalText(column + 7),
      mailing: try optionalText(column + 8), observedAt: try moment(column + 9),
      sentAt: try moment(column + 10),
      heldBy: try optionalUUID(column + 11).map { StormID(value: $0) })
    return (AddressKey(stored: try text(column)), bounce)
  }
}
