extension Migration {
  /// Bounces: what a mark rests on (B7), and which message set or cleared it last (E2).
  static let m0007Bounces = Migration(
    number: 7, name: "bounces", usableFrom: 4,
    sql: """
      ALTER TABLE mark ADD COLUMN observed_at timestamptz;
      ALTER TABLE mark ADD COLUMN diagnostic text;
      ALTER TABLE mark ADD COLUMN gateway_id text;
      ALTER TABLE mark ADD COLUMN changed_at timestamptz;
      ALTER TABLE mark ADD COLUMN changed_by_type text;
      ALTER TABLE mark ADD COLUMN changed_by_source text;
      ALTER TABLE mark ADD COLUMN changed_by_id text;
      ALTER TABLE mark ADD COLUMN changed_by_actor text;
      COMMENT ON COLUMN mark.observed_at IS
        'When mail was answered so (B7); null: a steward set it. not personal';
      COMMENT ON COLUMN mark.diagnostic IS
        'The answer''s text (B7), which may name the address. personal: erase on deceased';
      COMMENT ON COLUMN mark.gateway_id IS
        'The mail gateway''s id of the report (B7). personal: erase on deceased';
      COMMENT ON COLUMN mark.changed_at IS
        'When it was set or cleared last (E2); null, or before that moment: by an older version. '
        'not personal';
      COMMENT ON COLUMN mark.changed_by_type IS 'The type of the message that did so. not personal';
      COMMENT ON COLUMN mark.changed_by_source IS 'Who sent that message. not personal';
      COMMENT ON COLUMN mark.changed_by_id IS 'The sender''s id of that message. not personal';
      COMMENT ON COLUMN mark.changed_by_actor IS 'Who acted, where someone did. not personal';
      """)
}
