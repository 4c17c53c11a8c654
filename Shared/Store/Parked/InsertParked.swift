import Domain
import Postgres

/// Keeps messages whole, for someone to mend and retry (E1).
struct InsertParked: Statement {
  let parked: [(message: DecidedMessage, parked: Parked)]
  /// Those of which a part could not be opened.
  let unsearched: Set<ParkedID>

  static let sql = """
    INSERT INTO parked (
      id, source, message_id, type, queue, routing_key, code, path, fault_offset, detail, body,
      size, is_whole, properties, body_hash, parked_at, is_unsearched)
    SELECT
      u.id, u.source, u.message_id, u.type, u.queue, u.routing_key, u.code, u.path,
      u.fault_offset, u.detail, u.body, u.size, u.is_whole, u.properties, u.body_hash, u.parked_at,
      u.is_unsearched
    FROM unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::bigint[], $10::text[], $11::bytea[], $12::bigint[], $13::boolean[],
      $14::text[], $15::bytea[], $16::timestamptz[], $17::boolean[])
      AS u (
        id, source, message_id, type, queue, routing_key, code, path, fault_offset, detail, body,
        size, is_whole, properties, body_hash, parked_at, is_unsearched)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(parked) { $0.parked.id.value }
    parameters.textArray(parked) { $0.message.cause.message.source }
    parameters.textArray(parked) { $0.message.cause.message.id }
    parameters.textArray(parked) { $0.message.type }
    parameters.textArray(parked) { $0.message.queue }
    parameters.textArray(parked) { $0.parked.routingKey }
    parameters.textArray(parked) { $0.parked.code }
    parameters.textArray(parked) { $0.parked.path }
    parameters.int8Array(parked) { $0.parked.offset.map(Int64.init) }
    parameters.textArray(parked) { $0.parked.detail }
    parameters.bytesArray(parked) { $0.parked.body }
    parameters.int8Array(parked) { Int64($0.parked.size) }
    parameters.boolArray(parked) { $0.parked.isWhole }
    parameters.textArray(parked) { $0.parked.properties }
    parameters.bytesArray(parked) { $0.message.bodyHash }
    parameters.timestampArray(parked) { $0.message.cause.at.microseconds }
    parameters.boolArray(parked) { unsearched.contains($0.parked.id) }
  }
}
