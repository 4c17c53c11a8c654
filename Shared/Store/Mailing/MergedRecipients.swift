import Domain
import Postgres

/// Reads the messages of mailings that were handed over since merges to those who are one by them (L4).
struct ReadMergedSends: Statement {
  let removed: [ProfileID]

  typealias Row = (removed: ProfileID, send: MergedSend)

  static let sql = """
    SELECT m.removed_id, r.mailing_id, r.profile_id, r.address_key, r.handed_over_at
    FROM merge AS m
    CROSS JOIN LATERAL (
      WITH RECURSIVE merged_profiles (id) AS (
        SELECT m.kept_id
        \(MergeWalk.downwards)
      )
      SELECT k.mailing_id, k.profile_id, k.address_key, k.handed_over_at
      FROM merged_profiles AS w
      CROSS JOIN LATERAL (
        SELECT s.mailing_id, s.profile_id, s.address_key, s.handed_over_at
        FROM mailing_recipient AS s
        WHERE s.profile_id = w.id
        OFFSET 0
      ) AS k
      OFFSET 0
    ) AS r
    WHERE m.removed_id = ANY ($1::uuid[])
    AND r.handed_over_at >= m.merged_at
    AND r.address_key IS NOT NULL
    ORDER BY r.mailing_id, r.profile_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(removed) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      ProfileID(value: try row.uuid(0)),
      MergedSend(
        mailing: try row.text(1), profile: ProfileID(value: try row.uuid(2)),
        recipient: AddressKey(stored: try row.text(3)), handedOverAt: try row.moment(4))
    )
  }
}

/// A message that was handed over, and whose it is by the end of a merge.
struct MovedRecipient {
  let mailing: MailingID
  /// The profile whose recipient row it was.
  let old: ProfileID
  /// The one whose row it is.
  let new: ProfileID
}

/// Deletes what else became in a mailing of profiles to which a message of it moves: each has one row.
struct DeleteReplacedRecipients: Statement {
  let moved: [MovedRecipient]

  static let sql = """
    DELETE FROM mailing_recipient AS r
    USING unnest($1::text[], $2::uuid[]) AS u (mailing_id, profile_id)
    WHERE r.mailing_id = ANY ($1::text[])
    AND r.profile_id = ANY ($2::uuid[])
    AND r.mailing_id = u.mailing_id
    AND r.profile_id = u.profile_id
    AND r.status <> 'handedOver'
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(moved.map(\.mailing))
    parameters.uuidArray(moved) { $0.new.value }
  }
}

/// Moves messages that were handed over to the profiles whose they are; where one has a message of the mailing
/// already, both stay.
struct MoveRecipients: Statement {
  let moved: [MovedRecipient]

  static let sql = """
    UPDATE mailing_recipient AS r
    SET profile_id = u.new_id
    FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS u (mailing_id, old_id, new_id)
    WHERE r.mailing_id = ANY ($1::text[])
    AND r.profile_id = ANY ($2::uuid[])
    AND r.mailing_id = u.mailing_id
    AND r.profile_id = u.old_id
    AND NOT EXISTS (
      SELECT
      FROM mailing_recipient AS k
      WHERE k.mailing_id = u.mailing_id AND k.profile_id = u.new_id
      OFFSET 0)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(moved.map(\.mailing))
    parameters.uuidArray(moved) { $0.old.value }
    parameters.uuidArray(moved) { $0.new.value }
  }
}
