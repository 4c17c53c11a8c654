import Postgres

extension StoreError {
  /// Translates a failure of PostgreSQL into its meaning for a batch; the table of actions is
  /// ``Postgres``' own.
  init(_ error: PostgresError) {
    switch error {
    case .server(let fault): self.init(fault)
    case .connection(let fault):
      self = fault.action == .operator ? .unusable(fault.description) : .outage(fault.description)
    case .timeout: self = .outage("The database did not answer in time.")
    case .protocolViolation: self = .outage("The database answered out of turn.")
    case .rolledBack: self = .data(sqlstate: "25P02", constraint: nil)
    case .decoding:
      self = .unusable(
        "The database answers in another form than this program knows: its schema is not the one "
          + "that `brevduva migrate` makes.")
    }
  }

  private init(_ fault: ServerError) {
    let sqlstate = fault.sqlstate.description
    if sqlstate == "23505", let constraint = fault.constraint, Self.races.contains(constraint) {
      self = .conflict(constraint: constraint)
      return
    }
    switch fault.sqlstate.action {
    case .retryBatch, .reprepare: self = .contention(sqlstate: sqlstate)
    case .isolate: self = .data(sqlstate: sqlstate, constraint: fault.constraint)
    case .outage: self = .outage("The database cannot do it now (\(sqlstate)).")
    case .operator: self = .unusable(Self.cure(fault.sqlstate))
    }
  }

  /// The constraints that two lanes can race for; another one that is broken is a fault of the batch.
  static let races: Set<String> = [
    "address_key_unique", "external_id_unique", "import_id_unique", "inbox_once",
    "mailing_id_unique", "mailing_recipient_once", "note_mail_unique",
    "profile_id_unique", "storm_open_once", "suggestion_once",
  ]

  private static func cure(_ sqlstate: SQLState) -> String {
    switch sqlstate {
    case "42501":
      "The database user may not do this (42501): `brevduva grants database` prints the rights that it "
        + "needs."
    case "42P01", "42703", "42883", "3F000":
      "The schema is not there or another one (\(sqlstate)): run `brevduva migrate`; if that is done, "
        + "this user has no rights in it: see `brevduva grants database`."
    default: "The database does not let us work (\(sqlstate)); its log says why."
    }
  }
}
