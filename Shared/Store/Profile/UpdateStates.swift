import Domain
import Postgres

/// The state of a profile after a batch, with what depends on it.
struct StateRow {
  let profile: ProfileID
  let state: Profile.State
  var stateBeforeDeath: Profile.State?
  var mergedInto: ProfileID?
}

/// Sets the states of profiles that stood before the batch.
struct UpdateStates: Statement {
  let states: [StateRow]

  static let sql = """
    UPDATE profile AS p
    SET state = u.state, state_before_death = u.state_before_death, merged_into = u.merged_into
    FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::uuid[])
      AS u (id, state, state_before_death, merged_into)
    WHERE p.id = ANY ($1::uuid[])
    AND p.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(states) { $0.profile.value }
    parameters.int2Array(states) { $0.state.rawValue }
    parameters.int2Array(states) { $0.stateBeforeDeath?.rawValue }
    parameters.uuidArray(states) { $0.mergedInto?.value }
  }
}
