extension Migration {
  /// Former addresses of persons who are erased, by which alone later searches find what is kept of them (L2).
  static let m0018FormerAddresses = Migration(
    number: 18, name: "formerAddresses", usableFrom: 14,
    sql: """
      ALTER TABLE erased_address ADD COLUMN is_former boolean DEFAULT false NOT NULL;
      COMMENT ON COLUMN erased_address.is_former IS
        'True for one that had left the profile: searches look for it, and nobody is kept out by it. not personal';
      """)
}
