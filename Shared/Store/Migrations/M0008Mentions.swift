extension Migration {
  /// Mentions: which mailboxes and profiles the texts of rows name, so that a purge reaches them by an
  /// index (L2); and which parked messages could not be opened.
  ///
  /// The texts that are there already are read once the step is applied. Programs from before it would add
  /// texts that nobody finds: they may not use it.
  static let m0008Mentions = Migration(
    number: 8, name: "mentions", usableFrom: 8,
    sql: """
      CREATE TABLE mention (
        hash bigint NOT NULL,
        kind smallint NOT NULL,
        subject text COLLATE "C" NOT NULL,
        source text COLLATE "C" NOT NULL DEFAULT '',
        noted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mention_once PRIMARY KEY (hash, kind, subject, source),
        CONSTRAINT mention_kind_known CHECK (kind BETWEEN 0 AND 6)
      );

      COMMENT ON TABLE mention IS
        'Which mailboxes and profiles texts name, where no other index leads there (L2).';
      COMMENT ON COLUMN mention.hash IS
        'Of the key or the id that a text names. personal: erase on purge';
      COMMENT ON COLUMN mention.kind IS
        '0 registration, 1 suggestion, 2 profile with all that is its own, 3 mark, 4 message in the '
        'inbox or refused, 5 parked message, 6 receipt of a purge. not personal';
      COMMENT ON COLUMN mention.subject IS
        'The id of the row, or the key of a mark. personal: erase on purge';
      COMMENT ON COLUMN mention.source IS
        'The source of a message; empty for the others. personal: erase on purge';
      COMMENT ON COLUMN mention.noted_at IS 'When it was noted. not personal';

      CREATE INDEX mention_of_subject ON mention (subject, kind);
      CREATE INDEX mention_by_time ON mention (noted_at);
      CREATE INDEX mention_of_parked ON mention (subject) WHERE kind = 5;

      ALTER TABLE parked ADD COLUMN is_unsearched boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN parked.is_unsearched IS
        'Whether a part could not be opened, so that a purge may not find who stands there. not personal';
      CREATE INDEX parked_unsearched ON parked (id) WHERE is_unsearched;

      COMMENT ON COLUMN parked.body IS
        'As it came, or its first 64 KiB. personal: erase on purge';
      COMMENT ON COLUMN parked.properties IS
        'Properties and headers as JSON text. personal: erase on purge';
      """, notesMentions: true)
}
