-- psql -v addresses=1000000 -f load.sql: fills a migrated database with address books of random keys.
--
-- Address i stands on profile (i - 1) mod (4/5 of them) + 1, so that four fifths are primary addresses
-- and one fifth additional ones; names come from the profile's number. An address begins with a hash:
-- look-ups and new addresses fall anywhere in the index, as real ones do.
SET search_path = brevduva;
SET synchronous_commit = off;
BEGIN;
INSERT INTO profile (id, given_name, family_name, created_at)
  SELECT md5('p' || p)::uuid, 'Given' || p % 5000, 'Family' || p % 20000, now()
  FROM generate_series(1, :addresses * 4 / 5) AS p;
INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at, added_by_type,
    added_by_source, added_by_id)
  SELECT text, 1, md5('p' || ((i - 1) % (:addresses * 4 / 5) + 1))::uuid, text,
    CASE WHEN i <= :addresses * 4 / 5 THEN 1 ELSE 0 END, i, now(), 'profile.create',
    'urn:brevduva:bench', 'load-' || i
  FROM (
    SELECT i, left(md5(i::text), 8) || '.' || i || '@dept' || i % 997 || '.example.se' AS text
    FROM generate_series(1, :addresses) AS i) AS dealt;
COMMIT;
VACUUM (FREEZE, ANALYZE);
