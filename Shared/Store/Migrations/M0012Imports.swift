extension Migration {
  /// Imports: what was wished, how far they are, and their rows until they are imported; those that were
  /// refused for a limited time longer (P7).
  ///
  /// Topics are kept in lower case from here on (R6).
  ///
  /// Programs from before it would erase a person and leave the rows of imports: they may not use it.
  static let m0012Imports = Migration(
    number: 12, name: "imports", usableFrom: 12,
    sql: """
      CREATE TABLE import (
        id text COLLATE "C" NOT NULL,
        hash bytea NOT NULL,
        headers text[] NOT NULL,
        fields text[] NOT NULL,
        sheet text,
        replaces boolean NOT NULL,
        overwritten text[] NOT NULL,
        repairs boolean NOT NULL,
        updates_only boolean NOT NULL,
        allowed text[] NOT NULL,
        is_dry_run boolean NOT NULL,
        language text NOT NULL,
        total integer NOT NULL,
        created integer NOT NULL DEFAULT 0,
        changed integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        refused integer NOT NULL DEFAULT 0,
        reading uuid,
        read_at timestamptz,
        begun_at timestamptz NOT NULL,
        ended_at timestamptz,
        is_stopped boolean NOT NULL DEFAULT false,
        undo_begun_at timestamptz,
        undone_at timestamptz,
        given_back integer NOT NULL DEFAULT 0,
        kept integer NOT NULL DEFAULT 0,
        source text NOT NULL,
        message_id text NOT NULL,
        actor text,
        CONSTRAINT import_id_unique PRIMARY KEY (id)
      );

      COMMENT ON TABLE import IS 'Files that were imported: what was wished, and what came of it (P7).';
      COMMENT ON COLUMN import.id IS
        'The id that the message gave it; a purge deletes the import whose id names the person. not personal';
      COMMENT ON COLUMN import.hash IS 'SHA-256 of the message''s data. not personal';
      COMMENT ON COLUMN import.headers IS
        'The headers that were chosen (P2); a purge cuts out whom they name. not personal';
      COMMENT ON COLUMN import.fields IS
        'What each of them is for; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN import.sheet IS
        'The sheet that was chosen; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN import.replaces IS 'Whether addresses replace others (P3). not personal';
      COMMENT ON COLUMN import.overwritten IS
        'Headers that overwrite (P3); a purge cuts out whom they name. not personal';
      COMMENT ON COLUMN import.repairs IS 'Whether addresses are repaired (I3). not personal';
      COMMENT ON COLUMN import.updates_only IS 'Whether no row makes a profile (P6). not personal';
      COMMENT ON COLUMN import.allowed IS 'Exceptions that were named (P9). not personal';
      COMMENT ON COLUMN import.is_dry_run IS 'Whether nothing is changed (P7). not personal';
      COMMENT ON COLUMN import.language IS 'The language of the report. not personal';
      COMMENT ON COLUMN import.total IS 'Rows of the file. not personal';
      COMMENT ON COLUMN import.created IS 'Rows that made a profile so far. not personal';
      COMMENT ON COLUMN import.changed IS 'Rows that changed one so far. not personal';
      COMMENT ON COLUMN import.unchanged IS 'Rows that said nothing new so far. not personal';
      COMMENT ON COLUMN import.refused IS 'Rows that were refused so far. not personal';
      COMMENT ON COLUMN import.reading IS
        'The attempt that reads its file, while rows are kept; null: it was read. not personal';
      COMMENT ON COLUMN import.read_at IS 'When that attempt kept rows last. not personal';
      COMMENT ON COLUMN import.begun_at IS 'When it was begun. not personal';
      COMMENT ON COLUMN import.ended_at IS
        'When its last row was decided, or it was stopped; null: it runs. not personal';
      COMMENT ON COLUMN import.is_stopped IS 'Whether it was stopped before its last row. not personal';
      COMMENT ON COLUMN import.undo_begun_at IS
        'When its undo was begun (P10); null: nobody asked for one. not personal';
      COMMENT ON COLUMN import.undone_at IS 'When its undo was done. not personal';
      COMMENT ON COLUMN import.given_back IS 'Profiles that its undo gave back so far. not personal';
      COMMENT ON COLUMN import.kept IS 'Profiles that its undo left as they are so far. not personal';
      COMMENT ON COLUMN import.source IS
        'Who sent its message; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN import.message_id IS
        'The sender''s id of its message; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN import.actor IS 'Who acted, where someone did. not personal';

      CREATE TABLE import_line (
        import_id text COLLATE "C" NOT NULL,
        chunk integer NOT NULL,
        place integer NOT NULL,
        line integer NOT NULL,
        cells text NOT NULL,
        fault text,
        column_header text,
        code text,
        sentence text,
        CONSTRAINT import_line_once PRIMARY KEY (import_id, chunk, line, place)
      );

      COMMENT ON TABLE import_line IS
        'Rows of a file that wait for their turn, and those that were refused, for 30 days (P7).';
      COMMENT ON COLUMN import_line.import_id IS
        'The import; a purge deletes its rows where its id names the person. not personal';
      COMMENT ON COLUMN import_line.chunk IS
        'The chunk in which its turn comes; -1 for the header. not personal';
      COMMENT ON COLUMN import_line.place IS 'Its place in the chunk. not personal';
      COMMENT ON COLUMN import_line.line IS 'Its line in the file. not personal';
      COMMENT ON COLUMN import_line.cells IS
        'The texts of its cells, apart by U+001F; U+001E before a number that lost digits; nothing in a '
        'row that named an erased person. '
        'personal: erase on deceased';
      COMMENT ON COLUMN import_line.fault IS 'What is wrong with the row as text. not personal';
      COMMENT ON COLUMN import_line.column_header IS
        'The header of the column for which it was refused; a purge cuts out whom it names. not personal';
      COMMENT ON COLUMN import_line.code IS 'Why it was refused; null: it waits. not personal';
      COMMENT ON COLUMN import_line.sentence IS 'The same in words, about nobody. not personal';

      CREATE TABLE import_mention (
        import_id text COLLATE "C" NOT NULL,
        chunk integer NOT NULL,
        hashes bigint[] NOT NULL,
        lines integer[] NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT import_mention_once PRIMARY KEY (import_id, chunk)
      );

      COMMENT ON TABLE import_mention IS
        'Which mailboxes and profiles the rows of a chunk name that waits for its turn (L2).';
      COMMENT ON COLUMN import_mention.import_id IS
        'The import; a purge deletes its rows where its id names the person. not personal';
      COMMENT ON COLUMN import_mention.chunk IS 'The chunk. not personal';
      COMMENT ON COLUMN import_mention.hashes IS
        'Of the keys and the ids that the rows name; 0 for an erased person. personal: erase on purge';
      COMMENT ON COLUMN import_mention.lines IS
        'The lines in which they stand, in the same order. not personal';
      COMMENT ON COLUMN import_mention.noted_at IS 'When it was noted. not personal';

      CREATE TABLE import_profile (
        import_id text COLLATE "C" NOT NULL,
        profile_id uuid NOT NULL,
        version bigint NOT NULL,
        version_before bigint,
        is_protected boolean NOT NULL DEFAULT false,
        given_name text,
        family_name text,
        phone text,
        external_systems text[] NOT NULL DEFAULT '{}',
        external_values text[] NOT NULL DEFAULT '{}',
        address_keys text[] NOT NULL DEFAULT '{}',
        address_texts text[] NOT NULL DEFAULT '{}',
        address_uses smallint[] NOT NULL DEFAULT '{}',
        topics text[] NOT NULL DEFAULT '{}',
        marked_keys text[] NOT NULL DEFAULT '{}',
        reason text,
        CONSTRAINT import_profile_once PRIMARY KEY (import_id, profile_id)
      );

      COMMENT ON TABLE import_profile IS
        'Profiles that an import touched, as they were before, for 90 days; those that its undo left as they '
        'are, and why (P10).';
      COMMENT ON COLUMN import_profile.import_id IS
        'The import; a purge deletes its rows where its id names the person. not personal';
      COMMENT ON COLUMN import_profile.profile_id IS 'The profile. not personal';
      COMMENT ON COLUMN import_profile.version IS
        'Its version after the last change of the import; 0 if it was erased, or something was said again. '
        'not personal';
      COMMENT ON COLUMN import_profile.version_before IS
        'Its version before; null: the import made it. not personal';
      COMMENT ON COLUMN import_profile.is_protected IS 'Whether it was protected (L8). not personal';
      COMMENT ON COLUMN import_profile.given_name IS 'The given name before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.family_name IS 'The family name before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.phone IS 'The telephone before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.external_systems IS
        'The systems of its external ids before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.external_values IS
        'Its external ids before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.address_keys IS
        'The keys of its addresses before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.address_texts IS
        'The addresses as they were written. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.address_uses IS 'Their uses. not personal';
      COMMENT ON COLUMN import_profile.topics IS
        'Topics of which it wanted none before. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.marked_keys IS
        'The keys of its addresses that the import marked. personal: erase on deceased';
      COMMENT ON COLUMN import_profile.reason IS
        'Why the undo left it as it is; null: no undo has come to it. not personal';

      CREATE INDEX import_profile_of_profile ON import_profile (profile_id);
      CREATE INDEX import_profile_kept ON import_profile (import_id, profile_id) WHERE reason IS NOT NULL;
      CREATE INDEX import_line_refused ON import_line (import_id, chunk, line, place)
        WHERE code IS NOT NULL;
      CREATE INDEX import_by_age ON import ((coalesce(ended_at, begun_at)));

      DELETE FROM opt_out AS o
        USING opt_out AS k
        WHERE k.profile_id = o.profile_id
        AND lower(k.topic COLLATE "default") = lower(o.topic COLLATE "default")
        AND k.topic < o.topic;
      UPDATE opt_out
        SET topic = lower(topic COLLATE "default")
        WHERE topic <> lower(topic COLLATE "default");

      ALTER TABLE mention DROP CONSTRAINT mention_kind_known;
      ALTER TABLE mention ADD CONSTRAINT mention_kind_known CHECK (kind BETWEEN 0 AND 10);
      COMMENT ON COLUMN mention.kind IS
        '0 registration, 1 suggestion, 2 profile with all that is its own, 3 mark, 4 message in the '
        'inbox or refused, 5 parked message, 6 receipt of a purge, 7 what became of mail to an address, '
        '8 mailing in counts and storms, 9 import, 10 row of an import. not personal';
      COMMENT ON COLUMN mention.subject IS
        'The id of the row, the key of an address, the id of a mailing or an import, or the place of a row '
        'in an import. personal: erase on purge';
      """)
}
