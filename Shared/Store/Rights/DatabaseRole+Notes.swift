extension DatabaseRole {
  /// Role that keeps mail as notes: it changes nothing of a person, and reads no note.
  public static let notes = DatabaseRole(
    name: "notes",
    grants: loop + [
      // It changes no more of a profile than the version; locks need the right to change something.
      .select("profile"), .update("profile", "version"),
      .select("address"), .select("external_id"),
      .select(
        "mark", "key", "since", "status", "reason", "observed_at", "diagnostic", "gateway_id",
        "cleared_at", "delivered_at"),
      // Whoever writes reads mail: failures before count no more.
      .select(
        "bounce", "key", "send", "kind", "reason", "status", "diagnostic", "gateway", "gateway_id",
        "mailing", "observed_at", "sent_at", "held_by"),
      .insert("mark"), .update("mark", "delivered_at"),
      .select("opt_out", "profile_id", "topic"), .select("suppression"),
      .select("registration", "id", "profile_id"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence"),
      .insert("suggestion"),
      .select("note", "mail_hash"), .insert("note"), .insert("note_profile"),
      .select("erased_address"), .delete("erased_address"),
    ])
}
