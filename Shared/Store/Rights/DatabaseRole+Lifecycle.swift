extension DatabaseRole {
  /// Role that carries out the stewards' commands, and alone erases: addresses, merges,
  /// registrations, persons.
  public static let lifecycle = DatabaseRole(
    name: "lifecycle",
    grants: loop + [
      .select("profile"), .insert("profile"),
      .update(
        "profile", "state", "version", "is_protected", "given_name", "family_name", "phone",
        "merged_into", "state_before_death"),
      .select("address"), .insert("address"), .delete("address"),
      .update(
        "address", "profile_id", "uses", "position", "added_at", "added_by_type",
        "added_by_source", "added_by_id", "added_by_actor"),
      .select("address_past", "key", "profile_id"), .insert("address_past"),
      .delete("address_past"),
      .select("external_id"), .insert("external_id"), .delete("external_id"),
      .select("mark"), .insert("mark"), .delete("mark"),
      .update(
        "mark", "since", "status", "reason", "cleared_at", "observed_at", "diagnostic",
        "gateway_id", "changed_at", "changed_by_type", "changed_by_source", "changed_by_id",
        "changed_by_actor"),
      .select("opt_out", "profile_id", "topic"), .insert("opt_out"), .delete("opt_out"),
      .select("merge"), .insert("merge"), .delete("merge"),
      .update("merge", "address_keys", "uses_before", "uses_after", "phone"),
      .select("registration", "id", "profile_id", "matched_key", "content", "merged_from"),
      .update(
        "registration", "profile_id", "matched_rule", "matched_key", "content", "merged_from"),
      .delete("registration"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence", "state"),
      .update("suggestion", "state", "decided_at", "decided_by"), .delete("suggestion"),
      .select("erased_address"), .insert("erased_address"), .delete("erased_address"),
      .update("erased_address", "kind", "profile_id", "erased_at", "expires_at"),
      .insert("erasure"),
      .select("fence"), .insert("fence"), .update("fence", "epoch", "suspect", "trials"),
      // A purge searches what is kept of messages, and takes them out of the outbox (L2).
      .select("inbox", "type"),
      .select("import_line", "cells"), .update("import_line", "cells"),
      .select("parked", "id", "type", "routing_key", "path", "body", "properties"),
      .update(
        "outbox", "message_count", "exchange", "routing_key", "message_id", "content_type",
        "properties", "body"),
    ])
}
