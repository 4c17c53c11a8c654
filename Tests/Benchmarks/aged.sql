-- Fills the inbox of a loaded database with 1,000,000 messages of which the time is over: workers delete them in
-- small portions while they work.
SET search_path = brevduva;
SET synchronous_commit = off;
INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
  SELECT 'aged-' || md5(i::text), 'urn:brevduva:bench', 'registration.event', 'registrations',
    sha256(int4send(i)), 0, now() - interval '500 days' + i * interval '1 second'
  FROM generate_series(1, 1000000) AS i;
VACUUM (FREEZE, ANALYZE) inbox;
