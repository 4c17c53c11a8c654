import Domain
import Postgres

/// Empties what is kept for imports of persons who are erased or have died (L1, L2): no undo gives it back.
struct EraseImportedProfiles: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    UPDATE import_profile AS p
    SET \(EmptyImported.columns)
    WHERE p.profile_id = ANY ($1::uuid[])
    """
}

/// Takes their addresses out of what is kept for imports of others who had them (L1, L2); before what is known of
/// their past goes, which leads there.
struct EraseImportedAddresses: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    UPDATE import_profile AS p
    SET
      address_keys = ARRAY(
        SELECT u.key
        FROM unnest(p.address_keys) WITH ORDINALITY AS u (key, place)
        WHERE u.key <> ALL ($1::text[])
        ORDER BY u.place),
      address_texts = ARRAY(
        SELECT u.text
        FROM unnest(p.address_keys, p.address_texts) WITH ORDINALITY AS u (key, text, place)
        WHERE u.key <> ALL ($1::text[])
        ORDER BY u.place),
      address_uses = ARRAY(
        SELECT u.uses
        FROM unnest(p.address_keys, p.address_uses) WITH ORDINALITY AS u (key, uses, place)
        WHERE u.key <> ALL ($1::text[])
        ORDER BY u.place),
      marked_keys = ARRAY(
        SELECT u.key FROM unnest(p.marked_keys) AS u (key) WHERE u.key <> ALL ($1::text[]))
    WHERE p.profile_id = ANY (
      ARRAY(
        SELECT a.profile_id FROM address_past AS a WHERE a.key = ANY ($1::text[])
        UNION
        SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($1::text[])))
    AND (p.address_keys && $1::text[] OR p.marked_keys && $1::text[])
    """
}
