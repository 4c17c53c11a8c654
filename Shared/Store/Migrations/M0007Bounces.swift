extension Migration {
  /// Bounces: what a mark rests on (B7), which message set or cleared it last (E2), and figures over many
  /// messages (B8, B10).
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

      CREATE TABLE counter (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        kind smallint NOT NULL,
        subject text COLLATE "C" NOT NULL,
        code text COLLATE "C" NOT NULL,
        amount integer NOT NULL,
        counted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT counter_id_unique PRIMARY KEY (id),
        CONSTRAINT counter_kind_known CHECK (kind BETWEEN 0 AND 1)
      );

      COMMENT ON TABLE counter IS
        'What a batch counted of a mailing or a domain; it goes when an hour is over (B8, B10).';
      COMMENT ON COLUMN counter.id IS 'Random. not personal';
      COMMENT ON COLUMN counter.kind IS '0 a mailing, 1 a receiving domain. not personal';
      COMMENT ON COLUMN counter.subject IS
        'The mailing''s id, or the domain, without the mailbox. not personal';
      COMMENT ON COLUMN counter.code IS 'What was counted, such as a status code. not personal';
      COMMENT ON COLUMN counter.amount IS 'How much. not personal';
      COMMENT ON COLUMN counter.counted_at IS 'By the database''s clock. not personal';

      CREATE INDEX counter_of_subject ON counter (kind, subject, code, counted_at);
      CREATE INDEX counter_by_age ON counter (counted_at);
      """)
}
