import Messaging

/// A broker of `AMQP_URL` as it shows itself.
struct BrokerFacts: Sendable {
  /// Address of the broker, with the user that we are there.
  var endpoint: Endpoint
  /// Its words at login, or why we were not let in.
  var answer: Result<BrokerIdentity, AMQPError>

  var isReached: Bool {
    if case .success = answer { true } else { false }
  }

  /// `true` if it takes bodies of 16 MiB at the most, unless it is told otherwise; older ones take 128 MiB.
  var limitsBodies: Bool {
    if case .success(let identity) = answer {
      identity.version.isVersion(atLeast: "4.0")
    } else {
      false
    }
  }
}

extension Check {
  /// Judges the brokers of `AMQP_URL`: one that answers is enough.
  static func brokers(_ facts: [BrokerFacts]) -> [Check] {
    let isReached = facts.contains(where: \.isReached)
    return facts.flatMap { facts in
      switch facts.answer {
      case .success(let identity):
        [broker(identity, at: facts.endpoint)] + way(to: facts.endpoint)
      case .failure(let error):
        [unreachable(error, at: facts.endpoint, isSpare: isReached)] + way(to: facts.endpoint)
      }
    }
  }

  /// Judges whether the broker takes bodies as large as a file to import may be.
  static func largeBodies(_ isTaken: Bool) -> Check {
    isTaken
      ? .ok("rabbitmq bodies", "The broker takes bodies over \(largestBody >> 20) MiB.")
      : .warning(
        "rabbitmq bodies",
        "The broker takes no body over \(largestBody >> 20) MiB, where a file to import may have 64 MiB.",
        cure: "max_message_size = 67108864 in rabbitmq.conf, and restart the broker.")
  }

  /// The largest body that RabbitMQ takes from 4.0 on unless it is told otherwise.
  static let largestBody = 16 << 20

  /// Judges whether the broker takes messages now.
  static func alarms(_ alarms: BrokerAlarms) -> Check {
    switch alarms {
    case .none:
      .ok("rabbitmq alarms", "The broker takes messages.")
    case .raised(let reason):
      .fault(
        "rabbitmq alarms", "The broker takes no messages: \(reason).",
        cure: "rabbitmqctl status names the alarm: free memory or disk space on its machine.")
    case .unknown(let reason):
      .warning(
        "rabbitmq alarms", "Whether the broker takes messages could not be tried: \(reason).",
        cure: "rabbitmq-diagnostics check_local_alarms (on the broker's machine)")
    }
  }

  private static func broker(_ identity: BrokerIdentity, at endpoint: Endpoint) -> Check {
    let found = "\(identity.product) \(identity.version) at \(endpoint)"
    guard identity.product == "RabbitMQ" else {
      return .warning(
        "rabbitmq", "\(found): nobody has tried that product.",
        cure: "Name a RabbitMQ of version 3.10 or newer in AMQP_URL.")
    }
    guard identity.version.isVersion(atLeast: "3.10") else {
      return .fault(
        "rabbitmq", "\(found): it cannot keep a message safe on its way to a dead queue.",
        cure: "Upgrade the broker to RabbitMQ 3.10 or newer.")
    }
    guard !identity.version.isVersion(atLeast: "4.4") else {
      return .warning(
        "rabbitmq", "\(found): newer than those that were tried, 3.10 to 4.3.",
        cure: "Run ./dev test against it, as .ci/servers does, or use RabbitMQ 4.3.")
    }
    return .ok("rabbitmq", "\(found).")
  }

  /// Checks of an address without going there.
  private static func way(to endpoint: Endpoint) -> [Check] {
    let isLocal = isThisMachine(endpoint.host)
    let tls: Check =
      endpoint.isSecure
      ? .ok("rabbitmq TLS", "\(endpoint.host): TLS, with the certificate and its name checked.")
      : isLocal
        ? .ok("rabbitmq TLS", "\(endpoint.host) is this machine: no TLS is needed.")
        : .warning(
          "rabbitmq TLS",
          "\(endpoint.host) is spoken to without TLS: the password and all messages can be read.",
          cure: "Write amqps://\(endpoint.host):5671 in AMQP_URL, with cacertfile if need be.")
    guard endpoint.user == "guest", !endpoint.isExternal else { return [tls] }
    return [
      tls,
      .warning(
        "rabbitmq user", "The user is guest, which everybody knows.",
        cure:
          "rabbitmqctl add_user NAME, give it the rights that brevduva grants prints, name it in "
          + "AMQP_URL, then rabbitmqctl delete_user guest."),
    ]
  }

  private static func unreachable(
    _ error: AMQPError, at endpoint: Endpoint, isSpare: Bool
  ) -> Check {
    let cure = cure(of: error, at: endpoint)
    return isSpare
      ? .warning("rabbitmq", "\(error) Another of AMQP_URL answers.", cure: cure)
      : .fault("rabbitmq", error.description, .unreachable, cure: cure)
  }

  private static func cure(of error: AMQPError, at endpoint: Endpoint) -> String {
    let user = endpoint.user.shellWord
    let vhost = endpoint.vhost.shellWord
    return switch error {
    case .invalidEndpoint: "Correct AMQP_URL."
    case .unresolvable(let host): "getent hosts \(host.shellWord) must give an address."
    case .connectionRefused:
      "Start RabbitMQ (rabbitmqctl status), or correct host and port in AMQP_URL."
    case .tls(let host, _):
      "openssl s_client -connect \(host):\(endpoint.port) -servername \(host) shows the certificate; "
        + "cacertfile in AMQP_URL names whom to trust."
    case .accessRefused:
      "rabbitmqctl change_password \(user), or rabbitmqctl add_user \(user); the same in AMQP_URL."
    case .noVhost: "rabbitmqctl add_vhost \(vhost)"
    case .vhostForbidden:
      "rabbitmqctl set_permissions -p \(vhost) \(user) … with the rights that brevduva grants prints."
    case .unreachable, .timeout, .connectionLost, .heartbeatLost, .closed, .protocolViolation,
      .tooLarge, .library:
      "Check the network to \(endpoint.host):\(endpoint.port); the broker's log says more."
    }
  }
}
