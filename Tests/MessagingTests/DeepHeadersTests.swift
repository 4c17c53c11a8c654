import Foundation
import Messaging
import RawAMQP
import Synchronization
import TestSupport
import Testing
import Threading

extension RealBroker {
  @Suite("Headers that are a danger")
  struct DeepHeadersTests {
    /// Arrays in one another, as the contents of a table with one entry.
    private static func nested(_ depth: Int) -> [UInt8] {
      var wire = Wire()
      wire.short("deep")
      for level in 0..<depth {
        wire.add(UInt8(ascii: "A"))
        wire.add(UInt32(5 * (depth - 1 - level)))
      }
      return wire.bytes
    }

    /// What the library reads of the headers is not the same in all its versions: from 0.14 on it refuses
    /// these, and the connection reads nothing more.
    @Test("Arrays 24,000 deep reach a thread of 8 MB as a flag, and the next message comes whole")
    func deepArrays() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        let raw = try RawPublisher.connected(to: harness.endpoint)
        try raw.publish([1], to: "q", headers: Self.nested(24_000))
        try raw.publish([2], to: "q", headers: Self.nested(Value.deepest))
        try raw.finish()
        let endpoint = harness.endpoint
        let result = try onLaneThread {
          var deliveries: [Delivery] = []
          while deliveries.count < 2 {
            var consumer = try Connection(to: endpoint, name: "test")
            try consumer.consume("q", prefetch: 10, tag: "c")
            repeat {
              let delivery = try consumer.delivery()
              try consumer.acknowledge(upTo: delivery.tag)
              deliveries.append(delivery)
            } while !consumer.isCutOff && deliveries.count < 2
            consumer.close()
          }
          return deliveries
        }
        #expect(result.map(\.bodySize) == [1, 1] && result[1].body == [2])
        #expect(result.map(\.properties.areHeadersTooDeep) == [true, false])
        let isWhole = result[0].bodyHash == nil
        #expect(result[0].body == (isWhole ? [1] : []))
        #expect(
          result.map { depth(of: $0.properties.header("deep")) } == [isWhole ? 32 : 0, 32])
        #expect(try harness.count("q") == 0)
      }
    }

    @Test("All kinds of numbers in a table are folded into ours")
    func numbers() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var wire = Wire()
        for (kind, bytes) in [
          ("b", [0xff]), ("B", [0xff]), ("s", [0xff, 0xfe]), ("u", [0xff, 0xfe]),
          ("I", [0xff, 0xff, 0xff, 0xfd]), ("i", [0xff, 0xff, 0xff, 0xfd]),
          ("f", [0x3f, 0x80, 0, 0]), ("D", [2, 0, 0, 0xc3, 0x50]),
          ("L", [0xff, 0, 0, 0, 0, 0, 0, 0]), ("S", [0, 0, 0, 1, 0xff]),
        ] as [(String, [UInt8])] {
          wire.short(kind)
          wire.bytes.append(contentsOf: kind.utf8)
          wire.bytes.append(contentsOf: bytes)
        }
        let raw = try RawPublisher.connected(to: harness.endpoint)
        try raw.publish([1], to: "q", headers: wire.bytes)
        try raw.finish()
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 1, tag: "c")
        let received = try consumer.delivery().properties.sortedByName
        #expect(
          received.headers.filter { $0.name != "L" } == [
            Header("B", 255), Header("D", .double(500)), Header("I", -3),
            Header("S", .bytes([0xff])), Header("b", -1), Header("f", .double(1)),
            Header("i", 4_294_967_293), Header("s", -2), Header("u", 65_534),
          ])
        // RabbitMQ 4 passes an unsigned number of 64 bits on as a signed one.
        let unsigned: [Value] = [.double(0x1.fep+63), .int(-0x100_0000_0000_0000)]
        #expect(received.header("L").map(unsigned.contains) == true)
      }
    }

    private func depth(of value: Value?) -> Int {
      guard case .array(let values) = value else { return 0 }
      return 1 + (values.isEmpty ? 0 : depth(of: values[0]))
    }

    /// Runs something on a thread with the stack of a lane's.
    private func onLaneThread<Result: Sendable>(
      _ body: @escaping @Sendable () throws -> Result
    ) throws -> Result {
      let answer = Answer<Result>()
      try LaneThread(name: "deep headers") { answer.fill(Swift.Result { try body() }) }.join()
      return try answer.given().get()
    }
  }
}

/// Result left behind by a thread that was waited for.
private final class Answer<Value: Sendable>: Sendable {
  private let value = Mutex<Result<Value, any Error>?>(nil)

  func fill(_ result: Result<Value, any Error>) {
    value.withLock { $0 = result }
  }

  func given() throws -> Result<Value, any Error> {
    try #require(value.withLock { $0 })
  }
}
