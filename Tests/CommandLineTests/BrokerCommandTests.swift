import Contract
import Domain
import Messaging
import Testing

/// `topology` and `publish` against a real broker.
struct BrokerCommandTests {
  @Test("Declaring makes what is missing and says what was there; checking finds nothing then")
  func declare() throws {
    try CLIHarness.use(prepared: false) { harness in
      let before = try harness.run("topology check")
      #expect(before.exitCode == 1)
      #expect(before.errors.contains("topology declare"))
      let made = try harness.run("topology declare --json")
      #expect(made.exitCode == 0)
      #expect(made.output.contains(#""name":"registrations","state":"created""#))
      #expect(!made.output.contains("asDeclared"))
      let again = try harness.run("topology declare --json")
      #expect(again.exitCode == 0)
      #expect(again.output.contains(#""name":"registrations","state":"asDeclared""#))
      #expect(!again.output.contains("created"))
      #expect(try harness.run("topology check").exitCode == 0)
    }
  }

  @Test(
    "A queue or an exchange that stands there otherwise is named with the argument that differs")
  func differs() throws {
    try CLIHarness.use(prepared: false) { harness in
      var connection = try Connection(to: Endpoint(harness.amqpURL), name: "test")
      let queue = try #require(Topology().queues.first { $0.name == "registrations" })
      let arguments = queue.arguments.map {
        $0.name == "x-delivery-limit" ? Header($0.name, .int(10)) : $0
      }
      try connection.declareQueue("registrations", arguments: arguments)
      try connection.declareExchange("brevduva.in", type: "direct")
      connection.close()
      for line in ["topology check --json", "topology declare --json"] {
        let ran = try harness.run(line)
        #expect(ran.exitCode == 1)
        #expect(ran.errors.contains("more are not as the workers need it"))
        let exchange = #""brevduva.in","state":"differs","argument":"type","wanted":"topic""#
        let queue = #""argument":"x-delivery-limit","wanted":"20","found":"10""#
        #expect(ran.output.contains(exchange))
        #expect(ran.output.contains(#""name":"registrations","state":"differs",\#(queue)"#))
      }
      #expect(try harness.run("topology check").output.contains("type is direct, should be topic"))
    }
  }

  @Test("publish prints the id, and the message lies in its worker's queue")
  func publish() throws {
    try CLIHarness.use { harness in
      let body = #"{"email":"a@b.se"}"#
      let ran = try harness.run("publish registration.event --id m1 --actor kim -", input: body)
      #expect(ran.exitCode == 0)
      #expect(ran.output == "m1\n")
      let delivery = try harness.take(from: "registrations")
      #expect(Shell.text(delivery.body) == body)
      #expect(delivery.properties.deliveryMode == 2)
      let heading = Envelope.read(delivery, from: .registrations).attributes
      #expect(heading.reference == MessageReference(source: "urn:brevduva:unnamed", id: "m1"))
      #expect(heading.actor == "kim")
      let unnamed = try harness.run("publish registration.event - --json", input: body)
      let again = try harness.take(from: "registrations")
      let id = Envelope.read(again, from: .registrations).attributes.reference.id
      #expect(
        unnamed.output == """
          {"messageId":"\(id)","source":"urn:brevduva:unnamed","type":"registration.event"}

          """)
    }
  }

  @Test("publish refuses what no queue takes, and what the broker will not have: exit 1")
  func unroutable() throws {
    try CLIHarness.use { harness in
      let ran = try harness.run("publish registration.unheard -", input: "{}")
      #expect(ran.exitCode == 1)
      #expect(ran.output.isEmpty)
      #expect(ran.errors.contains("registration.unheard"))
    }
    try CLIHarness.use(prepared: false) { harness in
      let ran = try harness.run("publish registration.event -", input: "{}")
      #expect(ran.exitCode == 1)
      #expect(ran.errors.contains("404"))
      #expect(ran.errors.contains("topology declare"))
    }
  }

  @Test("A wrong password or a missing virtual host is exit 3, and the cure is named")
  func refusedEntry() throws {
    try CLIHarness.use(prepared: false) { harness in
      let wrong = harness.amqpURL.replacing(/:[^:@\/]*@/, with: ":hush@")
      let ran = try harness.run("topology check", ["AMQP_URL": wrong])
      #expect(ran.exitCode == 3)
      #expect(ran.errors.contains("password") && !ran.errors.contains("hush"))
      let nowhere = harness.amqpURL.replacing(harness.vhost, with: "nowhere")
      let lost = try harness.run("topology check", ["AMQP_URL": nowhere])
      #expect(lost.exitCode == 3)
      #expect(lost.errors.contains("nowhere"))
      let second = try harness.run(
        "topology declare", ["AMQP_URL": "amqp://127.0.0.1:1,\(harness.amqpURL)"])
      #expect(second.exitCode == 0)
    }
  }

  @Test("A secret may come from a file; both at once is usage")
  func secretFile() throws {
    try CLIHarness.use(prepared: false) { harness in
      let both = try harness.run("topology check", ["AMQP_URL_FILE": "/dev/null"])
      #expect(both.exitCode == 2)
      #expect(both.errors.contains("AMQP_URL_FILE are both set"))
    }
  }
}
