import Domain
import Postgres

/// Deletes the external ids of purged profiles (L2).
struct EraseExternalIDs: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    DELETE FROM external_id AS e
    WHERE e.profile_id = ANY ($1::uuid[])
    RETURNING e.profile_id
    """
}

/// Deletes the opt-outs of purged profiles (L2).
struct EraseOptOuts: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    DELETE FROM opt_out AS o
    WHERE o.profile_id = ANY ($1::uuid[])
    RETURNING o.profile_id
    """
}

/// Deletes what is kept of the merges of purged profiles (L2).
struct EraseMerges: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    DELETE FROM merge AS m
    WHERE m.removed_id = ANY ($1::uuid[])
    OR m.kept_id = ANY ($1::uuid[])
    RETURNING CASE WHEN m.removed_id = ANY ($1::uuid[]) THEN m.removed_id ELSE m.kept_id END
    """
}

/// Deletes the registrations of purged profiles, and those that wait for a steward because of them (L2).
struct EraseRegistrations: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    DELETE FROM registration AS r
    WHERE r.profile_id = ANY ($1::uuid[])
    OR r.profile_id IS NULL AND r.id = ANY (
      ARRAY(
        SELECT s.registration_id
        FROM suggestion AS s
        WHERE s.profile_id = ANY ($1::uuid[]) AND s.kind = 'deceasedAddress'))
    RETURNING coalesce(
      r.profile_id,
      (
        SELECT s.profile_id
        FROM suggestion AS s
        WHERE s.profile_id = ANY ($1::uuid[])
        AND s.kind = 'deceasedAddress'
        AND s.registration_id = r.id
        LIMIT 1))
    """
}

/// Deletes the suggestions that name purged profiles, and those on role mailboxes whose registration was
/// erased (L2).
struct EraseSuggestions: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID?

  static let sql = """
    DELETE FROM suggestion AS s
    WHERE s.profile_id = ANY ($1::uuid[])
    OR s.other_profile_id = ANY ($1::uuid[])
    OR (
      s.profile_id IS NULL
      AND s.kind = 'roleMailbox'
      AND NOT EXISTS (SELECT FROM registration AS r WHERE r.id = s.registration_id OFFSET 0))
    RETURNING
      CASE WHEN s.profile_id = ANY ($1::uuid[]) THEN s.profile_id ELSE s.other_profile_id END
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID? {
    try row.optionalUUID(0).map { ProfileID(value: $0) }
  }
}

/// Empties purged profiles: the id is left, and whom each was merged into (L2, L5).
struct EmptyProfiles: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    UPDATE profile AS p
    SET
      state = 3,
      state_before_death = NULL,
      is_protected = false,
      given_name = NULL,
      family_name = NULL,
      phone = NULL
    WHERE p.id = ANY ($1::uuid[])
    """
}

/// Receipt of a purge (L2).
struct PurgeReceipt {
  let profile: ProfileID
  let decision: String?
  let provenance: Provenance
  /// Counts of what was erased, as a JSON object.
  let counts: [UInt8]
}

/// Writes the receipts of purges (L2).
struct InsertErasures: Statement {
  let receipts: [PurgeReceipt]

  static let sql = """
    INSERT INTO erasure (profile_id, purged_at, decision, source, message_id, actor, counts)
    SELECT u.profile_id, clock_timestamp(), u.decision, u.source, u.message_id, u.actor, u.counts
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
      AS u (profile_id, decision, source, message_id, actor, counts)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(receipts) { $0.profile.value }
    parameters.textArray(receipts) { $0.decision }
    parameters.textArray(receipts) { $0.provenance.message.source }
    parameters.textArray(receipts) { $0.provenance.message.id }
    parameters.textArray(receipts) { $0.provenance.actor }
    parameters.jsonArray(receipts) { $0.counts }
  }
}

/// Adds to the receipt of a purge what was found when it was asked for again (L2); what could not be opened is
/// counted anew.
struct UpdateErasure: Statement {
  let profile: ProfileID
  /// Counts of what was erased since, as a JSON object.
  let counts: [UInt8]

  static let sql = """
    UPDATE erasure AS e
    SET counts = e.counts || (
      SELECT jsonb_object_agg(
        c.key,
        c.value::bigint
          + CASE WHEN c.key = 'unsearched' THEN 0 ELSE coalesce((e.counts ->> c.key)::bigint, 0) END)
      FROM jsonb_each_text($2::jsonb) AS c)
    WHERE e.profile_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
    parameters.json(counts)
  }
}
