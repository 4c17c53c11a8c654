import Domain
import Postgres

/// Declares persons dead: telephones go, of all profiles that are one, and the kept ones remember their states
/// (L1).
struct DeclareDeceased: Statement {
  let members: [ProfileID]
  /// Those of them that were kept.
  let heads: [ProfileID]

  static let sql = """
    UPDATE profile AS p
    SET
      phone = NULL,
      state_before_death = CASE WHEN p.id = ANY ($2::uuid[]) THEN p.state END,
      state = CASE WHEN p.id = ANY ($2::uuid[]) THEN 2 ELSE p.state END
    WHERE p.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.uuidArray(heads) { $0.value }
  }
}

/// Leaves of the registrations of a person who has died what is no contact detail (L1).
struct EraseAnswers: Statement {
  let members: [ProfileID]
  /// The members of the content that stay.
  let lasting: [String]

  static let sql = """
    UPDATE registration AS r
    SET
      matched_key = NULL,
      content = (
        SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}')
        FROM jsonb_each(r.content) AS e
        WHERE e.key = ANY ($2::text[]))
    WHERE r.profile_id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(lasting)
  }
}

/// Takes the contact details out of what is kept of the merges of a person who has died (L1).
struct EraseMergedContacts: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    UPDATE merge AS m
    SET
      phone = NULL,
      address_keys = '{}',
      uses_before = '{}',
      uses_after = '{}',
      kept_keys = CASE WHEN m.kept_keys IS NOT NULL THEN '{}'::text[] END,
      kept_uses = CASE WHEN m.kept_keys IS NOT NULL THEN '{}'::smallint[] END
    WHERE m.removed_id = ANY ($1::uuid[])
    OR m.kept_id = ANY ($1::uuid[])
    """
}

/// Deletes the suggestions for a person who has died that rest on an address (L1).
struct EraseAddressSuggestions: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM suggestion AS s
    WHERE (s.profile_id = ANY ($1::uuid[]) OR s.other_profile_id = ANY ($1::uuid[]))
    AND s.kind IN ('additionalAddress', 'duplicate', 'previouslyRemoved', 'ownerChanged')
    """
}
