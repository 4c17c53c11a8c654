import Domain
import Postgres

/// Reads what a batch touches, in a statement after the one that locked it, so that it sees what the
/// lock waited for.
///
/// One statement for all parts, so that the keys are looked up once: profiles first, then what belongs to
/// them, each in the order of the profiles. Merged profiles, marks, opt-outs and what is held back are read only
/// by those who change a profile; a mark also on a touched address that nobody has (B6).
struct ReadBook: Statement {
  let request: LoadRequest

  /// One row: a profile, or something that belongs to one read before.
  enum Row {
    case profile(Profile)
    case address(Address, on: ProfileID)
    case externalID(ExternalID, on: ProfileID)
    case suggestion(Suggestion.Identity)
    case mark(Mark, on: AddressKey)
    case optOut(topic: String, of: ProfileID)
    case suppression(Suppression, of: AddressKey)
    /// A row that a newer program wrote and this one cannot make.
    case unread
  }

  static let sql = """
    WITH RECURSIVE \(LoadRequest.namedProfiles), \(LoadRequest.mergedProfiles),
    wanted AS MATERIALIZED (
      SELECT
        p.id, p.version, p.state, p.state_before_death, p.is_protected, p.given_name, p.family_name,
        p.phone, p.merged_into, p.created_at
      FROM profile AS p
      WHERE p.id = ANY (
        ARRAY(SELECT n.id FROM named AS n UNION SELECT m.id FROM merged_profiles AS m))
    ), held AS MATERIALIZED (
      SELECT a.profile_id, a.position, a.uses, a.key, a.text
      FROM wanted AS w
      CROSS JOIN LATERAL (
        SELECT k.profile_id, k.position, k.uses, k.key, k.text
        FROM address AS k
        WHERE k.profile_id = w.id
        OFFSET 0
      ) AS a
    )
    SELECT
      0::smallint AS part, w.id, w.version AS number, w.state AS bits, w.is_protected,
      w.given_name AS first, w.family_name AS second, w.phone AS third, w.merged_into AS other,
      w.created_at AS moment, w.state_before_death AS before, NULL::timestamptz AS later,
      NULL::text AS fourth, NULL::text AS fifth
    FROM wanted AS w
    UNION ALL
    SELECT
      1::smallint, a.profile_id, a.position, a.uses, false, a.key, a.text, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL
    FROM held AS a
    UNION ALL
    SELECT
      2::smallint, e.profile_id, 0, 0::smallint, false, e.system, e.value, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.system, k.value
      FROM external_id AS k
      WHERE k.profile_id = w.id
      OFFSET 0
    ) AS e
    UNION ALL
    SELECT
      3::smallint, s.profile_id, 0, 0::smallint, false, s.kind, s.evidence, NULL,
      s.other_profile_id, NULL, NULL, NULL, NULL, NULL
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.kind, k.evidence, k.other_profile_id
      FROM suggestion AS k
      WHERE k.profile_id = w.id
      UNION ALL
      SELECT k.profile_id, k.kind, k.evidence, k.other_profile_id
      FROM suggestion AS k
      WHERE k.other_profile_id = w.id
      OFFSET 0
    ) AS s
    UNION ALL
    SELECT
      4::smallint, a.profile_id, 0, 0::smallint, false, m.key, m.status, m.reason, NULL, m.since, NULL,
      m.observed_at, m.diagnostic, m.gateway_id
    FROM (
      SELECT h.profile_id, h.key FROM held AS h
      UNION ALL
      SELECT '00000000-0000-0000-0000-000000000000'::uuid, u.key FROM unnest($2::text[]) AS u (key)
    ) AS a
    CROSS JOIN LATERAL (
      SELECT
        k.key, k.status, k.reason, k.since, k.observed_at, k.diagnostic, k.gateway_id
      FROM mark AS k
      WHERE k.key = a.key AND k.since IS NOT NULL
      OFFSET 0
    ) AS m
    WHERE $5
    UNION ALL
    SELECT
      5::smallint, o.profile_id, 0, 0::smallint, false, o.topic, NULL, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.topic FROM opt_out AS k WHERE k.profile_id = w.id OFFSET 0
    ) AS o
    WHERE $5
    UNION ALL
    SELECT
      6::smallint, a.profile_id, 0, 0::smallint, false, s.key, s.gateway, s.reason, NULL, s.since, NULL,
      s.until, NULL, NULL
    FROM held AS a
    CROSS JOIN LATERAL (
      SELECT k.key, k.gateway, k.since, k.until, k.reason
      FROM suppression AS k
      WHERE k.key = a.key
      OFFSET 0
    ) AS s
    WHERE $5
    ORDER BY part, id, number
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let id = ProfileID(value: try row.uuid(1))
    switch try row.int2(0) {
    case 0: return .profile(try row.profile(1))
    case 1:
      let key = AddressKey(stored: try row.text(5))
      let address = EmailAddress(stored: try row.text(6), key: key)
      return .address(Address(address, uses: Uses(rawValue: try row.int2(3))), on: id)
    case 2:
      return .externalID(ExternalID(system: try row.text(5), value: try row.text(6)), on: id)
    case 3: return try suggestion(id, row)
    case 4:
      let mark = Mark(
        since: try row.moment(9), status: try row.optionalText(6),
        reason: try row.optionalText(7), evidence: try row.evidence(11))
      return .mark(mark, on: AddressKey(stored: try row.text(5)))
    case 5: return .optOut(topic: try row.text(5), of: id)
    default:
      let suppression = Suppression(
        gateway: try row.text(6), since: try row.moment(9),
        until: try row.optionalTimestamp(11).map { Timestamp(microseconds: $0) },
        reason: try row.optionalText(7))
      return .suppression(suppression, of: AddressKey(stored: try row.text(5)))
    }
  }

  private static func suggestion(
    _ id: ProfileID, _ row: borrowing RowReader
  ) throws(PostgresError) -> Row {
    guard let kind = Suggestion.Kind(rawValue: try row.text(5)) else { return .unread }
    let other = try row.optionalUUID(8).map { ProfileID(value: $0) }
    return .suggestion(
      Suggestion.Identity(
        kind: kind, profiles: [id] + (other.map { [$0] } ?? []), evidence: try row.text(6)))
  }
}
