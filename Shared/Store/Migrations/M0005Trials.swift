extension Migration {
  /// Trials: which message of an ordered queue is being tried alone.
  static let m0005Trials = Migration(
    number: 5, name: "trials", usableFrom: 4,
    sql: """
      ALTER TABLE fence ADD COLUMN suspect bytea;
      ALTER TABLE fence ADD COLUMN trials integer NOT NULL DEFAULT 0;
      ALTER TABLE fence ADD CONSTRAINT fence_suspect_is_sha256 CHECK (octet_length(suspect) = 32);
      COMMENT ON COLUMN fence.suspect IS
        'Hash of the message that was last tried alone; null: none yet. not personal';
      COMMENT ON COLUMN fence.trials IS 'How many workers have begun to try it. not personal';
      """)
}
