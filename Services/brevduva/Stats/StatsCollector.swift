import Contract
import Store
import Threading
import Platform

/// Collector of stats from both servers, as often as it is asked; it keeps its connections.
struct StatsCollector: ~Copyable {
  private let servers: ServerConnections
  private var store: OperatorStore
  private var waiter = PollWaiter()
  private var broker: BrokerConnection?

  /// Aims at both servers; nothing is connected yet.
  ///
  /// - Throws: `usage` if a variable is missing or wrong.
  init(from servers: ServerConnections) throws(Failure) {
    _ = try servers.endpoints()
    let location = try servers.location()
    self.servers = servers
    store = OperatorStore(location, applicationName: "brevduva stats")
  }

  /// Looks once.
  ///
  /// - Throws: `unreachable`; the next look connects anew.
  mutating func collect() throws(Failure) -> StatsSnapshot {
    var snapshot: StatsSnapshot
    do throws(StoreError) { snapshot = try database() } catch { throw Failure(error) }
    do throws(Failure) {
      if broker == nil { broker = try servers.broker() }
      snapshot.queues = try broker?.queues(of: Topology()) ?? []
    } catch {
      broker = nil
      throw error
    }
    return snapshot
  }

  private mutating func database() throws(StoreError) -> StatsSnapshot {
    try store.check(waiting: &waiter)
    return StatsSnapshot(
      at: .now(), queues: [], handled: try store.handled(waiting: &waiter),
      outbox: try store.outbox(waiting: &waiter), parked: try store.parkedCauses(waiting: &waiter),
      refused: try store.refusedCauses(waiting: &waiter),
      estimates: try store.estimates(waiting: &waiter), lanes: try store.lanes(waiting: &waiter))
  }

  /// Lets the broker go: it would end a connection that is silent for long.
  mutating func rest() {
    broker = nil
  }
}
