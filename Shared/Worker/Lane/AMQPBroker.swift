import Contract
import Messaging
import Settings
import Store
import Threading

/// A lane's two connections to RabbitMQ: one consumes and acknowledges, one publishes with confirms.
///
/// All waiting of the lane happens in ``wait(for:_:until:)`` and ``rest(until:)``: one `poll` over both
/// sockets, the wake-up pipe and whatever else is waited for.
struct AMQPBroker: Broker, ~Copyable {
  private let settings: BrokerSettings
  private let wakeUp: WakePipe
  private var consumer: Connection?
  private var publisher: Connection?
  private var nextEndpoint = 0
  private var outgoing: PendingPublishes
  /// Time at which the broker last answered for a publish, or had nothing to answer for.
  private var lastAnswer = ContinuousClock.now
  private var poll = Poll()
  private var buffer: [ReceivedDelivery] = []
  /// Tag of the last delivery of the consuming connection.
  private var lastTag: UInt64 = 0
  private var notes = BrokerNotes()
  private let failpoints: Failpoints
  private var armed: Failpoint?

  private(set) var generation = 0
  private(set) var isSubscribed = false

  /// A broker without connections; ``connect()`` makes them.
  init(_ settings: BrokerSettings, wakeUp: WakePipe, failpoints: Failpoints) {
    precondition(!settings.endpoints.isEmpty, "a broker without an endpoint")
    self.settings = settings
    self.wakeUp = wakeUp
    self.failpoints = failpoints
    outgoing = PendingPublishes(capacity: settings.unconfirmedLimit)
  }
}

// MARK: Connecting

extension AMQPBroker {
  var isConnected: Bool { hasConsuming && hasPublishing }
  private var hasConsuming: Bool { consumer != nil }
  private var hasPublishing: Bool { publisher != nil }
  /// `true` if the consuming connection can read nothing more: what it delivered is finished, then another
  /// one takes its place.
  private var isCutOff: Bool {
    switch consumer {
    case .some(let connection): connection.isCutOff
    case nil: false
    }
  }
  var isBlocked: Bool {
    switch publisher {
    case .some(let connection): connection.isBlocked
    case nil: false
    }
  }

  mutating func connect() throws(AMQPError) {
    let endpoint = settings.endpoints[nextEndpoint]
    // Another server is tried each time, whether this one answers or not: a list is for that.
    nextEndpoint = (nextEndpoint + 1) % settings.endpoints.count
    if !hasConsuming {
      consumer = try Connection(
        to: endpoint, name: "\(settings.name) consuming", limits: settings.limits)
      generation += 1
    }
    if !hasPublishing {
      var connection = try Connection(
        to: endpoint, name: "\(settings.name) publishing", limits: settings.limits)
      try connection.selectConfirms()
      publisher = consume connection
      outgoing.restart()
    }
  }

  mutating func subscribe() throws(AMQPError) {
    do {
      // The dead-letter queue one by one: a message that no worker survived is tried alone.
      if let dead = settings.deadQueue {
        try consumer?.consume(dead, prefetch: 1, tag: dead)
      }
      try consumer?.consume(settings.queue, prefetch: settings.prefetch, tag: settings.queue)
      isSubscribed = true
    } catch .protocolViolation(let what) {
      // The answer may lie behind a message that ends what this connection can read.
      pumpConsuming()
      guard isCutOff else {
        loseConsuming()
        throw .protocolViolation(what)
      }
      isSubscribed = true
    } catch {
      loseConsuming()
      throw error
    }
  }

  /// Takes another consuming connection in the place of one that is cut off, once all that it delivered is
  /// acknowledged.
  private mutating func replaceConsuming() {
    unsubscribe()
    do throws(AMQPError) {
      try connect()
      try subscribe()
    } catch {
      notes.losses.append("\(error)")
    }
  }

  mutating func unsubscribe() {
    consumer?.close()
    loseConsuming()
  }

  mutating func close() {
    publisher?.close()
    publisher = nil
    unsubscribe()
  }

  private mutating func loseConsuming(_ reason: String? = nil) {
    consumer = nil
    isSubscribed = false
    buffer.removeAll()
    if let reason { notes.losses.append(reason) }
  }

  /// Why the broker cancels a consumer: RabbitMQ 4.3 does so too where older ones close the channel (406).
  private static let cancelled = """
    consumer cancelled by the server: its queue was deleted or has moved, or a message was held for longer \
    than consumer_timeout
    """

  private mutating func losePublishing(_ reason: String) {
    publisher = nil
    notes.losses.append(reason)
  }
}

// MARK: Deliveries

extension AMQPBroker {
  var waiting: Int { buffer.count }
  var next: ReceivedDelivery? { buffer.first }

  mutating func countReady() -> Int? {
    if isCutOff { return nil }
    do {
      return try consumer?.messageCount(of: settings.queue)
    } catch {
      pumpConsuming()
      if hasConsuming, !isCutOff { loseConsuming("\(error)") }
      return nil
    }
  }

  mutating func take(while admit: (Delivery, Int) -> Bool) -> [ReceivedDelivery] {
    var count = 0
    while count < buffer.count, admit(buffer[count].delivery, count) { count += 1 }
    let batch = Array(buffer[..<count])
    buffer.removeFirst(count)
    return batch
  }

  mutating func acknowledge(upTo tag: UInt64, generation: Int) {
    guard generation == self.generation, hasConsuming else { return }
    do {
      try consumer?.acknowledge(upTo: tag)
      if isCutOff, tag == lastTag { replaceConsuming() }
    } catch {
      loseConsuming("\(error)")
    }
  }

  mutating func pump() {
    pumpConsuming()
    pumpPublishing()
    giveUpSilence()
  }

  /// Gives up a broker that has confirmed nothing for too long: one that restarts may take a
  /// publish and never confirm it; what is unconfirmed is then sent again over another connection.
  private mutating func giveUpSilence() {
    guard hasPublishing, outgoing.isAwaited, !isBlocked else {
      lastAnswer = .now
      return
    }
    if ContinuousClock.now - lastAnswer > settings.confirmTimeout {
      lastAnswer = .now
      losePublishing("The broker confirms nothing: connecting again.")
    }
  }

  private mutating func pumpConsuming() {
    do {
      while let event = try consumer?.next() {
        switch event {
        case .delivery(let delivery):
          lastTag = delivery.tag
          buffer.append(ReceivedDelivery(delivery: delivery, generation: generation))
        case .cancelled(let byServer):
          if byServer { return loseConsuming(Self.cancelled) }
        case .closed(let code, let text):
          return loseConsuming("closed by the server: \(code) \(text)")
        case .returned, .confirmed, .rejected, .blocked, .unblocked:
          break
        }
      }
    } catch {
      loseConsuming("\(error)")
    }
  }

  private mutating func pumpPublishing() {
    do {
      while let event = try publisher?.next() {
        switch event {
        case .confirmed, .rejected, .returned:
          lastAnswer = .now
          notes.count(outgoing.take(event))
        case .closed(code: 403, let text):
          notes.isForbidden = true
          outgoing.giveUpFirst()
          return losePublishing(
            "The broker forbids what is published (403 \(text)): `brevduva grants broker` prints the "
              + "rights that are needed; it is tried again until they are there.")
        case .closed(let code, let text):
          return losePublishing("closed by the server: \(code) \(text)")
        case .delivery, .cancelled, .blocked, .unblocked:
          break
        }
      }
    } catch {
      losePublishing("\(error)")
    }
  }
}

// MARK: Publishing

extension AMQPBroker {
  var unconfirmed: Int { outgoing.unconfirmed }
  var hasRoom: Bool { outgoing.hasRoom }
  var publishing: [OutboxID] { outgoing.ids }
  mutating func takeConfirmed() -> [ConfirmedRow] { outgoing.takeConfirmed() }
  mutating func publish(_ row: OutboxRow) { outgoing.add(row, at: .now) }

  mutating func takeNotes() -> BrokerNotes {
    defer { notes = BrokerNotes() }
    return notes
  }

  private var canSend: Bool { outgoing.next != nil && hasPublishing && !isBlocked }

  /// Sends the next few queued messages: few, so that whoever is waited for is soon looked at again.
  private mutating func sendSome() {
    guard canSend else { return }
    publisher?.cork()
    do throws(AMQPError) {
      for _ in 0..<64 {
        guard let message = outgoing.next else { break }
        try send(message)
      }
      publisher?.uncork()
      failpoints.passOutside(outgoing.next == nil ? .beforeConfirm : .publishedSome)
    } catch {
      losePublishing("\(error)")
    }
  }

  private mutating func send(_ message: OutgoingMessage) throws(AMQPError) {
    do throws(AMQPError) {
      let sequence = try publisher?.publish(
        Message(
          stored: message.properties, messageID: message.messageID,
          contentType: message.contentType, body: message.body),
        exchange: message.exchange, routingKey: message.routingKey)
      if let sequence { outgoing.sent(as: sequence) }
      notes.published += 1
    } catch .tooLarge {
      // Nothing was sent and the connection stands: the others need not wait for this one.
      outgoing.couldNotSend()
      notes.unsendable += 1
    }
  }
}

// MARK: Waiting

extension AMQPBroker {
  mutating func arm(_ point: Failpoint?) {
    armed = point
  }

  mutating func wait(
    for descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant
  ) -> Bool {
    if let armed {
      self.armed = nil
      failpoints.passOutside(armed)
    }
    while true {
      sendSome()
      poll.removeAll()
      let place = poll.add(descriptor, interest)
      pollOwn(until: deadline)
      if poll.isReady(place) { return true }
      if ContinuousClock.now >= deadline { return false }
      pump()
    }
  }

  mutating func rest(until deadline: ContinuousClock.Instant) {
    let (buffered, open, stood) = (buffer.count, outgoing.unconfirmed, isConnected)
    while ContinuousClock.now < deadline {
      sendSome()
      poll.removeAll()
      pollOwn(until: deadline)
      pump()
      if wakeUp.drain() || buffer.count > buffered || outgoing.unconfirmed != open
        || isConnected != stood
      {
        return
      }
    }
  }

  /// Waits for our own descriptors besides what was added; a second at the most, so that heartbeats
  /// are served, and not at all while there is something to send.
  private mutating func pollOwn(until deadline: ContinuousClock.Instant) {
    _ = poll.add(wakeUp.descriptor, .readable)
    if !isCutOff, let descriptor = consumer?.descriptor {
      _ = poll.add(descriptor, .readable)
    }
    if let descriptor = publisher?.descriptor { _ = poll.add(descriptor, .readable) }
    let now = ContinuousClock.now
    poll.wait(until: canSend ? now : min(deadline, now + .seconds(1)))
  }
}
