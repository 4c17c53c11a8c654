import Postgres

/// Deletes what was counted of mailings whose ids name somebody who is erased.
struct EraseMailingCounts: Statement {
  typealias Row = Never

  let mailings: [String]

  static let sql = """
    DELETE FROM counter AS c
    WHERE c.kind = 0
    AND c.subject = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(mailings)
  }
}

/// Lets storms of such mailings go by their own ids, so that a steward can decide on them still (B8).
struct EraseMailingsOfStorms: Statement {
  typealias Row = Never

  let mailings: [String]

  static let sql = """
    UPDATE storm AS s
    SET subject = s.id::text
    WHERE s.kind = 0
    AND s.subject = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(mailings)
  }
}
