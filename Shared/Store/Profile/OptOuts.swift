import Domain
import Postgres

/// Notes who wants no bulk mail of a topic (R6).
struct InsertOptOuts: Statement {
  let optOuts: [(profile: ProfileID, topic: String, provenance: Provenance)]

  static let sql = """
    INSERT INTO opt_out (profile_id, topic, since, by_type, by_source, by_id, by_actor)
    SELECT u.profile_id, u.topic, u.since, u.by_type, u.by_source, u.by_id, u.by_actor
    FROM unnest(
      $1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
      AS u (profile_id, topic, since, by_type, by_source, by_id, by_actor)
    ON CONFLICT (profile_id, topic) DO NOTHING
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(optOuts) { $0.profile.value }
    parameters.textArray(optOuts) { $0.topic }
    parameters.provenanceArrays(optOuts) { $0.provenance }
  }
}

/// Takes opt-outs back (R6).
struct DeleteOptOuts: Statement {
  let optOuts: [(profile: ProfileID, topic: String)]

  static let sql = """
    DELETE FROM opt_out AS o
    USING unnest($1::uuid[], $2::text[]) AS u (profile_id, topic)
    WHERE o.profile_id = ANY ($1::uuid[])
    AND o.profile_id = u.profile_id
    AND o.topic = u.topic
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(optOuts) { $0.profile.value }
    parameters.textArray(optOuts) { $0.topic }
  }
}
