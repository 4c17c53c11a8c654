import Contract
import Domain
import Foundation
import Messaging
import Store
import TestSupport
import Testing

/// `parked` and `trace` against both real servers.
struct ParkedCommandTests {
  private let one = "01933a3c-5b7e-7c1a-9d2f-000000000001"
  private let two = "01933a3c-5b7e-7c1a-9d2f-000000000002"

  @Test("An empty list is an answer: exit 0")
  func empty() throws {
    try CLIHarness.use { harness in
      for line in ["parked list", "parked list --by-cause", "parked retry --cause brokenJSON"] {
        #expect(try harness.run(line).exitCode == 0)
      }
      #expect(try harness.run("parked list --json").output == "[]\n")
      for verb in ["show", "retry", "discard"] {
        let ran = try harness.run("parked \(verb) \(one)")
        #expect(ran.exitCode == 1)
        #expect(ran.errors.contains("brevduva parked list"))
      }
    }
  }

  @Test("parked list --json is the contract's, and counts by cause")
  func list() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [
          Fixtures.parked("m1", as: 1), Fixtures.parked("m2", as: 2, code: "brokenJSON"),
          Fixtures.parked("m3", as: 3),
        ]))
      let first = """
        [{"id":"\(one)","messageId":"m1","source":"urn:test","type":"registration.event",\
        "queue":"registrations","code":"address.mailto","path":"$.email","offset":0,\
        "detail":"This is a link; give the address without mailto.",\
        "parkedAt":"2025-11-24T16:00:00.250Z"},
        """
      #expect(try harness.run("parked list --json").output.hasPrefix(first))
      #expect(
        try harness.run("parked list --by-cause --json").output == """
          [{"code":"address.mailto","count":2,"oldest":"2025-11-24T16:00:00.250Z"},\
          {"code":"brokenJSON","count":1,"oldest":"2025-11-24T16:00:00.250Z"}]

          """)
    }
  }

  @Test("A list of several pages has each message once, oldest first, in one table")
  func pages() throws {
    try CLIHarness.use { harness in
      let numbers = 1...1203
      try harness.write(
        BatchDecision(messages: numbers.map { Fixtures.parked("m\($0)", as: UInt128($0)) }))
      let lines = try harness.run("parked list").output.split(separator: "\n")
      #expect(lines.first?.hasPrefix("ID ") == true && lines.count == 1204)
      #expect(
        lines.dropFirst().map { $0.split(separator: " ").last.map(String.init) }
          == numbers.map { "m\($0)" })
      let json = try harness.run("parked list --json").output
      #expect(json.split(separator: "{").count == 1204 && json.hasSuffix("}]\n"))
    }
  }

  @Test("I3: parked show gives what was meant; --body gives the body as it came")
  func show() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.parked("m1", as: 1)]))
      let shown = try harness.run("parked show \(one)")
      #expect(shown.output.contains("meant    kim@b.se"))
      let json = try harness.run("parked show \(one) --json").output
      #expect(json.contains(#""repaired":"kim@b.se""#))
      #expect(json.contains(#""body":"{\"email\":\"mailto:kim@b.se\"}""#))
      #expect(
        try harness.run("parked show \(one) --body").output == #"{"email":"mailto:kim@b.se"}"#)
    }
  }

  @Test("A retry sends the message under its own id with its own properties, and leaves the list")
  func retry() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [Fixtures.parked("m1", as: 1), Fixtures.parked("m2", as: 2)]))
      let ran = try harness.run("parked retry \(one) --json")
      #expect(ran.exitCode == 0)
      #expect(
        ran.output == """
          {"parkedId":"\(one)","messageId":"m1","source":"urn:test","sent":true,"detail":null}

          """)
      let delivery = try harness.take(from: "registrations")
      #expect(delivery.routingKey == "registration.event")
      #expect(delivery.properties.messageID == "m1")
      #expect(delivery.properties.contentType == "application/json")
      #expect(delivery.properties.header("actor") == .string("kim"))
      #expect(Shell.text(delivery.body) == #"{"email":"mailto:kim@b.se"}"#)
      let trace = try harness.run("trace m1")
      #expect(trace.exitCode == 1)
      #expect(trace.errors.contains("sent again"))
      #expect(try harness.run("parked retry \(one)").exitCode == 1)
      #expect(
        try harness.run("parked retry \(two) -", input: #"{"email":"kim@b.se"}"#).exitCode == 0)
      let mended = try harness.take(from: "registrations")
      #expect(mended.properties.messageID == "m2")
      #expect(Shell.text(mended.body) == #"{"email":"kim@b.se"}"#)
      // Confirmed, so nothing is left for a worker to send.
      #expect(try harness.backlog() == 0)
    }
  }

  @Test("A retry sends every property as it was, and names the user that first sent it")
  func wholeProperties() throws {
    try CLIHarness.use { harness in
      var properties = Properties()
      properties.messageID = "own"
      properties.userID = "kim"
      properties.replyTo = "answers"
      properties.correlationID = "c1"
      properties.expiration = "60000"
      properties.priority = 3
      properties.deliveryMode = 1
      properties.timestamp = 1_764_000_000
      properties.headers = [
        Header("raw", .bytes([0xff, 0])), Header("at", .timestamp(1_764_000_001)),
        Header("n", 1), Header("d", .double(1)), Header("n", "twice"),
      ]
      let text = StoredProperties.text(of: properties)
      try harness.write(
        BatchDecision(messages: [Fixtures.parked("m1", as: 1, properties: text)]))
      #expect(try harness.run("parked retry \(one)").exitCode == 0)
      let delivery = try harness.take(from: "registrations")
      // RabbitMQ 4 keeps the first one of a name, 3 all of them.
      if delivery.properties.headers.count(where: { $0.name == "n" }) == 1 {
        properties.headers.removeLast()
      }
      let sorted = StoredProperties.text(of: properties.sortedByName)
      properties.userID = nil
      properties.headers.append(Header("x-brevduva-user-id", "kim"))
      #expect(delivery.properties.sortedByName == properties.sortedByName)
      #expect(StoredProperties.text(of: delivery.properties.sortedByName) == sorted)
    }
  }

  @Test("L2: parked list --unsearched gives those of which a part could not be opened")
  func unsearched() throws {
    try CLIHarness.use { harness in
      let messages = [
        Fixtures.parked("m1", as: 1), Fixtures.parked("large", as: 2, size: 9_000_000),
        Fixtures.parked("sealed", as: 3, body: "-----BEGIN PGP MESSAGE-----\nhQEM"),
      ]
      try harness.write(BatchDecision(messages: messages))
      let list = try harness.run("parked list --unsearched --json").output
      #expect(list.contains(#""messageId":"large""#) && list.contains(#""messageId":"sealed""#))
      #expect(!list.contains(#""messageId":"m1""#))
      #expect(try harness.run("parked list --unsearched --by-cause").exitCode == 2)
    }
  }

  @Test("parked show lists properties and headers, the faulty one marked, and how to mend it")
  func faulty() throws {
    try CLIHarness.use { harness in
      let properties =
        #"{"type":"x","timestamp":1764000000000,"headers":{"n":7,"a\u001b":{"$bytes":"b"}}}"#
      try harness.write(
        BatchDecision(messages: [
          Fixtures.parked(
            "m1", as: 1, code: "illTyped", path: "properties.timestamp", properties: properties),
          Fixtures.parked("m2", as: 2, code: "illTyped", path: "headers.n", properties: properties),
          Fixtures.parked("m3", as: 3, properties: properties),
        ]))
      let shown = try harness.run("parked show \(one)").output
      #expect(
        shown.contains(
          """

          Properties and headers
            timestamp  1764000000000  ← here
            type       x
            n          7 (whole number)
            a\\u{1b}    b (octets)

          Body

          """))
      #expect(
        try harness.run("parked show \(one) --json").output.contains(#""faulty":"timestamp""#))
      let header = try harness.run("parked show \(two)").output
      #expect(header.contains("n          7 (whole number)  ← here\n"))
      let other = try harness.run("parked show 01933a3c-5b7e-7c1a-9d2f-000000000003 --json").output
      #expect(other.contains(#""faulty":null"#))
    }
  }

  @Test("A retry sets and unsets properties and headers, of one message and of all of a cause")
  func mendedProperties() throws {
    try CLIHarness.use { harness in
      let properties = """
        {"messageId":"own","type":"Contoso.X","timestamp":1764000000000,"headers":{"actor":7,\
        "ce-time":"yesterday"}}
        """
      try harness.write(
        BatchDecision(
          messages: (1...3).map { Fixtures.parked("m\($0)", as: $0, properties: properties) }))
      let ran = try harness.run(
        "parked retry \(one) - --set timestamp=1764000000 --set actor=kim --unset ce-time "
          + "--unset type --set ce-id=8 --set x-y=a=b --json", input: #"{"email":"kim@b.se"}"#)
      #expect(ran.exitCode == 0)
      // It is known by its new id, by which trace finds it.
      #expect(ran.output.contains(#""messageId":"8","source":"urn:brevduva:unnamed""#))
      let delivery = try harness.take(from: "registrations")
      var wanted = Properties()
      wanted.messageID = "own"
      wanted.timestamp = 1_764_000_000
      wanted.deliveryMode = delivery.properties.deliveryMode
      wanted.headers = [Header("actor", "kim"), Header("ce-id", "8"), Header("x-y", "a=b")]
      #expect(delivery.properties == wanted)
      #expect(Shell.text(delivery.body) == #"{"email":"kim@b.se"}"#)
      let all = try harness.run("parked retry --cause address.mailto --unset ce-time --set type=a")
      #expect(all.output.hasPrefix("2 of the cause address.mailto sent again.\n"))
      for _ in 1...2 {
        let delivery = try harness.take(from: "registrations")
        #expect(delivery.properties.type == "a")
        #expect(delivery.properties.header("actor") == .int(7))
        #expect(delivery.properties.header("ce-time") == nil)
      }
    }
  }

  @Test("With the broker away what was mended lies mended in the outbox")
  func mendedInOutbox() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.parked("m1", as: 1)]))
      let away = ["AMQP_URL": "amqp://127.0.0.1:1"]
      let ran = try harness.run("parked retry \(one) --set content_encoding=identity", away)
      #expect(ran.exitCode == 0)
      try harness.sql(
        """
        DO $$ BEGIN
          ASSERT (SELECT o.properties[1]::json ->> 'contentEncoding' = 'identity' FROM outbox AS o);
        END $$
        """)
    }
  }

  @Test("All of a cause are sent again; one that is not kept whole stays")
  func retryOfCause() throws {
    try CLIHarness.use { harness in
      var messages = (1...30).map { Fixtures.parked("m\($0)", as: $0) }
      messages.append(Fixtures.parked("large", as: 31, size: 9_000_000))
      messages.append(Fixtures.parked("other", as: 32, code: "brokenJSON"))
      try harness.write(BatchDecision(messages: messages))
      let ran = try harness.run("parked retry --cause address.mailto --json")
      #expect(ran.exitCode == 0)
      #expect(ran.output.hasSuffix("\"notWhole\":1,\"gone\":0}\n"))
      #expect(ran.output.components(separatedBy: #""sent":true"#).count == 31)
      let left = try harness.run("parked list --json").output
      #expect(left.contains(#""messageId":"large""#) && left.contains(#""messageId":"other""#))
      #expect(!left.contains(#""messageId":"m"#))
    }
  }

  @Test("What is parked again while a cause is retried is not sent a second time")
  func parkedAgain() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: (1...3).map { Fixtures.parked("m\($0)", as: $0) }))
      // A worker that parks each at once, with a later id, as long as the test lasts.
      try harness.sql(
        """
        CREATE FUNCTION park_again() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          OLD.id := ('ffffffff' || substr(gen_random_uuid()::text, 9))::uuid;
          INSERT INTO brevduva.parked SELECT OLD.*;
          RETURN NULL;
        END $$;
        CREATE TRIGGER again AFTER DELETE ON parked FOR EACH ROW EXECUTE FUNCTION park_again()
        """)
      let ran = try harness.run("parked retry --cause address.mailto")
      #expect(ran.exitCode == 0)
      #expect(ran.output.hasPrefix("3 of the cause address.mailto sent again.\n"))
    }
  }

  @Test(
    "A retry of a cause that is broken off tells what was sent before: exit 1, and run it again")
  func brokenOff() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: (1...3).map { Fixtures.parked("m\($0)", as: $0) }))
      try harness.sql(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE check_violation; END $$;
        CREATE TRIGGER refuse BEFORE DELETE ON parked FOR EACH ROW
        WHEN (OLD.message_id = 'm3') EXECUTE FUNCTION refuse()
        """)
      let ran = try harness.run("parked retry --cause address.mailto --json")
      #expect(ran.exitCode == 1)
      #expect(ran.output.components(separatedBy: #""sent":true"#).count == 3)
      #expect(ran.errors.contains("Broken off after 2 messages: The database refuses it (23514)."))
      #expect(try harness.run("parked list --json").output.contains(#""messageId":"m3""#))
    }
  }

  @Test("A message that is not kept whole can be looked at and discarded, not retried")
  func partial() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.parked("m1", as: 1, size: 9_000_000)]))
      let ran = try harness.run("parked retry \(one)")
      #expect(ran.exitCode == 1)
      #expect(ran.errors.contains("of 9000000 octets"))
      let hash = String(repeating: "07", count: 32)
      let shown = try harness.run("parked show \(one)").output
      #expect(shown.contains("9000000, not kept whole") && shown.contains(hash))
      let json = try harness.run("parked show \(one) --json").output
      #expect(json.contains(#""size":9000000,"isWhole":false,"sha256":"\#(hash)""#))
      #expect(
        try harness.run("parked discard \(one) --json").output == "{\"discarded\":\"\(one)\"}\n")
      #expect(try harness.run("parked list --json").output == "[]\n")
      let discarded = try harness.run("trace m1 --json").output
      #expect(discarded.contains(#""outcome":"parked""#) && discarded.contains(#""parkedId":null"#))
      #expect(try harness.run("trace m1").output.contains("parked   no more: discarded, or erased"))
    }
  }

  @Test("With the broker away a retry lies in the outbox for a worker, and the command says so")
  func brokerAway() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.parked("m1", as: 1)]))
      let ran = try harness.run("parked retry \(one)", ["AMQP_URL": "amqp://127.0.0.1:1"])
      #expect(ran.exitCode == 0)
      #expect(ran.output.contains("in the outbox"))
      #expect(try harness.backlog() == 1)
    }
  }

  @Test("trace --json is the contract's; who has no outcome yet is exit 1")
  func trace() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [Fixtures.message("m1", making: try Fixtures.profile())]))
      #expect(
        try harness.run("trace m1 --json").output == """
          {"messageId":"m1","source":"urn:test","type":"registration.event","outcome":"applied",\
          "code":null,"at":"2025-11-24T16:00:00.250Z","profileIds":["\(one)"],\
          "events":[{"id":"01933a3c-5b7e-7c1a-9d2f-0000000000c8","type":"profile.created"}],\
          "sentence":null,"parkedId":null}

          """)
      let none = try harness.run("trace nobody --wait 0.3 --json")
      #expect(none.exitCode == 1)
      #expect(none.output.isEmpty)
      let second = Fixtures.message("m1", making: try Fixtures.profile(9), source: "urn:other")
      // Its registration has the id of the first one, so only the message is kept.
      let refused = DecidedMessage(
        cause: second.cause, type: second.type, queue: second.queue, bodyHash: second.bodyHash,
        disposition: .refused(code: "notActive", sentence: "The profile is not active."))
      try harness.write(BatchDecision(messages: [refused]))
      let several = try harness.run("trace m1")
      #expect(several.exitCode == 1)
      #expect(several.errors.contains("urn:other, urn:test"))
      let named = try harness.run("trace m1 --source urn:other --json")
      #expect(named.exitCode == 0)
      #expect(named.output.contains(#""outcome":"refused","code":"notActive""#))
      #expect(named.output.contains(#""sentence":"The profile is not active.""#))
      #expect(
        try harness.run("trace m1 --source urn:other").output.contains(
          "The profile is not active.\n"))
    }
  }
}
