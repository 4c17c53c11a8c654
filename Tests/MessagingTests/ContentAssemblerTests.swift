import Hashing
import Messaging
import Testing

@Suite("Frames become messages, on paper")
struct AssemblyTests {
  private let opening = ContentAssembler.Opening.delivery(
    tag: 7, isRedelivered: true, exchange: "x", routingKey: "k")

  /// Feeds a body in pieces of a size and returns what comes out with the last.
  private func assemble(_ body: [UInt8], in size: Int, limit: Int) throws -> Event? {
    var assembler = ContentAssembler(bodyLimit: limit)
    try assembler.take(opening)
    var event = try assembler.take(Properties(), size: UInt64(body.count))
    var rest = body[...]
    while !rest.isEmpty {
      #expect(event == nil)
      let piece = Array(rest.prefix(size))
      event = try assembler.take(piece.span)
      rest = rest.dropFirst(size)
    }
    // It is complete: the next one may begin.
    try assembler.take(opening)
    return event
  }

  @Test("A body comes out whole, however it was cut", arguments: [0, 1, 2, 99, 100])
  func cuts(count: Int) throws {
    let body = (0..<count).map { UInt8($0) }
    for size in [1, 7, 100] {
      guard case .delivery(let delivery) = try assemble(body, in: size, limit: 100) else {
        Issue.record("No delivery came out.")
        return
      }
      #expect(delivery.body == body && delivery.bodySize == count && delivery.bodyHash == nil)
      #expect(delivery.tag == 7 && delivery.isRedelivered)
      #expect(delivery.exchange == "x" && delivery.routingKey == "k")
    }
  }

  @Test("A delivery that is cut off is like no other, and nothing comes after it")
  func cutOff() throws {
    var hashes: Set<[UInt8]> = []
    for _ in 0..<3 {
      var assembler = ContentAssembler(bodyLimit: 100)
      let early = assembler.cutOff(Properties(), size: 7)
      if case .some = early { Issue.record("A delivery that nothing opened.") }
      try assembler.take(opening)
      let (awaits, was) = (assembler.awaitsHeader, assembler.isCutOff)
      #expect(awaits && !was)
      guard case .delivery(let delivery)? = assembler.cutOff(Properties(), size: 7) else {
        Issue.record("No delivery came out.")
        return
      }
      #expect(delivery.tag == 7 && delivery.routingKey == "k")
      #expect(delivery.body == [] && delivery.bodySize == 7)
      hashes.insert(try #require(delivery.bodyHash))
      let (still, isCutOff) = (assembler.awaitsHeader, assembler.isCutOff)
      #expect(isCutOff && !still)
      do throws(AMQPError) {
        try assembler.take(opening)
        Issue.record("Something came after it.")
      } catch {
        // As it must.
      }
    }
    #expect(hashes.count == 3)
  }

  @Test("Of a body above the limit come its beginning, its size and its hash")
  func large() throws {
    let body = (0..<200_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for size in [1000, 65_536, 131_064] {
      guard case .delivery(let delivery) = try assemble(body, in: size, limit: 200_000) else {
        Issue.record("No delivery came out.")
        return
      }
      #expect(delivery.body == Array(body.prefix(65_536)))
      #expect(delivery.bodySize == 200_001)
      #expect(delivery.bodyHash == SHA256.hash(body))
    }
  }

  @Test("One message's hash and body do not stay for the next")
  func neighbours() throws {
    var assembler = ContentAssembler(bodyLimit: 4)
    for (body, isLarge) in [([1, 2, 3, 4, 5], true), ([6], false)] as [([UInt8], Bool)] {
      try assembler.take(opening)
      _ = try assembler.take(Properties(), size: UInt64(body.count))
      guard case .delivery(let delivery) = try assembler.take(body.span) else {
        Issue.record("No delivery came out.")
        return
      }
      #expect(delivery.body == body && (delivery.bodyHash != nil) == isLarge)
    }
  }

  @Test("A returned message is known by its id; its body is let go")
  func returned() throws {
    var assembler = ContentAssembler(bodyLimit: 100)
    try assembler.take(.returned(code: 312, text: "NO_ROUTE", exchange: "x", routingKey: "k"))
    var properties = Properties()
    properties.messageID = "en-1"
    #expect(try assembler.take(properties, size: 3) == nil)
    let body: [UInt8] = [1, 2, 3]
    guard case .returned(let returned) = try assembler.take(body.span) else {
      Issue.record("Nothing was returned.")
      return
    }
    #expect(returned.code == 312 && returned.messageID == "en-1" && returned.routingKey == "k")
  }

  @Test("Frames out of order are a violation and never a trap")
  func disorder() throws {
    var assembler = ContentAssembler(bodyLimit: 100)
    #expect(throws: AMQPError.self) { try assembler.take(Span<UInt8>()) }
    #expect(throws: AMQPError.self) { try assembler.take(Properties(), size: 1) }
    try assembler.take(opening)
    #expect(throws: AMQPError.self) { try assembler.take(opening) }
    #expect(throws: AMQPError.self) { try assembler.take(Span<UInt8>()) }
    #expect(throws: AMQPError.self) { try assembler.take(Properties(), size: UInt64.max) }
    _ = try assembler.take(Properties(), size: 2)
    #expect(throws: AMQPError.self) { try assembler.take(Properties(), size: 2) }
    let three: [UInt8] = [0, 0, 0]
    #expect(throws: AMQPError.self) { try assembler.take(three.span) }
  }
}
