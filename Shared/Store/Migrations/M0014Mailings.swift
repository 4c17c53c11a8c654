extension Migration {
  /// Mailings: what is sent, how far it is, and what became of each profile of the audience (R1–R4).
  ///
  /// Programs from before it would erase a person and leave the tokens of mail to them: they may not use it.
  static let m0014Mailings = Migration(
    number: 14, name: "mailings", usableFrom: 14,
    sql: """
      \(Self.mailings)
      \(Self.recipients)
      CREATE INDEX registration_of_event ON registration (event_id, profile_id)
        WHERE event_id IS NOT NULL;
      CREATE INDEX registration_of_kind ON registration (kind, profile_id);
      """)

  private static let mailings = """
    CREATE TABLE mailing (
      id text COLLATE "C" NOT NULL,
      hash bytea NOT NULL,
      topic text,
      address_use text NOT NULL,
      falls_back boolean NOT NULL,
      is_everybody boolean NOT NULL,
      profile_ids uuid[] NOT NULL,
      event_ids text[] NOT NULL,
      kinds text[] NOT NULL,
      except_everybody boolean NOT NULL,
      except_profile_ids uuid[] NOT NULL,
      except_event_ids text[] NOT NULL,
      except_kinds text[] NOT NULL,
      subject text NOT NULL,
      body_text text,
      body_html text,
      not_before timestamptz,
      do_not_send_after timestamptz,
      state smallint NOT NULL DEFAULT 0,
      last_profile_id uuid,
      recipients integer NOT NULL DEFAULT 0,
      by_fallback integer NOT NULL DEFAULT 0,
      handed_over integer NOT NULL DEFAULT 0,
      excluded jsonb NOT NULL DEFAULT '{}',
      begun_at timestamptz NOT NULL,
      prepared_at timestamptz,
      ended_at timestamptz,
      source text NOT NULL,
      message_id text NOT NULL,
      actor text,
      CONSTRAINT mailing_id_unique PRIMARY KEY (id),
      CONSTRAINT mailing_state_known CHECK (state BETWEEN 0 AND 4)
    );

    COMMENT ON TABLE mailing IS
      'Messages to many: what was asked for, how far it is, and what came of it (R1–R4).';
    COMMENT ON COLUMN mailing.id IS
      'The id that the message gave it; a purge deletes the mailing whose id names the person. not personal';
    COMMENT ON COLUMN mailing.hash IS 'SHA-256 of what was asked for. not personal';
    COMMENT ON COLUMN mailing.topic IS
      'The topic (R6); a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.address_use IS 'The use of the addresses that are mailed (R1). not personal';
    COMMENT ON COLUMN mailing.falls_back IS 'Whether the primary address stands in. not personal';
    COMMENT ON COLUMN mailing.is_everybody IS 'Whether it is for all. not personal';
    COMMENT ON COLUMN mailing.profile_ids IS 'Profiles that it is for. not personal';
    COMMENT ON COLUMN mailing.event_ids IS
      'Events for whose participants it is; a purge cuts out whom they name. not personal';
    COMMENT ON COLUMN mailing.kinds IS 'Kinds of registrations for whose makers it is. not personal';
    COMMENT ON COLUMN mailing.except_everybody IS 'Whether all are left out. not personal';
    COMMENT ON COLUMN mailing.except_profile_ids IS 'Profiles that are left out. not personal';
    COMMENT ON COLUMN mailing.except_event_ids IS
      'Events whose participants are left out; a purge cuts out whom they name. not personal';
    COMMENT ON COLUMN mailing.except_kinds IS
      'Kinds of registrations whose makers are left out. not personal';
    COMMENT ON COLUMN mailing.subject IS
      'The subject with its fields (R7); a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.body_text IS
      'The plain text; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.body_html IS 'The HTML; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.not_before IS 'Before when nothing is handed over. not personal';
    COMMENT ON COLUMN mailing.do_not_send_after IS 'After when nothing is. not personal';
    COMMENT ON COLUMN mailing.state IS
      '0 preparing, 1 prepared, 2 handing over, 3 completed, 4 cancelled. not personal';
    COMMENT ON COLUMN mailing.last_profile_id IS
      'The last profile of the chunk before; null: before the first. not personal';
    COMMENT ON COLUMN mailing.recipients IS
      'Profiles for whom an address was found when it was prepared. not personal';
    COMMENT ON COLUMN mailing.by_fallback IS 'Those of them at their primary address instead. not personal';
    COMMENT ON COLUMN mailing.handed_over IS 'Messages that were handed over so far. not personal';
    COMMENT ON COLUMN mailing.excluded IS 'Profiles that get nothing, by the reason (R2). not personal';
    COMMENT ON COLUMN mailing.begun_at IS 'When it was begun. not personal';
    COMMENT ON COLUMN mailing.prepared_at IS 'When its last recipient was chosen. not personal';
    COMMENT ON COLUMN mailing.ended_at IS
      'When its last recipient was decided, or it was stopped; null: it runs. not personal';
    COMMENT ON COLUMN mailing.source IS
      'Who sent its message; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.message_id IS
      'The sender''s id of its message; a purge cuts out whom it names. not personal';
    COMMENT ON COLUMN mailing.actor IS 'Who acted, where someone did. not personal';

    CREATE INDEX mailing_by_age ON mailing (begun_at, id);
    CREATE INDEX mailing_due ON mailing (not_before) WHERE state = 1;
    """

  private static let recipients = """
    CREATE TABLE mailing_recipient (
      mailing_id text COLLATE "C" NOT NULL,
      profile_id uuid NOT NULL,
      message_id uuid NOT NULL,
      token bytea
        DEFAULT substring(
          sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FROM 1 FOR 16),
      status text NOT NULL,
      address_key text COLLATE "C",
      handed_over_at timestamptz,
      CONSTRAINT mailing_recipient_once PRIMARY KEY (mailing_id, profile_id),
      CONSTRAINT mailing_recipient_handed_over CHECK (
        (status = 'handedOver') = (handed_over_at IS NOT NULL))
    ) WITH (fillfactor = 70);

    COMMENT ON TABLE mailing_recipient IS
      'What became of each profile of an audience, a row for each (R2, R4); a purge deletes the rows of the '
      'person, and empties one whose turn has not come.';
    COMMENT ON COLUMN mailing_recipient.mailing_id IS
      'The mailing; a purge deletes its rows where its id names the person. not personal';
    COMMENT ON COLUMN mailing_recipient.profile_id IS 'The profile that was chosen. not personal';
    COMMENT ON COLUMN mailing_recipient.message_id IS
      'The id of the message to it, the same however often it is sent (R4). not personal';
    COMMENT ON COLUMN mailing_recipient.token IS
      'Random, by which a bounce or an opt-out finds it (B7, R6). personal: erase on purge';
    COMMENT ON COLUMN mailing_recipient.status IS
      'waiting, handedOver, or why it gets nothing (R2). not personal';
    COMMENT ON COLUMN mailing_recipient.address_key IS
      'The address for which it was handed over (B7). personal: erase on deceased';
    COMMENT ON COLUMN mailing_recipient.handed_over_at IS 'When (B5). not personal';

    CREATE UNIQUE INDEX mailing_recipient_token ON mailing_recipient (token);
    CREATE INDEX mailing_recipient_of_profile ON mailing_recipient (profile_id);
    """
}
