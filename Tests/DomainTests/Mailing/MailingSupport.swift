import Domain

/// Texts that name the given name, without a package.
struct PlainTemplates: MailTemplates {
  init(_: MailText) {}

  func filled(_ values: [MailField: String]) -> MailText {
    MailText(
      subject: "Hej \(values[.givenName] ?? "")", text: values[.unsubscribeURL],
      html: values[.address])
  }
}

/// Texts as they are.
struct UnfilledTemplates: MailTemplates {
  let text: MailText

  func filled(_: [MailField: String]) -> MailText { text }
}

extension MailLinks {
  static let test = MailLinks(
    unsubscribeURL: "https://x.se/unsubscribe", returnPathDomain: "bounces.x.se")
}

extension MailingRules {
  static let test = MailingRules(links: .test)
}

extension Mailing {
  /// A mailing to everybody.
  static func test(
    _ id: MailingID = "m1", topic: String? = "news", use: Use = .primary, fallback: Bool = false,
    notBefore: Timestamp? = nil, until end: Timestamp? = nil
  ) -> Mailing {
    Mailing(
      id: id, topic: topic, use: use, fallsBackToPrimary: fallback,
      audience: Audience(isEverybody: true),
      text: MailText(subject: "Hej {{givenName}}", text: "Hej!", html: nil), notBefore: notBefore,
      doNotSendAfter: end)
  }

  /// It as it is kept.
  var stored: StoredMailing {
    StoredMailing(id: id, selection: selection, textSize: text.size, doNotSendAfter: doNotSendAfter)
  }
}

/// A mail as it was sent.
struct SentMail: Hashable {
  let id: MessageID
  let data: [String: MessageValue]

  /// A member that is a text.
  subscript(key: String) -> String? {
    if case .text(let text)? = data[key] { text } else { nil }
  }

  /// A header field.
  func header(_ name: String) -> String? {
    guard case .object(let headers)? = data["headers"], case .text(let text)? = headers[name]
    else { return nil }
    return text
  }
}

extension AddressBook {
  /// The mails that were sent so far.
  var mails: [SentMail] {
    log.compactMap { logged in
      if case .message(let id, .mailed(let data)) = logged.change {
        SentMail(id: id, data: data)
      } else {
        nil
      }
    }
  }

  /// The recipients that were chosen for a mailing so far.
  func prepared(_ id: MailingID = "m1") -> [PreparedRecipient] {
    log.flatMap { logged -> [PreparedRecipient] in
      if case .mailing(id, .prepared(let recipients, _)) = logged.change { recipients } else { [] }
    }
  }

  /// Those whose turn came so far.
  func decided(_ id: MailingID = "m1") -> [DecidedRecipient] {
    log.flatMap { logged -> [DecidedRecipient] in
      if case .mailing(id, .handedOver(let recipients, _)) = logged.change {
        recipients
      } else {
        []
      }
    }
  }

  /// The last progress of a mailing.
  func progress(_ id: MailingID = "m1") -> MailingProgress? {
    log.reversed().lazy.compactMap { logged -> MailingProgress? in
      switch logged.change {
      case .mailing(id, .prepared(_, let progress)), .mailing(id, .handedOver(_, let progress)):
        progress
      default: nil
      }
    }.first
  }

  /// Decides a message.
  mutating func decide(_ message: MailingMessage, cause: Cause = .test) -> Outcome {
    MailingRules.test.decide(message, in: &self, cause: cause)
  }

  /// Begins a mailing and chooses among profiles, in chunks.
  @discardableResult
  mutating func prepare(
    _ mailing: Mailing, _ members: [AudienceMember], by size: Int = 100, cause: Cause = .test
  ) -> Outcome {
    let begun = decide(.send(mailing, hash: [1]), cause: cause)
    guard begun == .applied else { return begun }
    var rest = members.sorted { $0.profile < $1.profile }[...]
    var last: ProfileID?
    var isLast = false
    while !isLast {
      let part = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      isLast = part.count < size
      let chunk = PreparationChunk(of: mailing.stored, after: last, members: part, isLast: isLast)
      guard decide(.preparing(chunk), cause: cause) == .applied else { return .alreadyApplied }
      last = part.last?.profile
    }
    return .applied
  }

  /// Hands over whoever waits, in chunks.
  @discardableResult
  mutating func handOver(
    _ mailing: Mailing, by size: Int = 100, cause: Cause = .test
  ) -> Outcome {
    var rest = waiting(mailing.id)[...]
    var last: ProfileID?
    var isLast = false
    while !isLast {
      let part = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      isLast = part.count < size
      let chunk = HandOverChunk(
        of: mailing.stored, after: last, recipients: part, isLast: isLast,
        compile: PlainTemplates.init)
      guard decide(.handingOver(chunk), cause: cause) == .applied else { return .alreadyApplied }
      last = part.last?.profile
    }
    return .applied
  }

  /// Recipients whose turn has not come, with tokens.
  func waiting(_ id: MailingID) -> [WaitingRecipient] {
    let done = Set(decided(id).map(\.profile))
    return prepared(id).filter { $0.exclusion == nil && !done.contains($0.profile) }
      .sorted { $0.profile < $1.profile }
      .map { recipient in
        let token = String(repeating: "0", count: 30) + "\(recipient.profile)".suffix(2)
        return WaitingRecipient(
          profile: recipient.profile, messageID: recipient.messageID, token: token)
      }
  }
}
