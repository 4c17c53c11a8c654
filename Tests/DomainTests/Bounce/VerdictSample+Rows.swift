import BookSamples
import Domain

extension VerdictSample {
  /// The first answers of each row of words, in the order of the table.
  static let words: [VerdictSample] = [
    .init("Host not found, try again", .temporary, "try-dns-again"),
    .init("The account or domain may not exist", .permanent, "cpanel"),
    .init(
      "The group you tried to contact may not exist, or you may not be allowed to post to it",
      .blocked, "google-groups"),
    .init("Address is on the suppression list", .suppressed, "gateway-list"),
    .init("Bounced Address", .suppressed, "gateway-list"),
    .init("550 Mailbox unavailable or access denied", .unknown, "either"),
    .init(
      "Requested action not taken: mailbox unavailable\nReject due to policy restrictions",
      .blocked, "policy-of-unavailable"),
    .init(
      "450 4.2.1 The recipient has exceeded message rate limit", .temporary, "recipient-limit"),
    .init("550 5.7.17 Mailbox owner has changed", .ownerChanged, "new-owner"),
    .init("The mailbox owner has changed since", .ownerChanged, "new-owner-words"),

    .init("550 Sender address rejected: Domain not found", .blocked, "sender-address"),
    .init("550 5.1.8 Domain of sender address does not exist", .blocked, "sender-address"),
    .init("550 Avsändaren är spärrad", .blocked, "sender-address"),
    .init("550 5.7.26 Unauthenticated email from x is not accepted", .blocked, "authentication"),
    .init("550 SPF check failed", .blocked, "authentication"),
    .init("550 Bad DNS PTR resource record", .blocked, "reverse-name"),
    .init("550 Cannot find your reverse hostname", .blocked, "reverse-name"),
    .init("554 Client host [192.0.2.1] blocked using Spamhaus", .blocked, "reputation"),
    .init("550 5.7.606 Access denied, banned sending IP", .blocked, "reputation"),
    .init("554 Your IP address has a bad reputation", .blocked, "reputation"),
    .init("450 Sender has exceeded its limit", .blocked, "sender-rate"),
    .init("452 4.5.3 rate limit exceeded", .blocked, "sender-rate"),
    .init("530 5.7.0 Must issue a STARTTLS command first", .blocked, "transport-security"),
    .init("554 5.7.1 <a@example.net>: Relay access denied", .blocked, "relaying"),
    .init("553 that domain isn't in my list of allowed rcpthosts", .blocked, "relaying"),

    .init("550 The user is receiving mail too quickly", .temporary, "recipient-rate"),
    .init("552 5.2.2 Over quota", .temporary, "mailbox-full"),
    .init("550 5.1.1 Mottagarens brevlåda är full", .temporary, "mailbox-full"),
    .init("550 5.0.0 Das Postfach ist voll", .temporary, "mailbox-full"),
    .init("メールボックスの容量が超過しています 容量超過", .temporary, "mailbox-full"),
    .init("552 Message size exceeds fixed limit", .blocked, "message-size"),

    .init("550 Domain does not accept mail (nullMX)", .permanent, "no-mail-domain"),
    .init("Malformed or unexpected name server reply", .permanent, "old-null-mx"),
    .init("551 User has moved; please try <b@example.org>", .permanent, "mailbox-moved"),
    .init("550 5.2.1 This mailbox is disabled", .permanent, "mailbox-disabled"),
    .init("554 This account has been disabled or discontinued", .permanent, "mailbox-disabled"),
    .init("550 Kontot är avslutat", .permanent, "mailbox-disabled"),
    .init("550 User unknown", .permanent, "unknown-user-bare"),
    .init("550 No such user here", .permanent, "unknown-user"),
    .init("550 This user doesn't have a yahoo.com account", .permanent, "unknown-user"),
    .init("User siv not listed in Domino Directory", .permanent, "unknown-user"),
    .init("550 Non-existent mailbox", .permanent, "unknown-user"),
    .init("550 Unknown e-mail address", .permanent, "unknown-user"),
    .init("550 Användaren finns inte", .permanent, "unknown-user-abroad"),
    .init("550 Der Empfänger ist unbekannt", .permanent, "unknown-user-abroad"),
    .init("550 Destinataire inconnu", .permanent, "unknown-user-abroad"),
    .init("このアドレスは存在しません", .permanent, "unknown-user-abroad"),
    .init("Host or domain name not found", .permanent, "unknown-domain"),
    .init("501 5.1.3 Bad recipient address syntax", .permanent, "address-syntax"),
    .init("550 Mail is rejected by recipients", .permanent, "door-closed"),
    .init(
      "The sender is not on the recipient's allowed senders list", .permanent, "door-closed"),

    .init("Message expired after 5 days in the queue", .temporary, "expired"),
    .init("connect to mx.example.net: Connection timed out", .temporary, "unreachable"),
    .init("451 Greylisted, please come back", .temporary, "busy"),
    .init("451 Temporärt fel, försök igen senare", .temporary, "busy"),

    .init("552 Illegal attachment in the mail", .blocked, "virus-or-attachment"),
    .init("554 5.7.1 Message classified as spam", .blocked, "spam"),
    .init("554 Email cannot be delivered. Reason: Email flagged as Spam", .blocked, "spam"),
    .init("550 Rejected for policy reasons", .blocked, "policy"),
    .init("554 Syntax error in the data", .blocked, "protocol"),
    .init("554 5.4.6 Too many hops", .unknown, "loop"),
    .init("local delivery failed", .unknown, "program-failed"),
    .init("554 Blocked", .blocked, "blocked"),
  ]

  /// One answer without words for each row of codes.
  static let codes: [VerdictSample] = [
    .init("550 5.4.7", .temporary, "code-expired"),
    .init("550 5.2.122", .temporary, "code-recipient-rate"),
    .init("550 5.2.2", .temporary, "code-full"),
    .init("550 5.1.1", .permanent, "code-unknown-user"),
    .init("550 5.1.0", .permanent, "code-address"),
    .init("550 5.1.2", .permanent, "code-no-domain"),
    .init("553 5.1.3", .permanent, "code-syntax"),
    .init("551 5.1.6", .permanent, "code-moved"),
    .init("550 5.7.27", .blocked, "code-sender"),
    .init("550 5.7.13", .permanent, "code-disabled"),
    .init("552 5.3.4", .blocked, "code-size"),
    .init("550 5.4.1", .permanent, "code-exchange-unknown"),
    .init("550 5.4.310", .permanent, "code-no-route"),
    .init("550 5.4.14", .unknown, "code-loop"),
    .init("550 5.4.4", .temporary, "code-network"),
    .init("550 5.6.0", .blocked, "code-content"),
    .init("550 5.7.129", .permanent, "code-door"),
    .init("550 5.7.26", .blocked, "code-authentication"),
    .init("550 5.7.25", .blocked, "code-reverse-name"),
    .init("550 5.7.28", .blocked, "code-rate"),
    .init("550 5.7.10", .blocked, "code-tls"),
    .init("550 5.7.511", .blocked, "code-reputation"),
    .init("550 5.7.1", .blocked, "code-policy"),
    .init("450 4.3.2", .temporary, "code-busy"),
    .init("552", .temporary, "reply-full"),
    .init("556", .permanent, "reply-no-mail"),
    .init("542", .permanent, "reply-not-registered"),
    .init("525", .permanent, "reply-disabled"),
    .init("535", .blocked, "reply-authentication"),
    .init("503", .blocked, "reply-protocol"),
    .init("421", .temporary, "reply-busy"),
  ]

  /// Sentences that speak of a recipient and say nothing against it: no living address is called dead.
  static let harmless: [VerdictSample] = [
    .init("The message to the recipient could not be delivered", .unknown, nil),
    .init("Meddelandet till mottagaren kunde inte levereras", .unknown, nil),
    .init("Die Nachricht an den Empfänger konnte nicht zugestellt werden", .unknown, nil),
    .init("Le message au destinataire est retourné", .unknown, nil),
    .init("El destinatario no pudo recibir el mensaje", .unknown, nil),
    .init("550 The reason is unknown", .unknown, nil),
    .init("Grund: unbekannt", .unknown, nil),
    .init("550 Delivery to the recipient mailbox failed", .unknown, nil),
    .init("550 LDAP directory lookup failed", .unknown, nil),
    .init("550 The certificate could not be verified", .unknown, nil),
    .init("550 Recipient does not accept this message", .unknown, nil),
    .init("550 Your account has been suspended", .blocked, "sender-address"),
    .init("550 This server no longer accepts mail from you", .blocked, "sender-address"),
    .init("550 The header is invalid", .blocked, "protocol"),
    .init("550 invalid name in the greeting", .unknown, nil),
  ]

  /// Answers whose words, code and class speak of different things.
  static let traps: [VerdictSample] = [
    // Words before codes: a sender called unknown by 5.1.1 is no recipient.
    .init("550 5.1.1 <b@example.org>: unauthorized sender", .blocked, "sender-address"),
    .init("550 5.1.1 user over quota", .temporary, "mailbox-full"),
    .init("553 5.1.0 Relaying disallowed", .blocked, "relaying"),
    .init("550 5.7.1 No such user!", .permanent, "unknown-user"),
    .init(
      "554 5.7.1 Recipient address rejected: undeliverable address", .permanent, "unknown-user"),
    .init("550 5.2.1 Mailbox unavailable. Your IP address is blacklisted", .blocked, "reputation"),
    .init("550 5.2.0 Recipient unavailable", .permanent, "unknown-user"),
    .init("452 4.1.1 too many recent messages; Try again later", .blocked, "sender-rate"),
    // Class 4 wins.
    .init("450 4.1.1 No such user", .temporary, "unknown-user"),
    .init("421 User unknown", .temporary, "unknown-user-bare"),
    .init("450 Sender address rejected", .blocked, "sender-address"),
    // Nothing that tells.
    .init("550 5.0.0 Requested action not taken", .unknown, nil),
    .init("554 Transaction failed", .unknown, nil),
    .init("550 Permanent failure", .unknown, nil),
    .init("422 License Expired", .temporary, nil),
    // Words that occur in addresses and names of hosts count for nothing.
    .init("550 <no.such.user@mailbox-full.example.org> said nothing", .unknown, nil),
    .init("550 unknown-user.example.org said nothing", .unknown, nil),
  ]
}
