extension DatabaseRole {
  /// Role that sends mailings: it reads people and what mail to them meets, and keeps what became of each in
  /// each mailing; it changes nothing of a person.
  public static let mailings = DatabaseRole(
    name: "mailings",
    grants: loop + [
      // It changes no more of a profile than the version; locks need the right to change something.
      .select("profile"), .update("profile", "version"),
      .select("address"), .select("external_id"),
      .select(
        "mark", "key", "since", "status", "reason", "observed_at", "diagnostic", "gateway_id"),
      .select("suppression"), .select("opt_out", "profile_id", "topic"),
      .select("registration", "id", "profile_id", "kind", "event_id"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence"),
      .select("mailing"), .insert("mailing"),
      .update(
        "mailing", "state", "last_profile_id", "recipients", "by_fallback", "handed_over",
        "excluded", "prepared_at", "ended_at"),
      .select("mailing_recipient"), .insert("mailing_recipient"),
      .update("mailing_recipient", "status", "address_key", "handed_over_at"),
    ])
}
