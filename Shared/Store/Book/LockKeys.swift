import Domain
import Postgres

/// Keeps addresses that nobody has for one batch at a time: a registration that was loaded before a purge is not
/// written after it (L6), and of two batches with the same new address the later one waits for the earlier, and
/// finds whose it is by now, before it decides anything.
///
/// An address that somebody has is kept by the lock on the profile. In the order of the keys, after the
/// profiles, as in ``LockErasedKeys``.
struct LockFreeKeys: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    SELECT count(pg_advisory_xact_lock(hashtextextended(u.key, 0)))
    FROM unnest($1::text[]) AS u (key)
    WHERE NOT EXISTS (SELECT FROM address AS a WHERE a.key = u.key OFFSET 0)
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}

/// Waits for the batches that have looked at addresses which are about to be erased (L1, L6).
struct LockErasedKeys: KeysStatement {
  let keys: [AddressKey]

  static let sql = """
    SELECT count(pg_advisory_xact_lock(hashtextextended(u.key, 0)))
    FROM unnest($1::text[]) AS u (key)
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}
