import Foundation
import Messaging
import Testing

extension RealBroker {
  @Suite("Volume")
  struct VolumeTests {
    private static let count = 100_000
    private static let batch = 500
    private static let body = [UInt8](repeating: UInt8(ascii: "a"), count: 2000)

    @Test("100,000 messages are confirmed and consumed, once each, in memory that stays flat")
    func flat() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        let publishing = try measured { try publish(to: harness) }
        let consuming = try measured { try consume(from: harness) }
        print(
          "Messaging: \(Self.count) messages of \(Self.body.count) bytes, publish and confirm "
            + "\(publishing.summary), consume and ack \(consuming.summary)")
        // All bodies together are 200 MB: were they kept, that would show, also under a sanitizer.
        #expect(publishing.growth < 150 << 20)
        #expect(consuming.growth < 150 << 20)
        #expect(try harness.count("q") == 0)
      }
    }

    /// Publishes batch after batch, one of them always awaiting its confirms.
    private func publish(to harness: BrokerHarness) throws {
      var publisher = try harness.connect("publisher")
      try publisher.selectConfirms()
      var confirms = OutstandingConfirms<Int>()
      var message = Message(body: Self.body)
      var settled = 0
      for first in stride(from: 0, to: Self.count, by: Self.batch) {
        publisher.cork()
        for number in first..<(first + Self.batch) {
          message.properties.messageID = "message-\(number)"
          confirms.track(
            try publisher.publish(message, exchange: "", routingKey: "q"),
            messageID: message.properties.messageID, number)
        }
        publisher.uncork()
        while confirms.count > (first + Self.batch < Self.count ? Self.batch : 0) {
          guard let event = try publisher.wait() else { throw Unexpected(event: nil) }
          confirms.settle(event) { number, settlement in
            if settlement == .confirmed { settled += 1 }
          }
        }
      }
      #expect(settled == Self.count)
      publisher.close()
    }

    private func consume(from harness: BrokerHarness) throws {
      var consumer = try harness.connect("consumer")
      try consumer.consume("q", prefetch: UInt16(4 * Self.batch), tag: "c")
      for number in 0..<Self.count {
        let delivery = try consumer.delivery()
        if delivery.properties.messageID != "message-\(number)" || delivery.body != Self.body {
          Issue.record("Delivery \(delivery.tag) is another.")
          return
        }
        if (number + 1) % Self.batch == 0 { try consumer.acknowledge(upTo: delivery.tag) }
      }
      consumer.close()
    }

    private struct Measured {
      var growth: Int
      var time: Duration
      var cpu: Duration

      var summary: String {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let perMessage = cpu / VolumeTests.count
        return "\(Int(Double(VolumeTests.count) / seconds))/s (\(perMessage) of this process each)"
      }
    }

    private func measured(_ body: () throws -> Void) throws -> Measured {
      let memory = try residentBytes()
      let cpu = processTime()
      let start = ContinuousClock.now
      try body()
      return Measured(
        growth: try residentBytes() - memory, time: ContinuousClock.now - start,
        cpu: processTime() - cpu)
    }

    private func residentBytes() throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
      return pages * 4096
    }

    private func processTime() -> Duration {
      .microseconds(clock())  // a millionth of a second is its unit, on every system of POSIX
    }
  }
}
