extension Migration {
  /// Persons: profiles, the addresses on them and those that have left, ids in other systems.
  ///
  /// U1 and S1 are kept by unique indexes. A use is a bit of the address's own row, so it cannot
  /// point at an address of another profile. No foreign keys: a profile is never deleted (L2).
  static let m0001Profiles = Migration(
    number: 1, name: "profiles", usableFrom: 1,
    sql: """
      CREATE TABLE profile (
        id uuid NOT NULL,
        state smallint NOT NULL DEFAULT 0,
        version bigint NOT NULL DEFAULT 1,
        is_protected boolean NOT NULL DEFAULT false,
        given_name text,
        family_name text,
        phone text,
        merged_into uuid,
        created_at timestamptz NOT NULL,
        CONSTRAINT profile_id_unique PRIMARY KEY (id),
        CONSTRAINT profile_state_known CHECK (state BETWEEN 0 AND 3),
        CONSTRAINT profile_version_counts CHECK (version > 0),
        CONSTRAINT profile_merged_elsewhere CHECK (merged_into <> id),
        CONSTRAINT profile_purged_is_empty CHECK (
          state <> 3 OR (given_name IS NULL AND family_name IS NULL AND phone IS NULL)),
        CONSTRAINT profile_deceased_has_no_phone CHECK (state <> 2 OR phone IS NULL)
      ) WITH (fillfactor = 90);

      COMMENT ON TABLE profile IS 'One person; the row stays for good, a purge empties it (L2).';
      COMMENT ON COLUMN profile.id IS 'UUIDv7. not personal: all that is left after a purge';
      COMMENT ON COLUMN profile.state IS
        '0 active, 1 removed, 2 deceased, 3 purged. not personal';
      COMMENT ON COLUMN profile.version IS
        'Counts the changes, 1 when made; the sequence of events. not personal';
      COMMENT ON COLUMN profile.is_protected IS
        'Protected identity (L8). personal: erase on purge';
      COMMENT ON COLUMN profile.given_name IS 'As it was written. personal: erase on purge';
      COMMENT ON COLUMN profile.family_name IS 'As it was written. personal: erase on purge';
      COMMENT ON COLUMN profile.phone IS 'As it was written (L1). personal: erase on deceased';
      COMMENT ON COLUMN profile.merged_into IS
        'The profile that this one was merged into (L4, L5). not personal';
      COMMENT ON COLUMN profile.created_at IS 'When it was made. not personal';

      CREATE INDEX profile_merged ON profile (merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE address (
        key text COLLATE "C" NOT NULL,
        key_version smallint NOT NULL,
        profile_id uuid NOT NULL,
        text text NOT NULL,
        uses smallint NOT NULL DEFAULT 0,
        position bigint NOT NULL,
        added_at timestamptz NOT NULL,
        added_by_type text NOT NULL,
        added_by_source text NOT NULL,
        added_by_id text NOT NULL,
        added_by_actor text,
        CONSTRAINT address_key_unique PRIMARY KEY (key),
        CONSTRAINT address_uses_known CHECK (uses BETWEEN 0 AND 15)
      ) WITH (fillfactor = 90);

      COMMENT ON TABLE address IS
        'One mailbox on one profile (U1); additional where uses is 0 (S1).';
      COMMENT ON COLUMN address.key IS
        'The form in which addresses are compared (I1). personal: erase on deceased';
      COMMENT ON COLUMN address.key_version IS
        'The algorithm that made the key (I1). not personal';
      COMMENT ON COLUMN address.profile_id IS 'Who holds it. not personal';
      COMMENT ON COLUMN address.text IS
        'As it was first written (U4). personal: erase on deceased';
      COMMENT ON COLUMN address.uses IS
        'Bits: 1 primary, 2 work, 4 private, 8 student. not personal';
      COMMENT ON COLUMN address.position IS
        'Orders the addresses of a profile as they came. not personal';
      COMMENT ON COLUMN address.added_at IS 'When it came onto the profile (E2). not personal';
      COMMENT ON COLUMN address.added_by_type IS
        'The type of the message that brought it (E2). not personal';
      COMMENT ON COLUMN address.added_by_source IS
        'Who sent that message (E2). not personal';
      COMMENT ON COLUMN address.added_by_id IS
        'The sender''s id of that message (E2). not personal';
      COMMENT ON COLUMN address.added_by_actor IS
        'Who acted, where someone did (E2). not personal';

      CREATE INDEX address_of_profile ON address (profile_id);
      CREATE UNIQUE INDEX address_one_primary ON address (profile_id) WHERE uses & 1 <> 0;
      CREATE UNIQUE INDEX address_one_work ON address (profile_id) WHERE uses & 2 <> 0;
      CREATE UNIQUE INDEX address_one_private ON address (profile_id) WHERE uses & 4 <> 0;
      CREATE UNIQUE INDEX address_one_student ON address (profile_id) WHERE uses & 8 <> 0;

      CREATE TABLE address_past (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        key text COLLATE "C" NOT NULL,
        profile_id uuid NOT NULL,
        text text NOT NULL,
        uses smallint NOT NULL,
        moved_to uuid,
        added_at timestamptz NOT NULL,
        added_by_type text NOT NULL,
        added_by_source text NOT NULL,
        added_by_id text NOT NULL,
        added_by_actor text,
        removed_at timestamptz NOT NULL,
        removed_by_type text NOT NULL,
        removed_by_source text NOT NULL,
        removed_by_id text NOT NULL,
        removed_by_actor text,
        CONSTRAINT address_past_id_unique PRIMARY KEY (id)
      );

      COMMENT ON TABLE address_past IS
        'Each stay of an address on a profile that is over: who had it last year (E2)?';
      COMMENT ON COLUMN address_past.id IS 'Random. not personal';
      COMMENT ON COLUMN address_past.key IS
        'As in address. personal: erase on deceased';
      COMMENT ON COLUMN address_past.profile_id IS 'Who held it. not personal';
      COMMENT ON COLUMN address_past.text IS 'As in address. personal: erase on deceased';
      COMMENT ON COLUMN address_past.uses IS 'Its uses when it left. not personal';
      COMMENT ON COLUMN address_past.moved_to IS
        'The profile that took it (U3, L4), if one did. not personal';
      COMMENT ON COLUMN address_past.added_at IS 'When it came. not personal';
      COMMENT ON COLUMN address_past.added_by_type IS 'As in address. not personal';
      COMMENT ON COLUMN address_past.added_by_source IS
        'As in address. not personal';
      COMMENT ON COLUMN address_past.added_by_id IS
        'As in address. not personal';
      COMMENT ON COLUMN address_past.added_by_actor IS
        'As in address. not personal';
      COMMENT ON COLUMN address_past.removed_at IS 'When it left. not personal';
      COMMENT ON COLUMN address_past.removed_by_type IS
        'The type of the message that took it away. not personal';
      COMMENT ON COLUMN address_past.removed_by_source IS
        'Who sent that message. not personal';
      COMMENT ON COLUMN address_past.removed_by_id IS
        'The sender''s id of that message. not personal';
      COMMENT ON COLUMN address_past.removed_by_actor IS
        'Who acted, where someone did. not personal';

      CREATE INDEX address_past_of_key ON address_past (key);
      CREATE INDEX address_past_of_profile ON address_past (profile_id);

      CREATE TABLE external_id (
        system text COLLATE "C" NOT NULL,
        value text COLLATE "C" NOT NULL,
        profile_id uuid NOT NULL,
        CONSTRAINT external_id_unique PRIMARY KEY (system, value),
        CONSTRAINT external_id_one_of_a_system UNIQUE (profile_id, system)
      );

      COMMENT ON TABLE external_id IS 'Ids in other systems, one of a system on each profile.';
      COMMENT ON COLUMN external_id.system IS 'The other system''s name. not personal';
      COMMENT ON COLUMN external_id.value IS 'The id there. personal: erase on purge';
      COMMENT ON COLUMN external_id.profile_id IS
        'Whose it is; a merged-away profile keeps what the other had already (L4). not personal';
      """)
}
