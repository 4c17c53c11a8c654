import Hashing
import Messaging
import Testing

@Suite("Consuming", .serialized)
struct ConsumingTests {
  @Test("What is published is delivered with all it had, and acknowledged once")
  func roundTrip() throws {
    try Lab.use { lab in
      try lab.declare("q")
      var publisher = try lab.connect("publisher")
      try publisher.selectConfirms()
      var properties = Properties()
      properties.messageID = "en-1"
      properties.contentType = "application/json"
      #expect(try publisher.send(Array("hej".utf8), to: "q", properties) == 1)
      #expect(try publisher.send([], to: "q") == 2)
      try publisher.confirmed(upTo: 2)
      var consumer = try lab.connect("consumer")
      try consumer.consume("q", prefetch: 10, tag: "c")
      let first = try consumer.delivery()
      #expect(first.tag == 1)
      #expect(!first.isRedelivered)
      #expect(first.exchange == "" && first.routingKey == "q")
      #expect(first.properties.messageID == "en-1")
      #expect(first.properties.contentType == "application/json")
      #expect(first.properties.deliveryMode == 2)
      #expect(first.body == Array("hej".utf8) && first.bodySize == 3 && first.bodyHash == nil)
      let empty = try consumer.delivery()
      #expect(empty.body == [] && empty.bodySize == 0)
      try consumer.acknowledge(upTo: empty.tag)
      consumer.close()
      publisher.close()
      var topology = try lab.connect()
      #expect(try topology.messageCount(of: "q") == 0)
    }
  }
}
