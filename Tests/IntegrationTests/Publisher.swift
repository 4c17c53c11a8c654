import Foundation
import Messaging
import Testing
import Threading

/// A connection that publishes with confirms, and looks into queues.
final class Publisher {
  private var connection: Connection
  /// Whose vhost it is in; that stays as long as this.
  private let house: House
  private var confirms = Confirms<Void>()
  private var hasSelected = false

  init(_ house: House) throws {
    self.house = house
    connection = try Connection(to: Endpoint(house.amqpURL), name: "campaign")
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
    if !hasSelected { try connection.selectConfirms() }
    hasSelected = true
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.appID = "urn:campaign"
    change(&properties)
    let sequence = try connection.publish(
      Message(properties: properties, body: body), exchange: "brevduva.in",
      routingKey: routingKey ?? type)
    confirms.note(sequence, messageID: id, ())
    if confirms.count > 200 { try take(until: 100) }
  }

  /// Waits for all confirms.
  func finish() throws {
    try take(until: 0)
  }

  private func take(until limit: Int) throws {
    try wait(until: "the broker confirms") {
      while let event = try connection.next() {
        confirms.settle(event) { _, settlement in
          if settlement != .confirmed { Issue.record("a message was not taken: \(settlement)") }
        }
      }
      return confirms.count <= limit
    }
  }

  func waiting(in queue: String) throws -> Int {
    try connection.messageCount(of: queue)
  }

  /// Takes what lies in a queue until it is enough, or until a while after nothing more comes.
  ///
  /// A quorum queue tells its length late, so nothing rests on that.
  func drain(
    _ queue: String, until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> [RecordedEvent] {
    try connection.consume(queue, prefetch: 2000, tag: "drain")
    var events: [RecordedEvent] = []
    let deadline = ContinuousClock.now + .seconds(180)
    var waiter = PollWaiter()
    var quietSince = ContinuousClock.now
    while ContinuousClock.now < deadline {
      while let event = try connection.next() {
        guard case .delivery(let delivery) = event else { continue }
        events.append(try RecordedEvent(delivery.body))
        try connection.acknowledge(upTo: delivery.tag)
        quietSince = .now
      }
      if ContinuousClock.now - quietSince > .seconds(1), isEnough(events) { return events }
      _ = waiter.wait(for: connection.descriptor, .readable, until: .now + .milliseconds(100))
    }
    return events
  }
}
