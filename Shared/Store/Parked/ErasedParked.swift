import Domain
import Hashing
import Mentions
import Postgres

/// A parked message as a purge reads it.
struct ParkedText {
  let id: ParkedID
  /// The place of the row in its table; it is locked as long as that counts.
  let place: String
  /// Source, id, type, routing key, path, properties.
  var texts: [String?]
  var body: [UInt8]
  let isWhole: Bool

  /// Fate of a message in a purge.
  enum Fate {
    /// The person does not stand in it.
    case stays
    /// It is somebody else's: the person was cut out.
    case cut(ParkedText)
    /// It goes whole.
    case goes
  }

  /// What becomes of the message (L2).
  ///
  /// It keeps its place if it can be read, its sender is somebody else, and the person can be cut out of it
  /// alone.
  ///
  /// - Parameters:
  ///   - search: the person.
  ///   - sender: the mailbox that the message says to come from; `nil` if none can be read.
  ///   - isTheirs: looks whether a mailbox is the person's.
  /// - Returns: one of three.
  func fate(
    _ search: MentionSearch, sender: AddressKey?, isTheirs: (AddressKey) -> Bool
  ) -> Fate {
    let found = texts.map { $0.map { search.finds(in: Array($0.utf8)) } ?? false }
    let isInBody = search.finds(in: body)
    guard isInBody || found.contains(true) else { return .stays }
    guard isWhole, let sender, !isTheirs(sender) else { return .goes }
    var cut = self
    for (place, isFound) in found.enumerated() where isFound {
      guard let text = texts[place],
        let left = search.erasing(from: Array(text.utf8), isExact: true)
      else {
        return .goes
      }
      cut.texts[place] = String(decoding: left, as: UTF8.self)
    }
    guard let left = search.erasing(from: body, isExact: true) else { return .goes }
    cut.body = left
    return .cut(cut)
  }
}

/// Reads and locks parked messages with all that a person may stand in.
struct ReadParkedTexts: Statement {
  let ids: [UInt128]

  static let sql = """
    SELECT
      p.id, p.ctid::text, ARRAY[p.source, p.message_id, p.type, p.routing_key, p.path, p.properties],
      p.body, p.is_whole
    FROM parked AS p
    WHERE p.id = ANY ($1::uuid[])
    ORDER BY p.id
    FOR UPDATE
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0 }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedText {
    ParkedText(
      id: ParkedID(value: try row.uuid(0)), place: try row.text(1),
      texts: try row.textArrayWithNulls(2), body: try row.bytes(3), isWhole: try row.bool(4))
  }
}

/// Writes a parked message back from which a person was cut out; it stays as it was where another one has its
/// id and source already.
struct UpdateParked: Statement {
  let message: ParkedText

  static let sql = """
    UPDATE parked AS p
    SET source = $2, message_id = $3, type = $4, routing_key = $5, path = $6, properties = $7,
      body = $8::bytea, size = octet_length($8::bytea), body_hash = $9
    WHERE p.id = $1
    AND NOT EXISTS (
      SELECT FROM parked AS k
      WHERE k.message_id = $3 AND k.source = $2 AND k.id <> $1
      OFFSET 0)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(message.id.value)
    for text in message.texts { parameters.text(text) }
    parameters.bytes(message.body)
    parameters.bytes(SHA256.hash(message.body))
  }
}

/// Takes out parked messages: those that go whole, and those that ``UpdateParked`` left as they were.
struct DeleteParkedTexts: Statement {
  let places: [String]

  static let sql = """
    DELETE FROM parked AS p
    USING unnest($1::text[]) AS u (place)
    WHERE p.ctid = u.place::tid
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(places)
  }
}

/// Counts the parked messages of which a part could not be opened.
struct CountUnsearched: Statement {
  static let sql = """
    SELECT count(*) FROM parked AS p WHERE p.is_unsearched
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}
