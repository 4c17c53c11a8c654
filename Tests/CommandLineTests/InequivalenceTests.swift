import Contract
import Testing
import brevduva

/// What is read from the broker's refusals.
struct InequivalenceTests {
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
    let difference = try #require(Inequivalence(text))
    #expect(difference.argument == argument)
    #expect(difference.wanted == wanted)
    #expect(difference.found == found)
  }

  @Test(
    "Other words are no difference",
    arguments: [
      "", "NOT_FOUND - no queue 'q' in vhost '/'", "inequivalent arg", "inequivalent arg 'x",
      "ACCESS_REFUSED - access to queue 'q' in vhost '/' refused for user 'u'",
    ])
  func unread(text: String) {
    #expect(Inequivalence(text) == nil)
  }

  @Test("A survey with everything in its place is done; anything else is refused, with the cure")
  func verdicts() throws {
    let queue = Survey.Part.queue(try #require(Topology().queues.first))
    let good: [Survey.Finding] = [
      .init(.exchange(.incoming), .asDeclared), .init(queue, .created),
    ]
    #expect(Survey(good, declared: true).verdict == .done)
    let missing = Survey(good + [.init(.exchange(.dead), .missing)], declared: false)
    #expect(
      missing.verdict
        == .refused(
          "exchange brevduva.dead is not as the workers need it. Run brevduva topology declare."))
    let text = "inequivalent arg 'durable' for queue 'q': received 'true' but current is 'false'"
    let differs = Survey(
      [.init(queue, .differs(try #require(Inequivalence(text))))], declared: true)
    guard case .failed(.refused(let sentence)) = differs.verdict else {
      Issue.record("a difference is refused")
      return
    }
    #expect(sentence.contains("delete it"))
    #expect(
      Shell.text(differs.text(asJSON: true, on: Shell.pipe))
        == """
        [{"kind":"queue","name":"registrations.dead","state":"differs","argument":"durable",\
        "wanted":"true","found":"false","detail":null}]

        """)
  }
}
