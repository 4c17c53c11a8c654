import Contract
import Domain
import POSIX
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: how long a batch takes")
struct BatchTiming {
  @Test(
    "Load and write of 500 registrations, half of them known",
    .enabled(
      if: Environment.variables["BREVDUVA_BENCH"] != nil,
      "a measurement, not a gate: BREVDUVA_BENCH=1"))
  func timing() throws {
    let schema = try TestSchema()
    try schema.migrate()
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    var ids = IDSource(seed: 1)
    var (loads, writes): ([Duration], [Duration]) = ([], [])
    let clock = ContinuousClock()
    for round in 1...60 {
      let batch = try RegistrationBatch(size: 500, round: round)
      let start = clock.now
      let loaded = try store.load(batch.touch, messages: batch.references, waiting: &waiter)
      loads.append(clock.now - start)
      let decided = batch.decided(on: loaded, &ids)
      let middle = clock.now
      try store.write(decided, waiting: &waiter)
      writes.append(clock.now - middle)
      try store.forget([decided.outboxID].compactMap { $0 }, waiting: &waiter)
    }
    loads.sort()
    writes.sort()
    print(
      "load median \(loads[30]), best \(loads[0]); write median \(writes[30]), best \(writes[0])")
  }
}
