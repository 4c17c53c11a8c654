import Foundation
import Messaging
import Testing
import Threading

/// Publishes with confirms, and looks into queues by the same connection.
final class Publisher {
  private var publisher: ConfirmingPublisher
  /// Testbed with the vhost that it is in; that stays as long as this.
  private let testbed: Testbed

  init(_ testbed: Testbed) throws {
    self.testbed = testbed
    publisher = try ConfirmingPublisher(
      Connection(to: Endpoint(testbed.amqpURL), name: "campaign"))
  }

  func publish(_ posting: Posting) throws {
    try publish(posting.body, id: posting.id, type: posting.type)
  }

  func publish(
    _ body: String, id: String?, type: String, change: (inout Properties) -> Void = { _ in }
  ) throws {
    try publish(Array(body.utf8), id: id, type: type, change: change)
  }

  func publish(
    _ body: [UInt8], id: String?, type: String, routingKey: String? = nil,
    change: (inout Properties) -> Void = { _ in }
  ) throws {
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.appID = "urn:campaign"
    change(&properties)
    try publisher.send(
      Message(properties: properties, body: body), exchange: "brevduva.in",
      routingKey: routingKey ?? type)
    if publisher.unconfirmed > 200 { try settle(downTo: 100) }
  }

  /// Waits for all confirms.
  func finish() throws {
    try settle(downTo: 0)
  }

  private func settle(downTo count: Int) throws {
    let isSettled = try publisher.settle(downTo: count, until: .now + .seconds(60)) {
      if $0 != .confirmed { Issue.record("a message was not taken: \($0)") }
    }
    try #require(isSettled, "the broker confirms")
  }

  func waiting(in queue: String) throws -> Int {
    try publisher.connection.messageCount(of: queue)
  }

  /// Takes the events that lie in a queue, and those that come until it is enough.
  func drain(
    _ queue: String, until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> [RecordedEvent] {
    try drain(queue, reading: RecordedEvent.init, until: isEnough)
  }

  /// The same, of messages that are read otherwise.
  ///
  /// A quorum queue tells its length late, but gives what it has in order: a message of our own is put behind
  /// what lies there, and when it comes nothing else was left.
  func drain<Read>(
    _ queue: String, reading read: ([UInt8]) throws -> Read, until isEnough: ([Read]) -> Bool
  ) throws -> [Read] {
    var connection = try Connection(to: Endpoint(testbed.amqpURL), name: "drain")
    defer { connection.close() }
    try connection.consume(queue, prefetch: 2000, tag: "drain \(queue)")
    var taken: [Read] = []
    let deadline = ContinuousClock.now + .seconds(180)
    var waiter = PollWaiter()
    repeat {
      var end = Properties()
      end.messageID = UUID().uuidString
      try connection.publish(
        Message(properties: end, body: []), exchange: "", routingKey: queue, mandatory: true)
      var isAtEnd = false
      while !isAtEnd, ContinuousClock.now < deadline {
        var last: UInt64?
        while let event = try connection.next() {
          guard case .delivery(let delivery) = event else { continue }
          last = delivery.tag
          if delivery.properties.messageID == end.messageID {
            isAtEnd = true
          } else {
            taken.append(try read(delivery.body))
          }
        }
        if let last { try connection.acknowledge(upTo: last) }
        if !isAtEnd {
          _ = waiter.wait(for: connection.descriptor, .readable, until: .now + .milliseconds(100))
        }
      }
    } while !isEnough(taken) && ContinuousClock.now < deadline
    return taken
  }
}
