import Domain
import Postgres

/// Deletes what became in mailings of persons who are erased, tokens included; of what waits for its turn the
/// rows stay, without a token, so that the counts come out right (L2).
struct EraseRecipients: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    WITH emptied AS (
      UPDATE mailing_recipient AS r
      SET token = NULL
      WHERE r.profile_id = ANY ($1::uuid[])
      AND r.status = 'waiting'
    )
    DELETE FROM mailing_recipient AS r
    WHERE r.profile_id = ANY ($1::uuid[])
    AND r.status <> 'waiting'
    RETURNING r.profile_id
    """
}

/// Takes all addresses out of what became of persons in mailings who are erased or have died, and theirs out of what
/// became of others (L1, L2); before what is known of their past goes, which leads to others who had them.
///
/// An address of their own rows may be somebody else's by now, and is none of their addresses any more.
struct EraseMailedAddresses: Statement {
  let members: [ProfileID]
  let keys: [AddressKey]

  static let sql = """
    UPDATE mailing_recipient AS r
    SET address_key = NULL
    WHERE r.profile_id = ANY (
      $1::uuid[]
      || ARRAY(
        SELECT a.profile_id FROM address_past AS a WHERE a.key = ANY ($2::text[])
        UNION
        SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    AND (
      r.address_key = ANY ($2::text[])
      OR r.profile_id = ANY ($1::uuid[]) AND r.address_key IS NOT NULL)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(keys) { $0.text }
  }
}

/// Deletes mailings whose ids name somebody who is erased, with what became of everybody in them.
struct EraseNamedMailings: Statement {
  typealias Row = Never

  let mailings: [MailingID]

  static let sql = """
    WITH gone AS (
      DELETE FROM mailing_recipient AS r
      WHERE r.mailing_id = ANY ($1::text[])
    )
    DELETE FROM mailing AS m
    WHERE m.id = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(mailings)
  }
}
