extension Migration {
  /// Unmerges: the uses from before a merge, and what was said since (L4); and the message that changed uses
  /// last (E2).
  static let m0009Unmerges = Migration(
    number: 9, name: "unmerges", usableFrom: 8,
    sql: """
      ALTER TABLE merge ADD COLUMN kept_keys text[] COLLATE "C";
      ALTER TABLE merge ADD COLUMN kept_uses smallint[];
      ALTER TABLE merge ADD COLUMN affirmed text[] NOT NULL DEFAULT '{}';
      ALTER TABLE merge ADD CONSTRAINT merge_kept_of_one_length CHECK (
        cardinality(kept_uses) = cardinality(kept_keys)
        AND (kept_uses IS NULL) = (kept_keys IS NULL));
      COMMENT ON COLUMN merge.kept_keys IS
        'The kept profile''s own addresses before; null: an older version merged. '
        'personal: erase on deceased';
      COMMENT ON COLUMN merge.kept_uses IS 'Their uses before. not personal';
      COMMENT ON COLUMN merge.affirmed IS
        'What was said of the two since, be it that it held already: details, protection, '
        'topics. personal: erase on purge';
      CREATE INDEX merge_of_kept_address ON merge USING gin (kept_keys);

      ALTER TABLE registration ADD COLUMN moved_at timestamptz;
      COMMENT ON COLUMN registration.moved_at IS
        'When a steward put it on its profile last; null: none did, or an older version. '
        'not personal';

      ALTER TABLE address ADD COLUMN uses_changed_at timestamptz;
      ALTER TABLE address ADD COLUMN uses_changed_by_type text;
      ALTER TABLE address ADD COLUMN uses_changed_by_source text;
      ALTER TABLE address ADD COLUMN uses_changed_by_id text;
      ALTER TABLE address ADD COLUMN uses_changed_by_actor text;
      COMMENT ON COLUMN address.uses_changed_at IS
        'When its uses changed last (E2); null, or before added_at: not since it came. '
        'not personal';
      COMMENT ON COLUMN address.uses_changed_by_type IS
        'The type of the message that changed them. not personal';
      COMMENT ON COLUMN address.uses_changed_by_source IS 'Who sent that message. not personal';
      COMMENT ON COLUMN address.uses_changed_by_id IS
        'The sender''s id of that message. not personal';
      COMMENT ON COLUMN address.uses_changed_by_actor IS
        'Who acted, where someone did. not personal';
      """)
}
