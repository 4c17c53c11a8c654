/// Reason for which a message did not arrive; it has one kind for each class of the answer.
public enum BounceReason: String, CaseIterable, Hashable, Sendable {
  // MARK: The recipient (B1)
  /// No such mailbox.
  case mailboxUnknown
  /// A mailbox that was closed, suspended or given up.
  case mailboxDisabled
  /// A mailbox that has moved.
  case mailboxMoved
  /// No such domain, or one without a way to it.
  case domainUnknown
  /// A domain that takes no mail at all (RFC 7504, RFC 7505).
  case domainTakesNoMail
  /// An address that is written wrongly.
  case addressSyntax
  /// A mailbox that takes no mail from us by its owner's will or its rules.
  case doorClosed

  // MARK: What may pass (B2)
  /// No room.
  case mailboxFull
  /// Given up after many tries.
  case expired
  /// No connection, or no answer of the name servers.
  case unreachable
  /// A server that asks to come back later.
  case busy
  /// A mailbox that gets too much at the moment.
  case recipientRate

  // MARK: The sender and the content (B3)
  /// The sender's address, or its domain.
  case senderAddress
  /// SPF, DKIM, DMARC.
  case authentication
  /// The name of the sending server.
  case reverseName
  /// A block list, or a bad name with the receiver.
  case reputation
  /// Too much at once.
  case senderRate
  /// TLS that is missing or broken.
  case transportSecurity
  /// Content taken for spam.
  case spam
  /// A virus, a forbidden attachment or link.
  case content
  /// A message that is too large.
  case size
  /// A server that does not take mail for that domain from us.
  case relaying
  /// A rule of the receiver.
  case policy
  /// A command or a message that the standards do not allow.
  case protocolError

  // MARK: The rest
  /// Another owner (RFC 7293).
  case ownerChanged
  /// On the gateway's own list.
  case suppressed
  /// A loop of forwardings or servers.
  case loop
  /// A program or server that failed by itself.
  case systemFault
  /// Nothing that tells.
  case unclear

  /// Kind of an answer with this reason; class 4 turns what would mark into what counts.
  public func kind(isTransient: Bool) -> BounceKind {
    switch self {
    case .mailboxUnknown, .mailboxDisabled, .mailboxMoved, .domainUnknown, .domainTakesNoMail,
      .addressSyntax, .doorClosed:
      isTransient ? .temporary : .permanent
    case .mailboxFull, .expired, .unreachable, .busy, .recipientRate: .temporary
    case .senderAddress, .authentication, .reverseName, .reputation, .senderRate,
      .transportSecurity, .spam, .content, .size, .relaying, .policy, .protocolError:
      .blocked
    case .ownerChanged: .ownerChanged
    case .suppressed: .suppressed
    case .loop, .systemFault, .unclear: isTransient ? .temporary : .unknown
    }
  }
}
