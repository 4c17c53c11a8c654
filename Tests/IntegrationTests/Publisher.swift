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

  /// Takes what lies in a queue until it is enough, or until a while after nothing more comes.
  ///
  /// A quorum queue tells its length late, so nothing rests on that.
  func drain(
    _ queue: String, until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> [RecordedEvent] {
    try drain(queue, reading: RecordedEvent.init, until: isEnough)
  }

  /// The same, of messages that are read otherwise.
  func drain<Read>(
    _ queue: String, reading read: ([UInt8]) throws -> Read, until isEnough: ([Read]) -> Bool
  ) throws -> [Read] {
    try publisher.connection.consume(queue, prefetch: 2000, tag: "drain \(queue)")
    var events: [Read] = []
    let deadline = ContinuousClock.now + .seconds(180)
    var waiter = PollWaiter()
    var quietSince = ContinuousClock.now
    while ContinuousClock.now < deadline {
      while let event = try publisher.connection.next() {
        guard case .delivery(let delivery) = event else { continue }
        events.append(try read(delivery.body))
        try publisher.connection.acknowledge(upTo: delivery.tag)
        quietSince = .now
      }
      if ContinuousClock.now - quietSince > .seconds(1), isEnough(events) { return events }
      _ = waiter.wait(
        for: publisher.connection.descriptor, .readable, until: .now + .milliseconds(100))
    }
    return events
  }
}
