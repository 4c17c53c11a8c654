import Domain
import Postgres

/// Keeps profiles that an import touches as they were before its first change (P10).
///
/// What is kept already stays; its version follows, unless something had touched the profile since.
struct InsertImportedProfiles: Statement {
  let id: ImportID
  let profiles: [ImportedProfile]

  static let sql = """
    INSERT INTO import_profile AS p (
      import_id, profile_id, version, version_before, is_protected, given_name, family_name, phone,
      external_systems, external_values, address_keys, address_texts, address_uses, topics,
      marked_keys)
    SELECT
      $1, u.profile_id, u.version, u.version_before, u.is_protected, u.given_name, u.family_name,
      u.phone, u.external_systems::text[], u.external_values::text[], u.address_keys::text[],
      u.address_texts::text[], u.address_uses::smallint[], u.topics::text[], u.marked_keys::text[]
    FROM unnest(
      $2::uuid[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
      AS u (
        profile_id, version, version_before, is_protected, given_name, family_name, phone,
        external_systems, external_values, address_keys, address_texts, address_uses, topics,
        marked_keys)
    ON CONFLICT ON CONSTRAINT import_profile_once DO UPDATE
    SET
      version = CASE
        WHEN p.version = excluded.version_before THEN excluded.version
        ELSE p.version
      END,
      marked_keys = ARRAY(
        SELECT DISTINCT k.key FROM unnest(p.marked_keys || excluded.marked_keys) AS k (key))
    """

  func bind(_ parameters: inout Parameters) {
    let details = profiles.map { $0.before?.details }
    let ids = details.map { $0?.externalIDs.sorted { $0.key < $1.key } ?? [] }
    let addresses = profiles.map { $0.before?.addresses ?? [] }
    parameters.text(id)
    parameters.uuidArray(profiles) { $0.profile.value }
    parameters.int8Array(profiles) { $0.version }
    parameters.int8Array(profiles) { $0.before?.version }
    parameters.boolArray(details) { $0?.isProtected ?? false }
    parameters.textArray(details) { $0?.name.given }
    parameters.textArray(details) { $0?.name.family }
    parameters.textArray(details) { $0?.phone }
    parameters.textArray(ids) { ArrayText.joined($0.map(\.key)) }
    parameters.textArray(ids) { ArrayText.joined($0.map(\.value)) }
    parameters.textArray(addresses) { ArrayText.joined($0.map(\.key.text)) }
    parameters.textArray(addresses) { ArrayText.joined($0.map(\.address.text)) }
    parameters.textArray(addresses) { ArrayText.joined($0.map { "\($0.uses.rawValue)" }) }
    parameters.textArray(profiles) { ArrayText.joined($0.before?.optedOut.sorted() ?? []) }
    parameters.textArray(profiles) { ArrayText.joined($0.marked.sorted().map(\.text)) }
  }
}

/// Reads what is kept of profiles for imports, as long as no undo has come to it (P10).
struct ReadImportedProfiles: Statement {
  let keys: [ImportedProfile.Key]

  typealias Row = (key: ImportedProfile.Key, profile: ImportedProfile)

  static let sql = """
    SELECT
      \(ImportedProfile.columns),
      p.version_before IS NULL
        AND (
          EXISTS (SELECT FROM registration AS r WHERE r.profile_id = p.profile_id OFFSET 0)
          OR EXISTS (SELECT FROM note_profile AS n WHERE n.profile_id = p.profile_id OFFSET 0))
    FROM unnest($1::text[], $2::uuid[]) AS u (import_id, profile_id)
    CROSS JOIN LATERAL (
      SELECT
        k.import_id, k.profile_id, k.version, k.version_before, k.is_protected, k.given_name,
        k.family_name, k.phone, k.external_systems, k.external_values, k.address_keys,
        k.address_texts, k.address_uses, k.topics, k.marked_keys
      FROM import_profile AS k
      WHERE k.import_id = u.import_id AND k.profile_id = u.profile_id AND k.reason IS NULL
      OFFSET 0
    ) AS p
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(keys) { $0.importID }
    parameters.uuidArray(keys) { $0.profile.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let profile = try row.importedProfile()
    return (ImportedProfile.Key(try row.text(0), profile.profile), profile)
  }
}

/// Reads the suggestions, on which nobody has decided, that profiles took an address of a removed one (M2, P10).
struct ReadOpenFormer: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    SELECT s.id, s.profile_id, s.other_profile_id, s.registration_id, s.evidence
    FROM (SELECT DISTINCT u.id FROM unnest($1::uuid[]) AS u (id)) AS w
    CROSS JOIN LATERAL (
      SELECT k.id, k.profile_id, k.other_profile_id, k.registration_id, k.evidence
      FROM suggestion AS k
      WHERE k.profile_id = w.id AND k.kind = 'previouslyRemoved' AND k.state = 0
      OFFSET 0
    ) AS s
    ORDER BY s.profile_id, s.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Suggestion {
    Suggestion(
      id: SuggestionID(value: try row.uuid(0)), kind: .previouslyRemoved,
      profiles: try row.pair(1),
      registration: try row.optionalUUID(3).map { RegistrationID(value: $0) },
      evidence: try row.text(4))
  }
}

extension ImportedProfile {
  /// The columns of `import_profile AS p` that ``Postgres/RowReader/importedProfile()`` reads.
  static let columns = """
    p.import_id, p.profile_id, p.version, p.version_before, p.is_protected, p.given_name,
      p.family_name, p.phone, p.external_systems, p.external_values, p.address_keys,
      p.address_texts, p.address_uses, p.topics, p.marked_keys
    """
}

extension RowReader {
  /// Reads ``Domain/ImportedProfile/columns`` from the first column on, and whether registrations lie on the profile.
  func importedProfile() throws(PostgresError) -> ImportedProfile {
    var before: ImportedProfile.Before?
    if let version = try optionalInt8(3) {
      before = ImportedProfile.Before(
        version: version, details: try importedDetails(), addresses: try importedAddresses(),
        optedOut: Set(try textArray(13)))
    }
    return ImportedProfile(
      profile: ProfileID(value: try uuid(1)), before: before,
      marked: Set(try textArray(14).map { AddressKey(stored: $0) }), version: try int8(2),
      hasRegistrations: try bool(15))
  }

  private func importedDetails() throws(PostgresError) -> Details {
    Details(
      name: Name(given: try optionalText(5), family: try optionalText(6)),
      phone: try optionalText(7),
      externalIDs: Dictionary(
        zip(try textArray(8), try textArray(9)), uniquingKeysWith: { first, _ in first }),
      isProtected: try bool(4))
  }

  private func importedAddresses() throws(PostgresError) -> [Address] {
    let (texts, uses) = (try textArray(11), try int2Array(12))
    return try textArray(10).enumerated().map { place, key in
      Address(
        EmailAddress(stored: texts[place], key: AddressKey(stored: key)),
        uses: Uses(rawValue: uses[place]))
    }
  }
}

/// Notes with what is kept for imports that something was said again of profiles, except for one of the imports
/// (P10).
struct TouchImportedProfiles: Statement {
  typealias Said = (profile: ProfileID, except: ImportID?)

  let said: [Said]

  static let sql = """
    UPDATE import_profile AS p
    SET version = 0
    FROM unnest($1::uuid[], $2::text[]) AS u (profile_id, except_id)
    WHERE p.profile_id = ANY ($1::uuid[])
    AND p.profile_id = u.profile_id
    AND p.import_id IS DISTINCT FROM u.except_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(said) { $0.profile.value }
    parameters.textArray(said) { $0.except }
  }
}

/// Deletes what is kept for imports that ended, or came to a stand, 90 days ago or earlier, a portion of it (P10);
/// one worker at a time, and whoever comes meanwhile deletes none.
struct DeleteOldImportedProfiles: Statement {
  static let sql = """
    WITH gone AS (
      DELETE FROM import_profile AS p
      WHERE p.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM import_profile AS o
        WHERE (SELECT \(Retention.turn))
        AND o.import_id = ANY (ARRAY(
          SELECT i.id
          FROM import AS i
          WHERE coalesce(i.ended_at, i.begun_at) <= now() - interval '90 days'))
        LIMIT $1))
      RETURNING 1
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}
