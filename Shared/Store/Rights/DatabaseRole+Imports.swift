extension DatabaseRole {
  /// Role that imports files and takes imports back: it makes profiles, changes and hides them, and takes
  /// addresses away where an import says so.
  public static let imports = DatabaseRole(
    name: "imports",
    grants: loop + [
      .select("profile"), .insert("profile"),
      .update(
        "profile", "version", "is_protected", "given_name", "family_name", "phone", "state",
        "state_before_death", "merged_into"),
      .select("address"), .insert("address"), .delete("address"),
      .update(
        "address", "profile_id", "uses", "position", "added_at", "added_by_type",
        "added_by_source", "added_by_id", "added_by_actor", "uses_changed_at",
        "uses_changed_by_type", "uses_changed_by_source", "uses_changed_by_id",
        "uses_changed_by_actor"),
      // What an undo gives back has its first provenance again.
      .select(
        "address_past", "key", "profile_id", "removed_at", "added_at", "added_by_type",
        "added_by_source", "added_by_id", "added_by_actor"), .insert("address_past"),
      .select("external_id"), .insert("external_id"), .delete("external_id"),
      .select("mark"), .insert("mark"), .delete("mark"),
      .update(
        "mark", "since", "status", "reason", "observed_at", "diagnostic", "gateway_id",
        "changed_at", "changed_by_type", "changed_by_source", "changed_by_id", "changed_by_actor"),
      .select("suppression"),
      .select("opt_out", "profile_id", "topic"), .insert("opt_out"), .delete("opt_out"),
      // What an import says, it says of all profiles that are one.
      .select("merge", "removed_id", "affirmed"), .update("merge", "affirmed"),
      .select("registration", "id", "profile_id"), .select("note_profile", "profile_id"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence", "state"),
      .insert("suggestion"),
      // What an import suggested of a profile that it made is dismissed when it is taken back.
      .update("suggestion", "state", "decided_at", "decided_by"),
      .select("erased_address"), .delete("erased_address"),
      .select("import"), .insert("import"), .delete("import"),
      .update(
        "import", "hash", "headers", "fields", "sheet", "replaces", "overwritten", "repairs",
        "updates_only", "allowed", "is_dry_run", "language", "total", "created", "changed",
        "unchanged", "refused", "reading", "read_at", "begun_at", "ended_at", "source",
        "message_id", "actor", "is_stopped", "undo_begun_at", "undone_at", "given_back", "kept"),
      .select("import_line"), .insert("import_line"), .delete("import_line"),
      .update("import_line", "column_header", "code", "sentence"),
      .select("import_mention"), .insert("import_mention"), .delete("import_mention"),
      .select("import_profile"), .insert("import_profile"), .delete("import_profile"),
      .update(
        "import_profile", "version", "is_protected", "given_name", "family_name", "phone",
        "external_systems", "external_values", "address_keys", "address_texts", "address_uses",
        "topics", "marked_keys", "reason"),
    ])
}
