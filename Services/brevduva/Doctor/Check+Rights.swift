package import Store

extension Check {
  /// Judges what we may do in the database.
  ///
  /// Whoever may do everything can work, with more rights than a worker needs.
  package static func rights(of server: ServerRecord) -> [Check] {
    if server.isSuperuser { return [tooMany(server, "is a superuser")] }
    if server.schema?.isOurs == true { return [tooMany(server, "owns the schema")] }
    return [
      .ok("rights", "The user \(server.user) is no superuser and does not own the schema.")
    ]
  }

  private static func tooMany(_ server: ServerRecord, _ what: String) -> Check {
    .warning(
      "rights", "The user \(server.user) \(what): that works.",
      cure: "For least rights apply what brevduva grants prints, and name one of its users in "
        + "DATABASE_URL.")
  }
}
