package import Messaging

/// What a broker of `AMQP_URL` shows of itself.
package struct BrokerFacts: Sendable {
  /// Where it is, and who we are there.
  package var endpoint: Endpoint
  /// What it said at login, or why we were not let in.
  package var answer: Result<BrokerIdentity, AMQPError>

  /// Facts of a test, or those that were found.
  package init(endpoint: Endpoint, answer: Result<BrokerIdentity, AMQPError>) {
    self.endpoint = endpoint
    self.answer = answer
  }

  var isReached: Bool {
    if case .success = answer { true } else { false }
  }
}

/// What a queue of ours holds.
package struct QueueFacts: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// Who should take from it.
  package var owner: String
  /// Messages ready in it.
  package var messages: Int
  /// Its consumers.
  package var consumers: Int

  /// Facts of a test, or those that were found.
  package init(name: String, owner: String, messages: Int, consumers: Int) {
    self.name = name
    self.owner = owner
    self.messages = messages
    self.consumers = consumers
  }
}
