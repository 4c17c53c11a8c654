extension DatabaseRole {
  /// Keeps the books of its messages, and reads nothing of a person.
  public static let bounces = DatabaseRole(
    name: "bounces",
    grants: loop + [
      .select("erased_address", "key_id", "expires_at"), .delete("erased_address"),
    ])
}
