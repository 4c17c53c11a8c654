import Domain
import Postgres

/// Deletes the external ids of purged profiles (L2).
struct EraseExternalIDs: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM external_id AS e
    WHERE e.profile_id = ANY ($1::uuid[])
    """
}

/// Deletes the opt-outs of purged profiles (L2).
struct EraseOptOuts: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM opt_out AS o
    WHERE o.profile_id = ANY ($1::uuid[])
    """
}

/// Deletes what is kept of the merges of purged profiles (L2).
struct EraseMerges: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM merge AS m
    WHERE m.removed_id = ANY ($1::uuid[])
    OR m.kept_id = ANY ($1::uuid[])
    """
}

/// Deletes the registrations of purged profiles, and those that wait for a steward because of them (L2).
struct EraseRegistrations: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM registration AS r
    WHERE r.profile_id = ANY ($1::uuid[])
    OR r.profile_id IS NULL AND r.id = ANY (
      ARRAY(
        SELECT s.registration_id
        FROM suggestion AS s
        WHERE s.profile_id = ANY ($1::uuid[]) AND s.kind = 'deceasedAddress'))
    """
}

/// Deletes the suggestions that name purged profiles, and those on role mailboxes whose registration was
/// erased (L2).
struct EraseSuggestions: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM suggestion AS s
    WHERE s.profile_id = ANY ($1::uuid[])
    OR s.other_profile_id = ANY ($1::uuid[])
    OR (
      s.profile_id IS NULL
      AND s.kind = 'roleMailbox'
      AND NOT EXISTS (SELECT FROM registration AS r WHERE r.id = s.registration_id OFFSET 0))
    """
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

/// Writes the receipt of a purge (L2).
struct InsertErasure: Statement {
  let profile: ProfileID
  let decision: String?
  let provenance: Provenance
  /// Counts of what was erased, as a JSON object.
  let counts: [UInt8]

  static let sql = """
    INSERT INTO erasure (profile_id, purged_at, decision, source, message_id, actor, counts)
    VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
    parameters.text(decision)
    parameters.text(provenance.message.source)
    parameters.text(provenance.message.id)
    parameters.text(provenance.actor)
    parameters.json(counts)
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
