extension Migration {
  /// Notes: mail between people, and the profiles that each is filed on (M6).
  ///
  /// Programs from before it would erase a person and leave what they wrote: they may not use it.
  static let m0013Notes = Migration(
    number: 13, name: "notes", usableFrom: 13,
    sql: """
      CREATE TABLE note (
        id uuid NOT NULL,
        mail_hash uuid,
        written_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        is_cut boolean NOT NULL,
        participants jsonb NOT NULL,
        attachments jsonb NOT NULL,
        forwarded_from text,
        is_unmatched boolean NOT NULL,
        source text NOT NULL,
        message_id text NOT NULL,
        CONSTRAINT note_id_unique PRIMARY KEY (id),
        CONSTRAINT note_mail_unique UNIQUE (mail_hash)
      );

      COMMENT ON TABLE note IS 'A mail between people (M6); who has it stands in note_profile.';
      COMMENT ON COLUMN note.id IS 'UUIDv7. not personal';
      COMMENT ON COLUMN note.mail_hash IS
        'From the hash of its Message-ID, by which a second copy is known; null: it has none. not personal';
      COMMENT ON COLUMN note.written_at IS
        'When it was written, as far as that is to be believed (M6). not personal';
      COMMENT ON COLUMN note.received_at IS 'When it was recorded. not personal';
      COMMENT ON COLUMN note.subject IS
        'The subject; a purge and a death cut out whom it names. personal: erase on purge';
      COMMENT ON COLUMN note.body IS
        'The text; a death erases that of a note of nobody else, and cuts addresses out of others. '
        'personal: erase on deceased';
      COMMENT ON COLUMN note.is_cut IS 'Whether the text was longer. not personal';
      COMMENT ON COLUMN note.participants IS
        'The mailboxes of From, To and Cc in their order. personal: erase on deceased';
      COMMENT ON COLUMN note.attachments IS
        'Names, types and sizes of the files that came with it. personal: erase on deceased';
      COMMENT ON COLUMN note.forwarded_from IS
        'The key of who wrote what it passes on. personal: erase on deceased';
      COMMENT ON COLUMN note.is_unmatched IS 'Whether it waits for a steward. not personal';
      COMMENT ON COLUMN note.source IS
        'Who sent the message; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN note.message_id IS
        'The sender''s id of the message; a purge cuts out whom it names. not personal';

      CREATE INDEX note_unmatched ON note (id) WHERE is_unmatched;

      CREATE TABLE note_profile (
        note_id uuid NOT NULL,
        profile_id uuid NOT NULL,
        merged_from uuid,
        matched_keys text[] COLLATE "C" NOT NULL,
        filed_at timestamptz NOT NULL,
        CONSTRAINT note_filed_once
          UNIQUE NULLS NOT DISTINCT (note_id, profile_id, merged_from)
      );

      COMMENT ON TABLE note_profile IS 'The profiles that a note is filed on (M6).';
      COMMENT ON COLUMN note_profile.note_id IS 'The note. not personal';
      COMMENT ON COLUMN note_profile.profile_id IS 'The profile. not personal';
      COMMENT ON COLUMN note_profile.merged_from IS
        'The profile that a merge carried it from, the first of a chain (L4); null: it came here itself. '
        'not personal';
      COMMENT ON COLUMN note_profile.matched_keys IS
        'Its addresses that stood in the note; none: a steward filed it. personal: erase on deceased';
      COMMENT ON COLUMN note_profile.filed_at IS 'When it was filed there. not personal';

      CREATE INDEX note_of_profile ON note_profile (profile_id);

      ALTER TABLE mention DROP CONSTRAINT mention_kind_known;
      ALTER TABLE mention ADD CONSTRAINT mention_kind_known CHECK (kind BETWEEN 0 AND 11);
      COMMENT ON COLUMN mention.kind IS
        '0 registration, 1 suggestion, 2 profile with all that is its own, 3 mark, 4 message in the '
        'inbox or refused, 5 parked message, 6 receipt of a purge, 7 what became of mail to an address, '
        '8 mailing in counts and storms, 9 import, 10 row of an import, 11 note. not personal';
      """)
}
