extension Migration {
  /// Messages: which were handled, which wait, which were refused, and what is to be published.
  static let m0003Messages = Migration(
    number: 3, name: "messages", usableFrom: 1,
    sql: """
      CREATE TABLE inbox (
        message_id text COLLATE "C" NOT NULL,
        source text COLLATE "C" NOT NULL,
        type text NOT NULL,
        queue text NOT NULL,
        body_hash bytea NOT NULL,
        ending smallint NOT NULL,
        code text,
        actor text,
        handled_at timestamptz NOT NULL,
        trace jsonb,
        CONSTRAINT inbox_once PRIMARY KEY (message_id, source),
        CONSTRAINT inbox_body_hash_is_sha256 CHECK (octet_length(body_hash) = 32),
        CONSTRAINT inbox_ending_known CHECK (ending BETWEEN 0 AND 4)
      ) WITH (fillfactor = 100);

      COMMENT ON TABLE inbox IS 'Each message that was handled, once, and how it ended (E1).';
      COMMENT ON COLUMN inbox.message_id IS
        'The sender''s id; first in the key, so that it alone finds the row. not personal';
      COMMENT ON COLUMN inbox.source IS 'Who sent it. not personal';
      COMMENT ON COLUMN inbox.type IS 'Its type. not personal';
      COMMENT ON COLUMN inbox.queue IS 'The queue that it came from. not personal';
      COMMENT ON COLUMN inbox.body_hash IS 'SHA-256 of its body. not personal';
      COMMENT ON COLUMN inbox.ending IS
        '0 applied, 1 already applied, 2 refused, 3 parked, 4 retried. not personal';
      COMMENT ON COLUMN inbox.code IS 'Why it was refused or parked. not personal';
      COMMENT ON COLUMN inbox.actor IS 'Who acted, if it names one. not personal';
      COMMENT ON COLUMN inbox.handled_at IS 'When. not personal';
      COMMENT ON COLUMN inbox.trace IS
        'profileIds that it reached, id and type of its events. not personal';

      CREATE TABLE outbox (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        claimed_until timestamptz,
        message_count integer NOT NULL,
        exchange text[] NOT NULL,
        routing_key text[] NOT NULL,
        message_id text[] NOT NULL,
        content_type text[] NOT NULL,
        properties text[] NOT NULL,
        body bytea[] NOT NULL,
        CONSTRAINT outbox_id_unique PRIMARY KEY (id),
        CONSTRAINT outbox_of_one_length CHECK (
          message_count > 0
          AND cardinality(exchange) = message_count
          AND cardinality(routing_key) = message_count
          AND cardinality(message_id) = message_count
          AND cardinality(content_type) = message_count
          AND cardinality(properties) = message_count
          AND cardinality(body) = message_count)
      );
      ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTERNAL;

      COMMENT ON TABLE outbox IS
        'All that one batch has to publish, in one row, until it is confirmed.';
      COMMENT ON COLUMN outbox.id IS 'UUIDv7. not personal';
      COMMENT ON COLUMN outbox.created_at IS 'By the database''s clock. not personal';
      COMMENT ON COLUMN outbox.claimed_until IS
        'Until then a worker has it; null: the lane that wrote it. not personal';
      COMMENT ON COLUMN outbox.message_count IS 'How many messages. not personal';
      COMMENT ON COLUMN outbox.exchange IS 'Of each message, as all below. not personal';
      COMMENT ON COLUMN outbox.routing_key IS 'Where to. not personal';
      COMMENT ON COLUMN outbox.message_id IS 'Its stable id. not personal';
      COMMENT ON COLUMN outbox.content_type IS 'What the body is. not personal';
      COMMENT ON COLUMN outbox.properties IS
        'Further properties as JSON text, or null. personal: erase on purge';
      COMMENT ON COLUMN outbox.body IS
        'Not compressed: it lives for milliseconds. personal: erase on purge';

      CREATE INDEX outbox_by_age ON outbox (created_at);

      CREATE TABLE parked (
        id uuid NOT NULL,
        source text COLLATE "C" NOT NULL,
        message_id text COLLATE "C" NOT NULL,
        type text NOT NULL,
        queue text NOT NULL,
        routing_key text NOT NULL,
        code text NOT NULL,
        path text,
        fault_offset bigint,
        detail text NOT NULL,
        body bytea NOT NULL,
        size bigint NOT NULL,
        is_whole boolean NOT NULL,
        properties text NOT NULL,
        body_hash bytea NOT NULL,
        parked_at timestamptz NOT NULL,
        CONSTRAINT parked_id_unique PRIMARY KEY (id),
        CONSTRAINT parked_once UNIQUE (message_id, source),
        CONSTRAINT parked_whole CHECK (NOT is_whole OR octet_length(body) = size)
      );

      COMMENT ON TABLE parked IS 'Messages kept whole for someone to mend and retry (E1).';
      COMMENT ON COLUMN parked.id IS 'UUIDv7. not personal';
      COMMENT ON COLUMN parked.source IS 'Who sent it. personal: erase on purge';
      COMMENT ON COLUMN parked.message_id IS 'The sender''s id. personal: erase on purge';
      COMMENT ON COLUMN parked.type IS
        'Its type, or the routing key where it could not be read. personal: erase on purge';
      COMMENT ON COLUMN parked.queue IS 'The queue that it came from. not personal';
      COMMENT ON COLUMN parked.routing_key IS
        'The key that a retry is sent with. personal: erase on purge';
      COMMENT ON COLUMN parked.code IS 'Why: the contract''s code. not personal';
      COMMENT ON COLUMN parked.path IS
        'The JSON path of the fault; a key in it is the sender''s. personal: erase on purge';
      COMMENT ON COLUMN parked.fault_offset IS 'The octet of the fault, from 0. not personal';
      COMMENT ON COLUMN parked.detail IS 'A sentence without personal data. not personal';
      COMMENT ON COLUMN parked.body IS
        'As it came, or its first 64 KiB. personal: erase on deceased';
      COMMENT ON COLUMN parked.size IS 'Octets of the body as it came. not personal';
      COMMENT ON COLUMN parked.is_whole IS 'Whether all of the body is here. not personal';
      COMMENT ON COLUMN parked.properties IS
        'Properties and headers as JSON text. personal: erase on deceased';
      COMMENT ON COLUMN parked.body_hash IS 'SHA-256 of the body. personal: erase on purge';
      COMMENT ON COLUMN parked.parked_at IS 'When. not personal';

      CREATE INDEX parked_by_code ON parked (code, id);

      CREATE TABLE refused (
        message_id text COLLATE "C" NOT NULL,
        source text COLLATE "C" NOT NULL,
        type text NOT NULL,
        queue text NOT NULL,
        code text NOT NULL,
        sentence text NOT NULL,
        refused_at timestamptz NOT NULL,
        CONSTRAINT refused_once PRIMARY KEY (message_id, source)
      );

      COMMENT ON TABLE refused IS 'Messages that the rules forbade, without their content (E1).';
      COMMENT ON COLUMN refused.message_id IS 'The sender''s id. not personal';
      COMMENT ON COLUMN refused.source IS 'Who sent it. not personal';
      COMMENT ON COLUMN refused.type IS 'Its type. not personal';
      COMMENT ON COLUMN refused.queue IS 'The queue that it came from. not personal';
      COMMENT ON COLUMN refused.code IS 'Why: the contract''s code. not personal';
      COMMENT ON COLUMN refused.sentence IS 'The same in words, about nobody. not personal';
      COMMENT ON COLUMN refused.refused_at IS 'When. not personal';

      CREATE INDEX refused_by_time ON refused (refused_at, message_id, source);
      """)
}
