extension DatabaseRole {
  /// Role that marks addresses and opts out whoever complains: it changes nothing else of a person.
  public static let bounces = DatabaseRole(
    name: "bounces",
    grants: loop + [
      // It changes no more of a profile than the version; locks need the right to change something.
      .select("profile"), .update("profile", "version"),
      .select("address"), .select("external_id"),
      .select("mark"), .insert("mark"),
      .update(
        "mark", "since", "status", "reason", "observed_at", "diagnostic", "gateway_id",
        "changed_at", "changed_by_type", "changed_by_source", "changed_by_id",
        "changed_by_actor", "delivered_at"),
      .select("opt_out", "profile_id", "topic"), .insert("opt_out"),
      // Whoever complains says it of all profiles that are one.
      .select("merge", "removed_id", "affirmed"), .update("merge", "affirmed"),
      // And with what imports may have brought of it, so that none takes it back.
      .select("import_profile", "import_id", "profile_id"), .update("import_profile", "version"),
      .select("registration", "id", "profile_id"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence"),
      .insert("suggestion"),
      .select("bounce"), .insert("bounce"), .delete("bounce"),
      .update(
        "bounce", "kind", "reason", "status", "diagnostic", "gateway", "gateway_id", "mailing",
        "observed_at", "sent_at", "evidence", "held_by", "recorded_at", "source", "message_id"),
      .select("suppression"), .insert("suppression"),
      .update("suppression", "since", "until", "reason"), .delete("suppression"),
      .select("storm"), .insert("storm"),
      .update("storm", "decision", "decided_at", "decided_by"),
      // A token or a message's id leads to whom a mailing was sent; a mailing has as many recipients as it handed over.
      .select("mailing", "id", "topic", "handed_over"),
      .select(
        "mailing_recipient", "mailing_id", "profile_id", "message_id", "token", "address_key",
        "handed_over_at"),
      .select("erased_address"), .delete("erased_address"),
    ])
}
