extension Migration {
  /// Registrations, and what is put before the stewards.
  static let m0002Registrations = Migration(
    number: 2, name: "registrations", usableFrom: 1,
    sql: """
      CREATE TABLE registration (
        id uuid NOT NULL,
        profile_id uuid,
        kind text NOT NULL,
        event_id text,
        matched_rule text,
        matched_key text COLLATE "C",
        received_at timestamptz NOT NULL,
        source text NOT NULL,
        message_id text NOT NULL,
        content jsonb NOT NULL,
        CONSTRAINT registration_id_unique PRIMARY KEY (id),
        CONSTRAINT registration_kind_known CHECK (kind IN ('event', 'alumni', 'donation')),
        CONSTRAINT registration_matched_or_held CHECK (
          (profile_id IS NULL) = (matched_rule IS NULL)
          AND (matched_rule IS NULL) = (matched_key IS NULL))
      );

      COMMENT ON TABLE registration IS
        'What a person registered for; without a profile while a steward decides (M7).';
      COMMENT ON COLUMN registration.id IS 'UUIDv7. not personal';
      COMMENT ON COLUMN registration.profile_id IS
        'Whose it is; null while it is held (M7). not personal';
      COMMENT ON COLUMN registration.kind IS 'event, alumni or donation. not personal';
      COMMENT ON COLUMN registration.event_id IS
        'The event''s id as the form gives it. not personal';
      COMMENT ON COLUMN registration.matched_rule IS
        'address, created or steward (M3). not personal';
      COMMENT ON COLUMN registration.matched_key IS
        'The key that matched (M3). personal: erase on deceased';
      COMMENT ON COLUMN registration.received_at IS 'When it was recorded. not personal';
      COMMENT ON COLUMN registration.source IS
        'Who sent the message. not personal';
      COMMENT ON COLUMN registration.message_id IS
        'The sender''s id of the message. not personal';
      COMMENT ON COLUMN registration.content IS
        'The message''s data as it came; on death addresses, telephone and answers go (L1). '
        'personal: erase on deceased';

      CREATE INDEX registration_of_profile ON registration (profile_id);

      CREATE TABLE suggestion (
        id uuid NOT NULL,
        kind text NOT NULL,
        profile_id uuid,
        other_profile_id uuid,
        registration_id uuid,
        evidence text NOT NULL,
        state smallint NOT NULL DEFAULT 0,
        made_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by text,
        CONSTRAINT suggestion_id_unique PRIMARY KEY (id),
        CONSTRAINT suggestion_state_known CHECK (state BETWEEN 0 AND 2),
        CONSTRAINT suggestion_decided CHECK ((state = 0) = (decided_at IS NULL)),
        CONSTRAINT suggestion_in_order CHECK (
          profile_id IS NOT NULL OR other_profile_id IS NULL)
      );

      COMMENT ON TABLE suggestion IS
        'Put before the stewards; kept when decided, so that it does not return (E4).';
      COMMENT ON COLUMN suggestion.id IS 'UUIDv7. not personal';
      COMMENT ON COLUMN suggestion.kind IS 'The contract''s word. not personal';
      COMMENT ON COLUMN suggestion.profile_id IS
        'The profile that it was made for; null for a role mailbox (M7). not personal';
      COMMENT ON COLUMN suggestion.other_profile_id IS 'The second one, if any. not personal';
      COMMENT ON COLUMN suggestion.registration_id IS
        'The registration that gave rise to it. not personal';
      COMMENT ON COLUMN suggestion.evidence IS
        'Key, folded name or external id; a death erases what is a key. '
        'personal: erase on deceased';
      COMMENT ON COLUMN suggestion.state IS
        '0 open, 1 accepted, 2 dismissed. not personal';
      COMMENT ON COLUMN suggestion.made_at IS 'When it was made. not personal';
      COMMENT ON COLUMN suggestion.decided_at IS 'When a steward decided. not personal';
      COMMENT ON COLUMN suggestion.decided_by IS
        'The steward who decided. not personal';

      CREATE UNIQUE INDEX suggestion_once
        ON suggestion (profile_id, kind, other_profile_id, md5(evidence)) NULLS NOT DISTINCT;
      CREATE INDEX suggestion_of_other ON suggestion (other_profile_id)
        WHERE other_profile_id IS NOT NULL;
      CREATE INDEX suggestion_open ON suggestion (id) WHERE state = 0;
      """)
}
