import Domain
import Postgres

/// Deletes the addresses of persons who are erased or have died (L1, L2).
struct EraseAddresses: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    DELETE FROM address AS a
    WHERE a.profile_id = ANY ($1::uuid[])
    RETURNING a.profile_id
    """
}

/// Deletes what is known of the past of their addresses, on whomever those stood, and of other addresses
/// that they had.
struct ErasePastAddresses: Statement {
  let members: [ProfileID]
  let keys: [AddressKey]

  typealias Row = (profile: ProfileID, key: AddressKey)

  static let sql = """
    DELETE FROM address_past AS a
    WHERE a.profile_id = ANY ($1::uuid[])
    OR a.key = ANY ($2::text[])
    RETURNING a.profile_id, a.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(keys) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (ProfileID(value: try row.uuid(0)), AddressKey(stored: try row.text(1)))
  }
}

/// Deletes the marks on their addresses.
struct EraseMarks: KeysStatement {
  let keys: [AddressKey]

  typealias Row = AddressKey

  static let sql = """
    DELETE FROM mark AS m
    WHERE m.key = ANY ($1::text[])
    RETURNING m.key
    """
}

/// Deletes what became of mail to their addresses.
struct EraseBounces: KeysStatement {
  let keys: [AddressKey]

  typealias Row = AddressKey

  static let sql = """
    DELETE FROM bounce AS b
    WHERE b.key = ANY ($1::text[])
    RETURNING b.key
    """
}

/// Deletes what is held back of mail to their addresses.
struct EraseSuppressions: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    DELETE FROM suppression AS s
    WHERE s.key = ANY ($1::text[])
    """
}

/// Takes their addresses out of what is kept of others' merges.
struct EraseMergedAddresses: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    UPDATE merge AS m
    SET
      (address_keys, uses_before, uses_after) = (
        SELECT
          coalesce(array_agg(u.key ORDER BY u.place), '{}'),
          coalesce(array_agg(u.before ORDER BY u.place), '{}'),
          coalesce(array_agg(u.after ORDER BY u.place), '{}')
        FROM unnest(m.address_keys, m.uses_before, m.uses_after)
          WITH ORDINALITY AS u (key, before, after, place)
        WHERE u.key <> ALL ($1::text[])
      ),
      (kept_keys, kept_uses) = (
        SELECT
          CASE WHEN m.kept_keys IS NOT NULL
            THEN coalesce(array_agg(u.key ORDER BY u.place), '{}') END,
          CASE WHEN m.kept_keys IS NOT NULL
            THEN coalesce(array_agg(u.uses ORDER BY u.place), '{}') END
        FROM unnest(m.kept_keys, m.kept_uses) WITH ORDINALITY AS u (key, uses, place)
        WHERE u.key <> ALL ($1::text[])
      )
    WHERE m.address_keys && $1::text[] OR m.kept_keys && $1::text[]
    """
}

/// Deletes the suggestions that rest on such an address, whoever they were made for.
struct EraseSuggestionsOnAddresses: KeysStatement {
  let keys: [AddressKey]

  typealias Row = AddressKey

  static let sql = """
    DELETE FROM suggestion AS s
    WHERE md5(s.evidence) = ANY (ARRAY(SELECT md5(u.key) FROM unnest($1::text[]) AS u (key)))
    AND s.evidence = ANY ($1::text[])
    RETURNING s.evidence
    """
}
