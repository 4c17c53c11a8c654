import Domain
import Hashing
import Postgres

/// Keeps the tags of erased addresses (L1, L6); the moment is that of the database, just before it
/// commits.
///
/// A former one is kept for searches alone, and never in the place of one that keeps somebody out.
struct InsertErasedAddresses: Statement {
  /// An address, and whose it was.
  struct Erased {
    let kind: Erasure.Kind
    let profile: ProfileID
    let tag: KeyRing.Tag
    /// `true` if it had left the profile before.
    let isFormer: Bool
  }

  let erased: [Erased]
  let lifetime: Duration

  static let sql = """
    INSERT INTO erased_address AS e (
      key_id, tag, kind, profile_id, erased_at, expires_at, is_former)
    SELECT
      u.key_id, u.tag, u.kind, u.profile_id, clock_timestamp(),
      clock_timestamp() + $5::bigint * interval '1 microsecond', u.is_former
    FROM unnest($1::text[], $2::bytea[], $3::smallint[], $4::uuid[], $6::boolean[])
      AS u (key_id, tag, kind, profile_id, is_former)
    ON CONFLICT (key_id, tag) DO UPDATE
    SET
      kind = excluded.kind,
      profile_id = excluded.profile_id,
      erased_at = excluded.erased_at,
      expires_at = excluded.expires_at,
      is_former = excluded.is_former
    WHERE e.is_former OR NOT excluded.is_former
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(erased) { $0.tag.key }
    parameters.bytesArray(erased) { $0.tag.octets }
    parameters.int2Array(erased) { $0.kind.rawValue }
    parameters.uuidArray(erased) { $0.profile.value }
    parameters.int8(lifetime.microseconds)
    parameters.boolArray(erased) { $0.isFormer }
  }
}

/// The addresses that a death had erased are those of a purged person from now on (L2, L6).
struct TurnErasedAddresses: Statement {
  let profiles: [ProfileID]
  let head: ProfileID
  let lifetime: Duration

  static let sql = """
    UPDATE erased_address AS e
    SET
      kind = 0,
      profile_id = $2,
      erased_at = clock_timestamp(),
      expires_at = clock_timestamp() + $3::bigint * interval '1 microsecond'
    WHERE e.profile_id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.value }
    parameters.uuid(head.value)
    parameters.int8(lifetime.microseconds)
  }
}

/// Forgets that addresses were erased, since they stand on a profile again (L6).
struct DeleteErasedAddresses: Statement {
  let tags: [KeyRing.Tag]

  static let sql = """
    DELETE FROM erased_address AS e
    USING unnest($1::text[], $2::bytea[]) AS u (key_id, tag)
    WHERE e.key_id = ANY ($1::text[])
    AND e.tag = ANY ($2::bytea[])
    AND e.key_id = u.key_id
    AND e.tag = u.tag
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(tags) { $0.key }
    parameters.bytesArray(tags) { $0.octets }
  }
}

/// Forgets the addresses that a death had erased, since the person is alive (L1).
struct DeleteErasedByDeath: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM erased_address AS e
    WHERE e.profile_id = ANY ($1::uuid[])
    AND e.kind = 1
    """
}

/// Forgets what was kept for a limited time that is over.
struct DeleteExpired: Statement {
  static let sql = """
    DELETE FROM erased_address AS e
    WHERE e.expires_at <= now()
    """
}
