extension DatabaseRole {
  /// Role that records registrations: it makes profiles, moves an address off a removed one,
  /// suggests.
  ///
  /// It reads no registration's content and no parked message, and takes away nothing of a person.
  public static let registration = DatabaseRole(
    name: "registration",
    grants: loop + [
      // It changes no more of a profile than the version; locks need the right to change something.
      .select("profile"), .insert("profile"), .update("profile", "version"),
      .select("address"), .insert("address"),
      .update(
        "address", "profile_id", "uses", "position", "added_at", "added_by_type",
        "added_by_source", "added_by_id", "added_by_actor", "uses_changed_at",
        "uses_changed_by_type", "uses_changed_by_source", "uses_changed_by_id",
        "uses_changed_by_actor"),
      .insert("address_past"),
      .select("external_id"),
      .select(
        "mark", "key", "since", "status", "reason", "observed_at", "diagnostic", "gateway_id"),
      .select("opt_out", "profile_id", "topic"), .select("suppression"),
      .select("registration", "id", "profile_id"), .insert("registration"),
      .select(
        "suggestion", "id", "kind", "profile_id", "other_profile_id", "registration_id",
        "evidence"),
      .insert("suggestion"),
      // An address that stands on a profile again is no longer an erased one (L6).
      .select("erased_address"), .delete("erased_address"),
    ])
}
