import Contract
import Foundation
import Messaging
import Testing
import Threading
import WorkerDefinitions

/// Each program and each publisher logs in with a user that may do what it must, and nothing else.
@Suite("Rights", .serialized)
struct RightsTests {
  /// The users by their names after the prefix, in the order of the columns.
  private static let users = BrokerUser.all.map(\.name)

  /// Users that may (+) publish with a key to an exchange.
  private static let publishing = """
    # registration-matcher lifecycle-worker bounce-handler import-worker contact-note-matcher mailing-worker operator forms stewards gateway opt-outs
    brevduva.in registration.event      + - - - - - + + - - -
    brevduva.in registration.donation   + - - - - - + + - - -
    brevduva.in registration.move       - + - - - - + - + - -
    brevduva.in registrations           + - - - - - + - - - -
    brevduva.in note.email              - - - - + - + - - + -
    brevduva.in note.assign             - + - - - - + - + - -
    brevduva.in import.file             - - - + - - + - + - -
    brevduva.in import.chunk            - - - + - - + - - - -
    brevduva.in bounce.event            - - + - - - + - - + -
    brevduva.in bounce.report           - - + - - - + - - + -
    brevduva.in bounce.storm            - - + - - - + - + - -
    brevduva.in profile.purge           - + - - - - + - + - -
    brevduva.in profile.deceased        - + - + - - + - + - -
    brevduva.in profile.optOut          - + - - - - + - + - +
    brevduva.in profile.purge.x         - - - - - - + - - - -
    brevduva.in xprofile.purge          - - - - - - + - - - -
    brevduva.in suggestion.accept       - + - - - - + - + - -
    brevduva.in mailing.send            - - - - - + + - + - -
    brevduva.events profile.created     + + - + - - - - - - -
    brevduva.events profile.purged      - + - - - - - - - - -
    brevduva.events registration.matched + + - - - - - - - - -
    brevduva.events note.recorded       - + - - + - - - - - -
    brevduva.events address.moved       + + - + - - - - - - -
    brevduva.events message.parked      + + + + + + - - - - -
    brevduva.events mailing.prepared    - - - - - + - - - - -
    brevduva.dead profile.purge         - - - - - - - - - - -
    brevduva.mail deliver               - - - - - + - - - - -
    default lifecycle                   - - - - - - + - - - -
    """

  /// Users that may take from a queue.
  private static let taking = """
    registrations       + - - - - - + - - - -
    registrations.dead  + - - - - - + - - - -
    lifecycle           - + - - - - + - - - -
    lifecycle.dead      - + - - - - + - - - -
    bounces             - - + - - - + - - - -
    bounces.dead        - - + - - - + - - - -
    contact-notes       - - - - + - + - - - -
    contact-notes.dead  - - - - + - + - - - -
    mailings            - - - - - + + - - - -
    mailings.dead       - - - - - + + - - - -
    imports             - - - + - - + - - - -
    imports.dead        - - - + - - + - - - -
    outgoing-mail       - - - - - - + - - + -
    outgoing-mail.dead  - - - - - - + - - - -
    recorder            - - - - - - - - - - -
    """

  /// Users that may declare a thing, bind it and empty it.
  private static let declaring = """
    exchange brevduva.in    - - - - - - + - - - -
    exchange other          - - - - - - - - - - -
    queue outgoing-mail     - - - - - - + - - - -
    queue other             - - - - - - - - - - -
    bind lifecycle          - - - - - - + - - - -
    delete registrations    - - - - - - + - - - -
    """

  @Test("Each user may publish, take and declare as the tables say, and is refused the rest")
  func matrix() throws {
    #expect(Self.publishing.hasPrefix("# \(Self.users.joined(separator: " "))\n"))
    try Testbed.use { testbed in
      try check(Self.publishing, in: testbed) { connection, words in
        try publish(to: words[0] == "default" ? "" : words[0], words[1], over: &connection)
      }
      try check(Self.taking, in: testbed) { connection, words in
        try connection.consume(words[0], prefetch: 1, tag: "t")
      }
      try check(Self.declaring, in: testbed) { connection, words in
        switch words[0] {
        case "exchange": try connection.declareExchange(words[1], type: "topic")
        case "queue":
          let declared = Topology().queues.first { $0.name == words[1] }
          try connection.declareQueue(words[1], arguments: declared?.arguments ?? [])
        case "bind": try connection.bind(words[1], to: "brevduva.in", routingKey: "profile.*")
        default: try connection.deleteQueue(words[1])
        }
      }
    }
  }

  private func check(
    _ table: String, in testbed: Testbed, _ act: (inout Connection, [String]) throws -> Void
  ) throws {
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      let cells = words.filter { ["+", "-"].contains($0) }
      try #require(cells.count == Self.users.count, "\(line)")
      for (user, cell) in zip(Self.users, cells) {
        var connection = try Connection(to: Endpoint(testbed.broker(as: user)), name: user)
        defer { connection.close() }
        var refusal: Int?
        do {
          try act(&connection, words)
        } catch AMQPError.closed(let code, _) {
          refusal = code
        }
        #expect(refusal == (cell == "+" ? nil : 403), "\(user): \(line)")
      }
    }
  }

  @Test("A user of whom only the first part of the rights was applied may not even enter")
  func halfApplied() throws {
    try Testbed.use { testbed in
      let prefix = testbed.name + "_half"
      let grants = ["grants", "broker", "--prefix", prefix, "--vhost", testbed.name]
      let password = "half-applied"
      defer {
        let users = BrokerUser.all.map { "\"\(prefix)-\($0.name)\"" }.joined(separator: ",")
        // What is left behind disturbs nobody.
        try? testbed.manage("POST", "users/bulk-delete", #"{"users":[\#(users)]}"#)
      }
      func apply(_ part: String) throws {
        let rights = try testbed.brevduva(grants + [part], [:]).output
        try testbed.manage(
          "POST", "definitions",
          rights.replacing(#""password_hash":"""#, with: #""password":"\#(password)""#))
      }
      let url = testbed.broker(as: "forms").replacing(
        /:\/\/[^@\/]*@/, with: "://\(prefix)-forms:\(password)@")
      try apply("--new-users")
      #expect(throws: AMQPError.vhostForbidden(testbed.name, user: "\(prefix)-forms")) {
        _ = try Connection(to: Endpoint(url), name: "half")
      }
      try apply("--permissions")
      var forms = try Connection(to: Endpoint(url), name: "half")
      try publish(to: "brevduva.in", "registration.event", over: &forms)
      #expect(throws: AMQPError.self) {
        try publish(to: "brevduva.in", "profile.purge", over: &forms)
      }
    }
  }

  /// Publishes something and waits for the answer.
  private func publish(
    to exchange: String, _ key: String, over connection: inout Connection
  ) throws {
    try connection.selectConfirms()
    try connection.publish(
      Message(body: [0x78]), exchange: exchange, routingKey: key, mandatory: false)
    let deadline = ContinuousClock.now + .seconds(180)
    var waiter = PollWaiter()
    while ContinuousClock.now < deadline {
      switch try connection.next() {
      case .confirmed?: return
      case .closed(let code, let text)?: throw AMQPError.closed(code: code, text: text)
      case nil: _ = waiter.wait(for: connection.descriptor, .readable, until: deadline)
      default: break
      }
    }
    throw NotInTime(description: "no answer to \(exchange) \(key)")
  }

  @Test("A message whose key is not one of the queue's own is parked")
  func foreignKeys() throws {
    try Testbed.use { testbed in
      var administrator = try Connection(to: Endpoint(testbed.amqpURL), name: "administrator")
      try administrator.bind("lifecycle", to: "brevduva.in", routingKey: "registration.event")
      administrator.close()
      let publisher = try Publisher(testbed)
      try publisher.publish(
        Array(#"{"email":"a@example.se"}"#.utf8), id: "foreign", type: "profile.purge",
        routingKey: "registration.event")
      try publisher.finish()
      let worker = try testbed.worker(for: .commands)
      try wait(until: "it is parked") { try testbed.count("parked") == 1 }
      try worker.stop()
      #expect(try testbed.sql("SELECT code || '|' || queue FROM parked") == "unknownType|lifecycle")
    }
  }

  @Test("A worker that may not tell its events goes on, says so once, and tells them when it may")
  func forbidden() throws {
    try Testbed.use { testbed in
      try testbed.setRights(of: "registration-matcher", on: "brevduva.events", keys: "^nothing$")
      let worker = try testbed.worker(["LANES": "1", "LOG_LEVEL": "debug"])
      let load = LoadRun(testbed, messages: 60, addresses: 30)
      try load.publish()
      try wait(until: "it has tried several times") {
        worker.logged.split(separator: "Connected to the broker").count > 4
      }
      try wait(until: "all are applied") { try testbed.count("inbox") == 60 }
      let complaints = worker.logged.split(separator: "The broker forbids what is published")
      #expect(complaints.count == 2, "said \(complaints.count - 1) times")
      #expect(worker.logged.contains("brevduva grants broker"))
      #expect(try testbed.count("outbox") > 0)
      try testbed.grantAtBroker()
      // As if the time of its claims were over.
      _ = try testbed.sql("UPDATE outbox SET claimed_until = '-infinity'")
      try load.settle()
      #expect(worker.logged.contains("The broker takes what is published again"))
      try worker.stop()
      try load.check()
    }
  }

  @Test("A worker whose role lacks a right waits for it, names it, and goes on when it is there")
  func lacking() throws {
    try Testbed.use { testbed in
      let role = testbed.role(of: .registrations)
      _ = try testbed.sql("REVOKE UPDATE (version) ON profile FROM \(role)")
      let worker = try testbed.worker(["LANES": "1"])
      let words = "lacks the right UPDATE (version) on profile"
      try wait(until: "it names the right") { worker.logged.contains(words) }
      #expect(try worker.get("/health/ready").body.contains(words))
      try testbed.grantInDatabase()
      try wait(until: "ready") { try worker.isReady() }
      #expect(worker.logged.split(separator: words).count == 2)
      try worker.stop()
    }
  }

  @Test("What the operator could not send again, the worker of its queue sends, and no other")
  func heirs() throws {
    try Testbed.use { testbed in
      let publisher = try Publisher(testbed)
      try publisher.publish(WorkerKind.registrations.load.broken(id: "broken"))
      try publisher.finish()
      let first = try testbed.worker()
      try wait(until: "it is parked and told") {
        try testbed.count("parked") == 1 && testbed.count("outbox") == 0
      }
      try first.stop()
      let id = try testbed.sql("SELECT id FROM parked")
      let retried = try testbed.brevduva("parked", "retry", id, at: "amqp://127.0.0.1:1")
      #expect(retried.status == 0 && retried.output.contains("outbox"))
      #expect(try testbed.sql("SELECT queue FROM outbox") == "registrations")
      let steward = WorkerKind.commands.load.sound(id: "command")
      try publisher.publish(steward)
      try publisher.finish()
      let other = try testbed.worker(for: .commands)
      try wait(until: "the other has looked at the outbox, and told its own") {
        try testbed.count("inbox WHERE message_id = 'command'") == 1 && other.isReady()
          && testbed.count("outbox WHERE queue <> 'registrations'") == 0
      }
      #expect(try testbed.count("outbox WHERE claimed_until = '-infinity'") == 1)
      let second = try testbed.worker()
      try wait(until: "it came back and was parked again") {
        try testbed.count("outbox") == 0 && testbed.count("inbox WHERE ending = 3") == 1
      }
      try other.stop()
      try second.stop()
    }
  }
}
