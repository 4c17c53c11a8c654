import Contract
import Domain
import Hashing
import Messaging
import Platform
import Settings
import Store
import Threading
import WorkerDefinitions

/// Runner of all checks: it gathers facts from the environment and from both servers, to be judged.
///
/// If one server cannot be reached, everything else is looked at all the same.
struct DoctorRunner {
  private let environment: [String: String]
  private var reader: SettingsReader

  /// Takes all variables.
  init(environment: [String: String]) {
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

extension DoctorRunner {
  private mutating func database(_ uri: String) -> [Check] {
    let location = StoreLocation(uri)
    var store = OperatorStore(location, applicationName: "brevduva doctor")
    var waiter = PollWaiter()
    let before = Timestamp.now()
    do throws(StoreError) {
      if try store.isPooledByTransaction(waiting: &waiter) { return [Check.transactionPooler()] }
      let server = try store.server(waiting: &waiter)
      let after = Timestamp.now()
      let isThere = server.schema?.hasSteps == true && server.schema?.isUsable == true
      let facts = DatabaseFacts(
        hosts: location.hosts(in: environment), server: server,
        settings: try store.settings(Check.settings, waiting: &waiter),
        schema: isThere ? try store.schemaState(waiting: &waiter) : nil,
        lead: Self.lead(of: before, after, over: server.clock))
      let schema = Check.schema(facts)
      let rights = isThere ? try Self.rights(in: &store, &waiter) : []
      return Check.database(facts) + Check.rights(of: server, as: rights) + [schema]
        + (schema.state.isFault ? [] : contents(&store, &waiter, at: server.clock))
    } catch {
      return [Check.unreachable(database: error)]
    }
  }

  private static func rights(
    in store: inout OperatorStore, _ waiter: inout PollWaiter
  ) throws(StoreError) -> [(program: Program, rights: HeldRights)] {
    var held: [(program: Program, rights: HeldRights)] = []
    for program in Program.all {
      let rights = try store.rights(as: program.role, waiting: &waiter)
      if let rights { held.append((program, rights)) }
    }
    return held
  }

  private mutating func contents(
    _ store: inout OperatorStore, _ waiter: inout PollWaiter, at now: Timestamp
  ) -> [Check] {
    let keys = reader.read(Variables.erasureKey)?.ids
    do throws(StoreError) {
      return Check.contents(
        ContentsFacts(
          usedKeys: try store.erasureKeys(waiting: &waiter), knownKeys: keys,
          outbox: try store.outbox(waiting: &waiter),
          parked: try store.parkedCauses(waiting: &waiter).reduce(0) { $0 + $1.count },
          anomalies: try store.anomalies(waiting: &waiter), now: now))
    } catch {
      return [
        .warning(
          "contents", Failure(error).sentence,
          cure: "Run brevduva doctor with a user who may read the tables.")
      ]
    }
  }

  /// Lead of this machine's clock: zero if the other's time lies between both of ours.
  private static func lead(
    of before: Timestamp, _ after: Timestamp, over other: Timestamp
  ) -> Duration {
    if other.microseconds < before.microseconds {
      return .microseconds(before.microseconds - other.microseconds)
    }
    return .microseconds(min(0, after.microseconds - other.microseconds))
  }
}

extension DoctorRunner {
  private mutating func broker(_ endpoints: [Endpoint]) -> [Check] {
    let facts = endpoints.map(Self.facts)
    var checks = Check.brokers(facts)
    guard let reached = facts.first(where: \.isReached) else { return checks }
    if let management = reader.read(Variables.brokerManagementURL) ?? nil {
      checks += policies(management, vhost: reached.endpoint.vhost)
    }
    do throws(Failure) {
      var broker = try BrokerConnection(to: endpoints)
      let topology = Topology()
      checks += Check.topology(try broker.check(topology), vhost: reached.endpoint.vhost)
      checks += Check.queues(try broker.queues(of: topology))
      let alarms = try broker.alarms()
      checks.append(Check.alarms(alarms))
      if alarms == BrokerAlarms.none, reached.limitsBodies,
        let isTaken = try broker.takes(bodyOf: Check.largestBody + 1)
      {
        checks.append(Check.largeBodies(isTaken))
      }
    } catch {
      checks.append(
        .fault(
          "topology", error.sentence, .unreachable, cure: "Run brevduva doctor once more."))
    }
    return checks
  }

  private func policies(_ management: Endpoint, vhost: String) -> [Check] {
    do throws(Failure) {
      let queues = try ManagementClient(management).queues(of: vhost)
      return Check.policies(queues, on: Topology())
    } catch {
      return [
        .warning(
          "rabbitmq policies", error.sentence,
          cure: "BROKER_MANAGEMENT_URL=http://USER:PASSWORD@HOST:15672, of a user with the tag "
            + "management and a permission on the virtual host.")
      ]
    }
  }

  private static func facts(of endpoint: Endpoint) -> BrokerFacts {
    do throws(AMQPError) {
      var connection = try Connection(to: endpoint, name: "brevduva doctor")
      let identity = try connection.identity()
      connection.close()
      return BrokerFacts(endpoint: endpoint, answer: .success(identity))
    } catch {
      return BrokerFacts(endpoint: endpoint, answer: .failure(error))
    }
  }
}

extension Check.State {
  fileprivate var isFault: Bool {
    if case .fault = self { true } else { false }
  }
}
