import Contract
import Domain
import Hashing
import Messaging
import Platform
import Postgres
import Settings
import Store
import Threading
import WorkerDefinitions

/// Gathers the facts that are judged, from the environment and from both servers.
///
/// What one of them does not tell keeps nothing else from being looked at.
struct Examination {
  private let environment: [String: String]
  private var reader: SettingsReader

  /// Takes all variables.
  init(of environment: [String: String]) {
    self.environment = environment
    reader = SettingsReader(environment)
  }

  /// Looks at everything.
  mutating func checks() -> [Check] {
    var checks = Check.configuration(ConfigurationFacts(of: environment))
    checks += Check.libraries(.ours)
    if let uri = reader.read(Variables.databaseURL) { checks += database(uri.revealed) }
    if let endpoints = reader.read(Variables.amqpURL) { checks += broker(endpoints) }
    return checks
  }
}

extension Examination {
  private mutating func database(_ uri: String) -> [Check] {
    var desk = Desk(StoreLocation(uri), applicationName: "brevduva doctor")
    var waiter = PollWaiter()
    let before = Timestamp.now()
    do throws(StoreError) {
      let server = try desk.server(waiting: &waiter)
      let after = Timestamp.now()
      let isThere = server.schema?.hasSteps == true && server.schema?.isUsable == true
      let facts = DatabaseFacts(
        hosts: hosts(of: uri), server: server,
        settings: try desk.settings(Check.settings, waiting: &waiter),
        schema: isThere
          ? try desk.schemaState(waiting: &waiter) : nil,
        lead: Self.lead(of: before, after, over: server.clock))
      let schema = Check.schema(facts)
      let rights = isThere ? try Self.rights(at: &desk, &waiter) : []
      return Check.database(facts) + Check.rights(of: server, as: rights) + [schema]
        + (schema.state.isFault ? [] : contents(&desk, &waiter))
    } catch {
      return [Check.unreachable(database: error)]
    }
  }

  private static func rights(
    at desk: inout Desk, _ waiter: inout PollWaiter
  ) throws(StoreError) -> [(program: Program, rights: HeldRights)] {
    var held: [(program: Program, rights: HeldRights)] = []
    for program in Program.all {
      let rights = try desk.rights(as: program.role, waiting: &waiter)
      if let rights { held.append((program, rights)) }
    }
    return held
  }

  private mutating func contents(_ desk: inout Desk, _ waiter: inout PollWaiter) -> [Check] {
    let keys = reader.read(Variables.erasureKey)?.ids
    do throws(StoreError) {
      return Check.contents(
        ContentsFacts(
          usedKeys: try desk.erasureKeys(waiting: &waiter), knownKeys: keys,
          outbox: try desk.outbox(waiting: &waiter),
          parked: try desk.parkedCauses(waiting: &waiter).reduce(0) { $0 + $1.count }))
    } catch {
      return [
        .warning(
          "contents", Failure(error).sentence,
          cure: "Run brevduva doctor with a user who may read the tables.")
      ]
    }
  }

  private func hosts(of uri: String) -> [DatabaseHost] {
    Postgres.Connection.hosts(of: uri).map {
      DatabaseHost(
        name: $0.name ?? environment["PGHOST"], sslmode: $0.sslmode ?? environment["PGSSLMODE"])
    }
  }

  /// How far this machine's clock is ahead: zero if the other's time lies between both of ours.
  private static func lead(
    of before: Timestamp, _ after: Timestamp, over other: Timestamp
  ) -> Duration {
    if other.microseconds < before.microseconds {
      return .microseconds(before.microseconds - other.microseconds)
    }
    return .microseconds(min(0, after.microseconds - other.microseconds))
  }
}

extension Examination {
  private func broker(_ endpoints: [Messaging.Endpoint]) -> [Check] {
    let facts = endpoints.map(Self.facts)
    var checks = Check.brokers(facts)
    guard let reached = facts.first(where: \.isReached) else { return checks }
    do throws(Failure) {
      var broker = try Broker(endpoints)
      let topology = Topology()
      checks += Check.topology(try broker.survey(topology), vhost: reached.endpoint.vhost)
      checks += Check.queues(try Self.queues(of: topology, &broker))
      checks.append(Check.alarms(try broker.alarms()))
    } catch {
      checks.append(
        .fault(
          "topology", error.sentence, .unreachable, cure: "Run brevduva doctor once more."))
    }
    return checks
  }

  private static func facts(of endpoint: Messaging.Endpoint) -> BrokerFacts {
    do throws(AMQPError) {
      var connection = try Messaging.Connection(to: endpoint, name: "brevduva doctor")
      let identity = try connection.identity()
      connection.close()
      return BrokerFacts(endpoint: endpoint, answer: .success(identity))
    } catch {
      return BrokerFacts(endpoint: endpoint, answer: .failure(error))
    }
  }

  private static func queues(
    of topology: Topology, _ broker: inout Broker
  ) throws(Failure) -> [QueueFacts] {
    var found: [QueueFacts] = []
    for queue in topology.queues {
      guard let status = try broker.status(of: queue.name) else { continue }
      found.append(
        QueueFacts(
          name: queue.name, owner: queue.owner, messages: status.messages,
          consumers: status.consumers))
    }
    return found
  }
}

extension Check.State {
  fileprivate var isFault: Bool {
    if case .fault = self { true } else { false }
  }
}
