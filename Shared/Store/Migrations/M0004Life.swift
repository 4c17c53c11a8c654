extension Migration {
  /// The life of a profile: death, merges, opt-outs and marks, what is left of those who were erased, and
  /// whose turn it is on a queue that is taken in order.
  ///
  /// Programs from before it would let the purged come back: they may not use it.
  static let m0004Life = Migration(
    number: 4, name: "life", usableFrom: 4,
    sql: """
      ALTER TABLE profile ADD COLUMN state_before_death smallint;
      ALTER TABLE profile ADD CONSTRAINT profile_state_before_death CHECK (
        (state = 2) = (state_before_death IS NOT NULL));
      COMMENT ON COLUMN profile.state_before_death IS
        'What a revocation returns to (L1); null unless deceased. not personal';

      ALTER TABLE registration ADD COLUMN merged_from uuid;
      ALTER TABLE registration DROP CONSTRAINT registration_matched_or_held;
      ALTER TABLE registration ADD CONSTRAINT registration_matched_or_held CHECK (
        (profile_id IS NULL) = (matched_rule IS NULL)
        AND (matched_key IS NULL OR profile_id IS NOT NULL));
      COMMENT ON COLUMN registration.merged_from IS
        'The profile that it came from with a merge, which takes it back (L4). not personal';
      CREATE INDEX registration_merged ON registration (merged_from)
        WHERE merged_from IS NOT NULL;
      CREATE INDEX registration_held ON registration (id) WHERE profile_id IS NULL;
      CREATE INDEX suggestion_of_evidence ON suggestion (md5(evidence));

      CREATE TABLE mark (
        key text COLLATE "C" NOT NULL,
        since timestamptz,
        status text,
        reason text,
        cleared_at timestamptz,
        CONSTRAINT mark_of_key PRIMARY KEY (key),
        CONSTRAINT mark_set_or_cleared CHECK (since IS NOT NULL OR cleared_at IS NOT NULL)
      );

      COMMENT ON TABLE mark IS
        'What is known to be undeliverable, wherever the address stands (B6).';
      COMMENT ON COLUMN mark.key IS 'As in address. personal: erase on deceased';
      COMMENT ON COLUMN mark.since IS 'Since when; null once it is cleared. not personal';
      COMMENT ON COLUMN mark.status IS 'The answer''s code (RFC 3463). not personal';
      COMMENT ON COLUMN mark.reason IS 'Why, in words. personal: erase on deceased';
      COMMENT ON COLUMN mark.cleared_at IS
        'When a steward cleared it last: mail from before does not set it again (B5). not personal';

      CREATE TABLE opt_out (
        profile_id uuid NOT NULL,
        topic text COLLATE "C" NOT NULL,
        since timestamptz NOT NULL,
        by_type text NOT NULL,
        by_source text NOT NULL,
        by_id text NOT NULL,
        by_actor text,
        CONSTRAINT opt_out_once PRIMARY KEY (profile_id, topic)
      );

      COMMENT ON TABLE opt_out IS 'Who wants no bulk mail of a topic (R6).';
      COMMENT ON COLUMN opt_out.profile_id IS 'Who. not personal';
      COMMENT ON COLUMN opt_out.topic IS 'Of what; * for all. personal: erase on purge';
      COMMENT ON COLUMN opt_out.since IS 'When it was noted. not personal';
      COMMENT ON COLUMN opt_out.by_type IS 'The type of the message that said so. not personal';
      COMMENT ON COLUMN opt_out.by_source IS 'Who sent that message. not personal';
      COMMENT ON COLUMN opt_out.by_id IS 'The sender''s id of that message. not personal';
      COMMENT ON COLUMN opt_out.by_actor IS 'Who acted, where someone did. not personal';

      CREATE TABLE merge (
        removed_id uuid NOT NULL,
        kept_id uuid NOT NULL,
        merged_at timestamptz NOT NULL,
        state_before smallint NOT NULL,
        address_keys text[] COLLATE "C" NOT NULL,
        uses_before smallint[] NOT NULL,
        uses_after smallint[] NOT NULL,
        given_name text,
        family_name text,
        phone text,
        external_systems text[] NOT NULL,
        external_values text[] NOT NULL,
        is_protected boolean NOT NULL,
        topics text[] NOT NULL,
        CONSTRAINT merge_once PRIMARY KEY (removed_id),
        CONSTRAINT merge_of_two CHECK (removed_id <> kept_id),
        CONSTRAINT merge_of_one_length CHECK (
          cardinality(uses_before) = cardinality(address_keys)
          AND cardinality(uses_after) = cardinality(address_keys)
          AND cardinality(external_values) = cardinality(external_systems))
      );

      COMMENT ON TABLE merge IS
        'What a merge gave to the kept profile, so that it can be taken back (L4).';
      COMMENT ON COLUMN merge.removed_id IS 'The profile that was merged away. not personal';
      COMMENT ON COLUMN merge.kept_id IS 'The profile that was kept. not personal';
      COMMENT ON COLUMN merge.merged_at IS 'When. not personal';
      COMMENT ON COLUMN merge.state_before IS
        'The state of the one that was merged away, before. not personal';
      COMMENT ON COLUMN merge.address_keys IS
        'Addresses that came along. personal: erase on deceased';
      COMMENT ON COLUMN merge.uses_before IS 'Their uses before. not personal';
      COMMENT ON COLUMN merge.uses_after IS 'Their uses on the kept profile. not personal';
      COMMENT ON COLUMN merge.given_name IS 'Filled in by it. personal: erase on purge';
      COMMENT ON COLUMN merge.family_name IS 'Filled in by it. personal: erase on purge';
      COMMENT ON COLUMN merge.phone IS 'Filled in by it. personal: erase on deceased';
      COMMENT ON COLUMN merge.external_systems IS
        'The systems of ids that came along. not personal';
      COMMENT ON COLUMN merge.external_values IS
        'External ids that came along. personal: erase on purge';
      COMMENT ON COLUMN merge.is_protected IS
        'Whether protection came along (L8). personal: erase on purge';
      COMMENT ON COLUMN merge.topics IS 'Opt-outs that came along. personal: erase on purge';

      CREATE INDEX merge_into ON merge (kept_id);
      CREATE INDEX merge_of_address ON merge USING gin (address_keys);

      CREATE TABLE erased_address (
        key_id text COLLATE "C" NOT NULL,
        tag bytea NOT NULL,
        kind smallint NOT NULL,
        profile_id uuid NOT NULL,
        erased_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT erased_address_once PRIMARY KEY (key_id, tag),
        CONSTRAINT erased_address_kind_known CHECK (kind BETWEEN 0 AND 1),
        CONSTRAINT erased_address_tag_is_sha256 CHECK (octet_length(tag) = 32)
      );

      COMMENT ON TABLE erased_address IS
        'That an address was erased, for a limited time (L1, L6).';
      COMMENT ON COLUMN erased_address.key_id IS 'Which secret made the tag. not personal';
      COMMENT ON COLUMN erased_address.tag IS
        'HMAC-SHA-256 of the key; nothing without the secret, which is not here. not personal';
      COMMENT ON COLUMN erased_address.kind IS '0 by a purge, 1 by a death. not personal';
      COMMENT ON COLUMN erased_address.profile_id IS 'Whose it was. not personal';
      COMMENT ON COLUMN erased_address.erased_at IS 'When. not personal';
      COMMENT ON COLUMN erased_address.expires_at IS 'When it is forgotten. not personal';

      CREATE INDEX erased_address_of_profile ON erased_address (profile_id);
      CREATE INDEX erased_address_by_end ON erased_address (expires_at);

      CREATE TABLE erasure (
        profile_id uuid NOT NULL,
        purged_at timestamptz NOT NULL,
        decision text,
        source text NOT NULL,
        message_id text NOT NULL,
        actor text,
        counts jsonb NOT NULL,
        CONSTRAINT erasure_once PRIMARY KEY (profile_id)
      );

      COMMENT ON TABLE erasure IS 'The receipt of each purge; it stays (L2).';
      COMMENT ON COLUMN erasure.profile_id IS
        'The profile that was kept, of all that were one. not personal';
      COMMENT ON COLUMN erasure.purged_at IS 'When. not personal';
      COMMENT ON COLUMN erasure.decision IS
        'The ground that the request names: a file number, no name. not personal';
      COMMENT ON COLUMN erasure.source IS 'Who sent the request. not personal';
      COMMENT ON COLUMN erasure.message_id IS 'The sender''s id of it. not personal';
      COMMENT ON COLUMN erasure.actor IS 'Who acted, where someone did. not personal';
      COMMENT ON COLUMN erasure.counts IS 'How much of what was erased. not personal';

      CREATE TABLE fence (
        queue text COLLATE "C" NOT NULL,
        epoch bigint NOT NULL,
        CONSTRAINT fence_of_queue PRIMARY KEY (queue)
      ) WITH (fillfactor = 50);

      COMMENT ON TABLE fence IS
        'Whose turn it is on a queue that is taken in order (L7): an older consumer cannot commit.';
      COMMENT ON COLUMN fence.queue IS 'The queue. not personal';
      COMMENT ON COLUMN fence.epoch IS 'Counts its consumers. not personal';
      """)
}
