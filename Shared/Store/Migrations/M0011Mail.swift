extension Migration {
  /// Mail: what failed and was held back of each address, storms, and signs of delivery (B2–B10).
  ///
  /// Programs from before it would erase a person and leave what became of mail to them: they may not use it.
  static let m0011Mail = Migration(
    number: 11, name: "mail", usableFrom: 11,
    sql: """
      ALTER TABLE mark ADD COLUMN delivered_at timestamptz;
      COMMENT ON COLUMN mark.delivered_at IS
        'The latest sign that mail arrives (B2); such a row need bear no mark. not personal';
      ALTER TABLE mark DROP CONSTRAINT mark_set_or_cleared;
      ALTER TABLE mark ADD CONSTRAINT mark_says_something CHECK (
        since IS NOT NULL OR cleared_at IS NOT NULL OR delivered_at IS NOT NULL);

      \(Self.bounces)
      \(Self.suppressions)
      \(Self.storms)
      \(Self.mentions)
      CREATE INDEX address_of_domain ON address (split_part(key, '@', -1));
      """)

  private static let bounces = """
    CREATE TABLE bounce (
      key text COLLATE "C" NOT NULL,
      send text COLLATE "C" NOT NULL,
      kind text NOT NULL,
      reason text NOT NULL,
      status text,
      diagnostic text,
      gateway text,
      gateway_id text,
      mailing text,
      observed_at timestamptz NOT NULL,
      sent_at timestamptz NOT NULL,
      evidence jsonb NOT NULL,
      held_by uuid,
      recorded_at timestamptz NOT NULL,
      source text NOT NULL,
      message_id text NOT NULL,
      CONSTRAINT bounce_of_send PRIMARY KEY (key, send)
    );

    COMMENT ON TABLE bounce IS
      'What became of mail that did not arrive, a row for each message and address (B2, B7).';
    COMMENT ON COLUMN bounce.key IS 'As in address. personal: erase on deceased';
    COMMENT ON COLUMN bounce.send IS
      'The message that was sent: by its token, mailing or id. personal: erase on deceased';
    COMMENT ON COLUMN bounce.kind IS
      'permanent, temporary, blocked, unknown or ownerChanged. not personal';
    COMMENT ON COLUMN bounce.reason IS 'Why it did not arrive. not personal';
    COMMENT ON COLUMN bounce.status IS 'The answer''s code (RFC 3463). not personal';
    COMMENT ON COLUMN bounce.diagnostic IS
      'The answer''s text, without others'' addresses. personal: erase on deceased';
    COMMENT ON COLUMN bounce.gateway IS 'The mail gateway that told it. not personal';
    COMMENT ON COLUMN bounce.gateway_id IS
      'The gateway''s id of the event. personal: erase on deceased';
    COMMENT ON COLUMN bounce.mailing IS
      'The mailing''s id; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN bounce.observed_at IS 'When mail was answered so. not personal';
    COMMENT ON COLUMN bounce.sent_at IS 'When the message was sent (B5). not personal';
    COMMENT ON COLUMN bounce.evidence IS
      'What the judgement rests on, without others'' addresses. personal: erase on deceased';
    COMMENT ON COLUMN bounce.held_by IS
      'The storm for whose end the mark waits (B8); null: none. not personal';
    COMMENT ON COLUMN bounce.recorded_at IS 'When it was told; it goes in time. not personal';
    COMMENT ON COLUMN bounce.source IS
      'Who sent the message that told it; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN bounce.message_id IS
      'The sender''s id of that message; a purge cuts out whom it names. not personal';

    CREATE INDEX bounce_held ON bounce (held_by, key) WHERE held_by IS NOT NULL;
    CREATE INDEX bounce_by_age ON bounce (recorded_at);
    """

  private static let suppressions = """
    CREATE TABLE suppression (
      key text COLLATE "C" NOT NULL,
      gateway text COLLATE "C" NOT NULL,
      since timestamptz NOT NULL,
      until timestamptz,
      reason text,
      CONSTRAINT suppression_of_key PRIMARY KEY (key, gateway)
    );

    COMMENT ON TABLE suppression IS
      'Mail to an address that somebody on the way holds back (B9, B10).';
    COMMENT ON COLUMN suppression.key IS 'As in address. personal: erase on deceased';
    COMMENT ON COLUMN suppression.gateway IS
      'The mail gateway, or the receiving domain. not personal';
    COMMENT ON COLUMN suppression.since IS 'From when on. not personal';
    COMMENT ON COLUMN suppression.until IS 'Until when; null: nobody said. not personal';
    COMMENT ON COLUMN suppression.reason IS
      'Why, in the gateway''s words. personal: erase on deceased';
    """

  private static let storms = """
    CREATE TABLE storm (
      id uuid NOT NULL,
      kind smallint NOT NULL,
      subject text COLLATE "C" NOT NULL,
      failed integer NOT NULL,
      began_at timestamptz NOT NULL,
      decision smallint,
      decided_at timestamptz,
      decided_by text,
      CONSTRAINT storm_id_unique PRIMARY KEY (id),
      CONSTRAINT storm_kind_known CHECK (kind BETWEEN 0 AND 1),
      CONSTRAINT storm_decision_known CHECK (decision BETWEEN 0 AND 1)
    );

    COMMENT ON TABLE storm IS
      'More permanent failures within an hour than are believed: marks wait for a steward (B8).';
    COMMENT ON COLUMN storm.id IS 'UUIDv7. not personal';
    COMMENT ON COLUMN storm.kind IS '0 a mailing, 1 a receiving domain. not personal';
    COMMENT ON COLUMN storm.subject IS
      'The mailing''s id, which a purge replaces by the storm''s where it names the person, or the '
      'domain, without the mailbox. not personal';
    COMMENT ON COLUMN storm.failed IS 'How many had failed when it began. not personal';
    COMMENT ON COLUMN storm.began_at IS 'When. not personal';
    COMMENT ON COLUMN storm.decision IS '0 confirmed, 1 dropped; null: open. not personal';
    COMMENT ON COLUMN storm.decided_at IS 'When. not personal';
    COMMENT ON COLUMN storm.decided_by IS 'Who decided, where someone did. not personal';

    CREATE UNIQUE INDEX storm_open_once ON storm (kind, subject) WHERE decided_at IS NULL;
    CREATE INDEX storm_of_subject ON storm (kind, subject, decided_at);
    """

  private static let mentions = """
    ALTER TABLE mention DROP CONSTRAINT mention_kind_known;
    ALTER TABLE mention ADD CONSTRAINT mention_kind_known CHECK (kind BETWEEN 0 AND 8);
    COMMENT ON COLUMN mention.kind IS
      '0 registration, 1 suggestion, 2 profile with all that is its own, 3 mark, 4 message in the '
      'inbox or refused, 5 parked message, 6 receipt of a purge, 7 what became of mail to an address, '
      '8 mailing in counts and storms. not personal';
    COMMENT ON COLUMN mention.subject IS
      'The id of the row, the key of an address, or the id of a mailing. personal: erase on purge';
    COMMENT ON COLUMN counter.subject IS
      'The mailing''s id, or the domain, without the mailbox; a purge deletes the counts of a mailing '
      'whose id names the person. not personal';
    """
}
