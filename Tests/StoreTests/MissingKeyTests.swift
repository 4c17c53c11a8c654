import Contract
import Domain
import Store
import TestSupport
import Testing
import Threading

/// A lane that could not recognise the erased does not begin (L6).
@Suite("Store: keys that are missing")
struct MissingKeyTests {
  @Test("L6: without a key that made tags which still count a store is unusable, and says which")
  func missing() throws {
    let schema = try TestSchema()
    try schema.migrate()
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init, erasure: .test)
    try store.check(waiting: &waiter)
    try schema.execute(
      """
      INSERT INTO erased_address (key_id, tag, kind, profile_id, erased_at, expires_at)
      SELECT k, sha256(k::bytea), 0, gen_random_uuid(), now(), now() + interval '1 day'
      FROM unnest(ARRAY['new', 'lost', 'old', 'gone']) AS k
      """)
    guard case .unusable(let sentence) = failure({ try store.check(waiting: &waiter) }) else {
      Issue.record("It lets back in whom it does not recognise.")
      return
    }
    #expect(
      sentence
        == "Erased addresses are kept under gone, lost, which ERASURE_KEY does not list: they would be "
        + "let in again. `brevduva doctor` says more.")
    var careless = PostgresStore(schema.location, reading: RecordedRegistration.init)
    try careless.check(waiting: &waiter)

    try schema.execute(
      "UPDATE erased_address SET expires_at = now() WHERE key_id IN ('gone', 'lost')")
    try store.check(waiting: &waiter)
  }

  @Test(
    "L6: tags whose time is over are deleted by a store with keys, and left alone by one without")
  func expiry() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(
      """
      INSERT INTO erased_address (key_id, tag, kind, profile_id, erased_at, expires_at)
      SELECT 'new', sha256(n::text::bytea), 0, gen_random_uuid(), now(), now() + n * interval '1 h'
      FROM unnest(ARRAY[-1, 1]) AS n
      """)
    var waiter = PollWaiter()
    var careless = PostgresStore(schema.location, reading: RecordedRegistration.init)
    _ = try careless.expire(waiting: &waiter)
    try schema.execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM erased_address) = 2; END $$")
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init, erasure: .test)
    _ = try store.expire(waiting: &waiter)
    try schema.execute(
      "DO $$ BEGIN ASSERT (SELECT min(expires_at) FROM erased_address) > now(); END $$")
  }
}
