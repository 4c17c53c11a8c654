import Contract
import Messaging
import Platform
import Store
import Threading

/// Looks at both servers how the work stands, as often as it is asked; it keeps its connections.
struct Lookout: ~Copyable {
  private let servers: Servers
  private var desk: Desk
  private var waiter = PollWaiter()
  private var broker: Broker?
  private let topology = Topology()

  /// Aims at both servers; nothing is connected yet.
  ///
  /// - Throws: `usage` if a variable is missing or wrong.
  init(from servers: Servers) throws(Failure) {
    try servers.checkBroker()
    let location = try servers.location()
    self.servers = servers
    desk = Desk(location, applicationName: "brevduva stats")
  }

  /// Looks once.
  ///
  /// - Throws: `unreachable`; the next look connects anew.
  mutating func look() throws(Failure) -> Standing {
    var standing: Standing
    do throws(StoreError) { standing = try database() } catch { throw Failure(error) }
    do throws(Failure) {
      standing.queues = try queues()
    } catch {
      broker = nil
      throw error
    }
    return standing
  }

  private mutating func database() throws(StoreError) -> Standing {
    try desk.check(waiting: &waiter)
    return Standing(
      at: .now(), queues: [], handled: try desk.handled(waiting: &waiter),
      outbox: try desk.outbox(waiting: &waiter), parked: try desk.parkedCauses(waiting: &waiter),
      refused: try desk.refusedCauses(waiting: &waiter),
      estimates: try desk.estimates(waiting: &waiter), lanes: try desk.lanes(waiting: &waiter))
  }

  /// Lets the broker go: it would end a connection that is silent for long.
  mutating func rest() {
    broker = nil
  }

  private mutating func queues() throws(Failure) -> [Standing.Queue] {
    if broker == nil { broker = try servers.broker() }
    var queues: [Standing.Queue] = []
    for queue in topology.queues {
      let status = try broker?.status(of: queue.name) ?? nil
      queues.append(
        Standing.Queue(
          name: queue.name, owner: queue.owner, messages: status?.messages,
          consumers: status?.consumers))
    }
    return queues
  }
}
