extension BounceReason {
  /// Sentence that names what mends a refusal of the sender or the content (B10); `nil` for others.
  public var cure: String? {
    switch self {
    case .senderAddress:
      "The sender's address or its domain was not accepted: check that it exists and takes mail."
    case .authentication:
      "SPF, DKIM or DMARC of the sending domain is not right: check its DNS records and the signature."
    case .reverseName:
      "The sending server's address has no name that leads back to it: set its PTR record."
    case .reputation:
      "The sending server or domain is on a block list or has a bad name: ask the receiver to be taken off."
    case .senderRate: "Too much was sent at once: send more slowly."
    case .transportSecurity:
      "TLS was missing or not accepted: check the sending server's TLS and certificate."
    case .spam: "The message was taken for spam: look at its content, and at who agreed to get it."
    case .content:
      "The message held something forbidden: take away attachments and links that may be it."
    case .size: "The message was too large: make it smaller."
    case .relaying:
      "The receiving server does not take mail for that domain from here: check the route."
    case .policy: "A rule of the receiver forbids the message: ask the receiver's postmaster which."
    case .protocolError:
      "The message or a command was not as the standards want it: check the sending program."
    case .mailboxUnknown, .mailboxDisabled, .mailboxMoved, .domainUnknown, .domainTakesNoMail,
      .addressSyntax, .doorClosed, .mailboxFull, .expired, .unreachable, .busy, .recipientRate,
      .ownerChanged, .suppressed, .loop, .systemFault, .unclear:
      nil
    }
  }
}
