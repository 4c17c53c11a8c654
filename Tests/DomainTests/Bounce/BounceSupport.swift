import BookSamples
import Domain

/// Short names for what is told of mail.
enum Told {
  /// A failure of a kind.
  static func failure(
    _ kind: BounceKind, _ reason: BounceReason = .mailboxUnknown, status: String? = nil
  ) -> BounceNews.Content {
    .failed(
      BounceFailure(
        kind: kind, reason: reason, status: status, diagnostic: "550 no", gatewayID: "e7"))
  }

  /// News of an address.
  static func news(
    _ content: BounceNews.Content, of text: String, send: String? = nil, sent: SendKey? = nil,
    addressee: String? = nil, gateway: String? = nil, sentAt: Timestamp? = nil
  ) throws -> BounceNews {
    BounceNews(
      content, of: try key(text), addressee: try addressee.map { try key($0) }, key: sent,
      send: send.map(SendReference.init(messageID:)), gateway: gateway, sentAt: sentAt)
  }
}

extension AddressBook {
  /// Takes in one piece of news, on a day after that of ``Cause/test``.
  mutating func hear(
    _ content: BounceNews.Content, of text: String, send: String? = nil, sent: SendKey? = nil,
    addressee: String? = nil, gateway: String? = nil, day: Int64 = 0, sentAt: Timestamp? = nil
  ) throws -> Outcome {
    let cause = Cause.test(after: day * 86_400, sent: Cause.test.at.later(by: day * 86_400))
    return take(
      [
        try Told.news(
          content, of: text, send: send, sent: sent, addressee: addressee, gateway: gateway,
          sentAt: sentAt)
      ], cause: cause)
  }

  /// A book of profiles 1 and 2, with one address each.
  static func ofTwo() throws -> AddressBook {
    AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@y.se", .primary)]))
  }

  /// Kinds of the events that stand in the log, as far as they are about mail.
  var told: [String] {
    log.compactMap { logged in
      switch logged.change {
      case .bounce(_, _, .recorded(let bounce, _)): bounce.kind.rawValue
      case .mark(_, _, .set): "marked"
      case .mark(_, _, .cleared): "cleared"
      case .suppression(_, _, .set(let suppression)): "suppressed by \(suppression.gateway)"
      case .suppression(_, _, .ended(let gateway, let isErased)):
        isErased ? "freed of \(gateway), erased" : "freed of \(gateway)"
      case .profile(_, .optedOut(let topic)): "out of \(topic)"
      case .suggestion(let suggestion, .made): suggestion.kind.rawValue
      case .storm(_, .began): "storm"
      case .storm(_, .decided(let decision, _)): decision.word
      case .counter(let key, .announced(let count, _)): "\(count) × \(key.code)"
      default: nil
      }
    }
  }
}
