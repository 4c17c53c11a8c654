import Store
import WorkerDefinitions

extension Check {
  /// Judges what we may do in the database, beside what each program needs.
  ///
  /// Whoever may do everything can work, with more rights than a program needs.
  ///
  /// - Parameters:
  ///   - server: who we are.
  ///   - held: for each program, what we lack of its role's rights; empty where there is no schema yet.
  /// - Returns: one check.
  static func rights(
    of server: ServerRecord, as held: [(program: Program, rights: HeldRights)]
  ) -> [Check] {
    if server.isSuperuser { return [tooMany(server, "is a superuser")] }
    if server.schema?.isOurs == true { return [tooMany(server, "owns the schema")] }
    guard let nearest = held.min(by: { $0.rights.missing.count < $1.rights.missing.count }) else {
      return [.ok("rights", "The user \(server.user) is no superuser.")]
    }
    if let objection = nearest.rights.objection {
      return [
        .fault(
          "rights", "For \(nearest.program.name): \(objection)",
          cure:
            "brevduva grants database | psql -v ON_ERROR_STOP=1 DATABASE, as its owner, and log "
            + "in with one of the roles that it makes")
      ]
    }
    let programs = held.filter(\.rights.missing.isEmpty).map(\.program.name)
    return [
      .ok(
        "rights",
        "The user \(server.user) has the rights of \(programs.joined(separator: " and ")), and "
          + "owns nothing.")
    ]
  }

  private static func tooMany(_ server: ServerRecord, _ what: String) -> Check {
    .warning(
      "rights", "The user \(server.user) \(what): that works.",
      cure: "For least rights apply what brevduva grants database prints, and name one of its "
        + "roles in DATABASE_URL.")
  }
}
