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
        "added_by_source", "added_by_id", "added_by_actor", "uses_changed_at",
        "uses_changed_by_type", "uses_changed_by_source", "uses_changed_by_id",
        "uses_changed_by_actor"),
      .select("address_past"), .insert("address_past"), .delete("address_past"),
      .update(
        "address_past", "added_by_source", "added_by_id", "removed_by_source", "removed_by_id"),
      .select("external_id"), .insert("external_id"), .update("external_id", "system", "value"),
      .delete("external_id"),
      .select("mark"), .insert("mark"), .delete("mark"),
      .update(
        "mark", "since", "status", "reason", "cleared_at", "observed_at", "diagnostic",
        "gateway_id", "changed_at", "changed_by_type", "changed_by_source", "changed_by_id",
        "changed_by_actor", "delivered_at"),
      .select("bounce"), .delete("bounce"),
      .update(
        "bounce", "send", "diagnostic", "gateway_id", "mailing", "evidence", "source",
        "message_id"),
      .select("suppression"), .update("suppression", "reason"), .delete("suppression"),
      .select("storm", "id", "kind", "subject"), .update("storm", "subject"),
      .select("opt_out"), .insert("opt_out"), .update("opt_out", "topic", "by_source", "by_id"),
      .delete("opt_out"),
      .select("merge"), .insert("merge"), .delete("merge"),
      .update(
        "merge", "address_keys", "uses_before", "uses_after", "kept_keys", "kept_uses",
        "given_name", "family_name", "phone", "external_systems", "external_values",
        "is_protected", "topics", "affirmed"),
      .select("registration"),
      .update(
        "registration", "profile_id", "matched_rule", "matched_key", "content", "merged_from",
        "moved_at", "event_id", "source", "message_id"),
      .delete("registration"),
      .select("note"),
      .update(
        "note", "subject", "body", "participants", "attachments", "forwarded_from", "is_unmatched",
        "source", "message_id"),
      .delete("note"),
      .select("note_profile"), .insert("note_profile"),
      .update("note_profile", "profile_id", "merged_from", "matched_keys"),
      .delete("note_profile"),
      .select("suggestion"), .insert("suggestion"),
      .update(
        "suggestion", "profile_id", "other_profile_id", "evidence", "state", "decided_at",
        "decided_by"),
      .delete("suggestion"),
      .select("erased_address"), .insert("erased_address"), .delete("erased_address"),
      .update("erased_address", "kind", "profile_id", "erased_at", "expires_at", "is_former"),
      .select("erasure"), .insert("erasure"),
      .update("erasure", "decision", "source", "message_id", "counts"),
      .select("fence"), .insert("fence"), .update("fence", "epoch", "suspect", "trials"),
      // A purge searches what is kept of messages, and takes them out of the outbox (L2).
      .select("mention"),
      .select("inbox"), .update("inbox", "message_id", "source", "type"),
      .select("refused"), .update("refused", "message_id", "source", "type"), .delete("refused"),
      .select("import"),
      .update(
        "import", "headers", "fields", "sheet", "overwritten", "source", "message_id"),
      .delete("import"),
      .select("import_line"), .update("import_line", "cells", "column_header"),
      .delete("import_line"),
      .select("import_mention"), .update("import_mention", "hashes"), .delete("import_mention"),
      .select("import_profile"),
      .update(
        "import_profile", "version", "is_protected", "given_name", "family_name", "phone",
        "external_systems", "external_values", "address_keys", "address_texts", "address_uses",
        "topics", "marked_keys"),
      .delete("import_profile"),
      .select("mailing"),
      .update(
        "mailing", "topic", "event_ids", "except_event_ids", "subject", "body_text", "body_html",
        "source", "message_id"),
      .delete("mailing"),
      .select("mailing_recipient"),
      .update("mailing_recipient", "profile_id", "token", "address_key"),
      .delete("mailing_recipient"),
      .select("parked"),
      .update(
        "parked", "source", "message_id", "type", "routing_key", "path", "properties", "body",
        "size", "body_hash"),
      .update(
        "outbox", "message_count", "exchange", "routing_key", "message_id", "content_type",
        "properties", "body"),
    ])
}
