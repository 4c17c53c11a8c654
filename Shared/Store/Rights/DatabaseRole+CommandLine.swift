extension DatabaseRole {
  /// Role of the command line: it looks up, and mends what is parked; it changes nothing of a
  /// person.
  public static let commandLine = DatabaseRole(
    name: "operator",
    grants: [
      .select("schema_migration", "number", "usable_from", "checksum"),
      .select("profile"), .select("address"), .select("address_past"), .select("external_id"),
      .select("mark"), .select("bounce"), .select("suppression"), .select("storm"),
      .select("opt_out"), .select("merge"), .select("erasure"),
      // Which keys made the tags it may know, and not the tags.
      .select("erased_address", "key_id", "expires_at"),
      .select("registration"), .select("note"), .select("note_profile"), .select("suggestion"),
      .select("refused"),
      .select("import"), .select("import_line"), .select("import_mention"),
      .select("import_profile"),
      .select("mailing"),
      // Tokens it may not know: whoever has one speaks for the person.
      .select(
        "mailing_recipient", "mailing_id", "profile_id", "status", "address_key", "handed_over_at"),
      .select("inbox"), .update("inbox", "ending"),
      .select("parked"), .delete("parked"), .select("mention"),
      .delete("mention"),
      .select("anomaly"),
      // What waits there it may count and not read.
      .select("outbox", "id", "created_at", "message_count"), .insert("outbox"),
      .delete("outbox"),
    ])
}
