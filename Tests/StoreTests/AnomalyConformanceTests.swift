import Store
import TestSupport
import Testing

@Suite("Store: anomalies that an operator should know of, in memory and in PostgreSQL")
struct AnomalyConformanceTests {
  private static let created = Anomaly.unroutedEvent(type: "profile.created")
  private static let matched = Anomaly.unroutedEvent(type: "registration.matched")
  private static let lifecycle = Anomaly.prioritizedDelivery(queue: "lifecycle")

  @Test(
    "What lanes met is added up by kind and by what it is about",
    arguments: TestDatabase.Kind.allCases)
  func counted(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    let (one, two) = (database.store(), database.store())
    try one.count([:])
    #expect(try database.contents.anomalies == [:])
    try one.count([Self.created: 3, Self.lifecycle: 1])
    // A transaction of the other lane is in nobody's way.
    _ = try two.load()
    try one.count([Self.created: 4, Self.matched: 5])
    try two.write(BatchDecision())
    try two.count([Self.lifecycle: 2])
    #expect(
      try database.contents.anomalies == [Self.created: 7, Self.matched: 5, Self.lifecycle: 3])
  }

  @Test("A count begins anew when nothing was met for a day, and is not told meanwhile")
  func anew() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let schema) = database else { return }
    let store = database.store()
    try store.count([Self.created: 3])
    try schema.execute("UPDATE anomaly SET last_at = now() - interval '24 hours'")
    #expect(try database.contents.anomalies == [:])
    try store.count([Self.created: 2])
    #expect(try database.contents.anomalies == [Self.created: 2])
    try schema.execute("UPDATE anomaly SET last_at = now() - interval '23 hours'")
    try store.count([Self.created: 2])
    #expect(try database.contents.anomalies == [Self.created: 4])
  }
}
