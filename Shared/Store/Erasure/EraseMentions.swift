import Domain
import Postgres

/// Takes addresses of a person who is erased or has died out of the registrations of others: of those who
/// had such an address before, and of those whose form named it (M4).
struct EraseMentions: Statement {
  let members: [ProfileID]
  let keys: [AddressKey]
  let patterns: ErasurePatterns

  static let sql = """
    WITH others (id) AS MATERIALIZED (
      SELECT a.profile_id
      FROM unnest($2::text[]) AS w (key)
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM address_past AS k WHERE k.key = w.key OFFSET 0
      ) AS a
      UNION
      SELECT s.profile_id
      FROM suggestion AS s
      WHERE md5(s.evidence) = ANY (ARRAY(SELECT md5(u.key) FROM unnest($2::text[]) AS u (key)))
      AND s.evidence = ANY ($2::text[])
    )
    UPDATE registration AS r
    SET
      matched_key = CASE WHEN r.matched_key = ANY ($2::text[]) THEN NULL ELSE r.matched_key END,
      content = regexp_replace(r.content::text, $3::text, '', 'gi')::jsonb
    WHERE r.profile_id = ANY (
      ARRAY(SELECT o.id FROM others AS o WHERE o.id <> ALL ($1::uuid[])))
    AND (r.matched_key = ANY ($2::text[]) OR r.content::text ~* $3::text)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(keys) { $0.text }
    parameters.text(patterns.textPattern)
  }
}

/// Deletes the suggestions that rest on such an address, whoever they were made for.
struct EraseSuggestionsOnAddresses: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    DELETE FROM suggestion AS s
    WHERE md5(s.evidence) = ANY (ARRAY(SELECT md5(u.key) FROM unnest($1::text[]) AS u (key)))
    AND s.evidence = ANY ($1::text[])
    """
}
