import Messaging
import Testing

@Suite("What the broker's refusals tell")
struct ArgumentMismatchTests {
  @Test(
    "RabbitMQ's refusal names the argument, what we want and what stands there",
    arguments: [
      (
        "PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue 'registrations' in "
          + "vhost '/': received '20' but current is '10'", "x-delivery-limit", "20", "10"
      ),
      (
        "PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue 'q' in vhost 'v': "
          + "received the value '20' of type 'long' but current is none", "x-delivery-limit", "20",
        nil
      ),
      (
        "PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'q' in vhost 'v': "
          + "received none but current is the value 'classic' of type 'longstr'", "x-queue-type",
        nil, "classic"
      ),
      (
        "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'brevduva.in' in vhost '/': "
          + "received 'topic' but current is 'direct'", "type", "topic", "direct"
      ),
      (
        "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received "
          + "'true' but current is 'false'", "durable", "true", "false"
      ),
    ] as [(String, String, String?, String?)])
  func read(text: String, argument: String, wanted: String?, found: String?) throws {
    let mismatch = try #require(ArgumentMismatch(text))
    #expect(mismatch.argument == argument)
    #expect(mismatch.wanted == wanted)
    #expect(mismatch.found == found)
  }

  @Test(
    "Other words are no mismatch",
    arguments: [
      "", "NOT_FOUND - no queue 'q' in vhost '/'", "inequivalent arg", "inequivalent arg 'x",
      "ACCESS_REFUSED - access to queue 'q' in vhost '/' refused for user 'u'",
    ])
  func unread(text: String) {
    #expect(ArgumentMismatch(text) == nil)
  }
}

extension RealBroker {
  @Suite("A queue that stands there otherwise")
  struct MismatchTests {
    private func refusal(
      of argument: String, on connection: inout Connection
    ) -> AMQPError? {
      do throws(AMQPError) {
        try connection.declareQueue("q", arguments: [Header(argument, .int(8))])
        return nil
      } catch {
        return error
      }
    }

    @Test("The broker's own refusal names the argument that differs")
    func refusal() throws {
      try BrokerHarness.use { harness in
        var connection = try harness.connect()
        try connection.declareQueue("q", arguments: [Header("x-max-length", .int(7))])
        let refusal = refusal(of: "x-max-length", on: &connection)
        guard case .closed(406, let text)? = refusal else {
          Issue.record("another argument is refused: \(String(describing: refusal))")
          return
        }
        let mismatch = try #require(ArgumentMismatch(text))
        #expect(mismatch.argument == "x-max-length")
        #expect(mismatch.wanted == "8" && mismatch.found == "7")
      }
    }
  }
}
