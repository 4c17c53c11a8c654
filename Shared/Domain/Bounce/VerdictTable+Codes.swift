// Codes, where no words tell.
extension VerdictTable {
  static let codes: [VerdictRow] = [
    .status("code-expired", .expired, "RFC 3463 x.4.7", ["x.4.7"]),
    .status("code-recipient-rate", .recipientRate, "Microsoft x.2.122", ["x.2.122"]),
    .status("code-full", .mailboxFull, "RFC 3463 x.2.2", ["x.2.2"]),
    .status(
      "code-unknown-user", .mailboxUnknown, "RFC 3463 x.1.1, RFC 7505 x.1.10, Exchange 5.1.10",
      ["5.1.1", "4.1.1", "5.1.10"]),
    .status(
      "code-address", .mailboxUnknown, "RFC 3463 x.1.0; Cisco: 550 #5.1.0 Address rejected",
      ["5.1.0"]),
    .status("code-no-domain", .domainUnknown, "RFC 3463 x.1.2", ["x.1.2"]),
    .status("code-syntax", .addressSyntax, "RFC 3463 x.1.3", ["x.1.3"]),
    .status("code-moved", .mailboxMoved, "RFC 3463 x.1.6", ["x.1.6"]),
    .status(
      "code-sender", .senderAddress, "RFC 3463 x.1.7, x.1.8, RFC 7505 x.7.27",
      ["x.1.7", "x.1.8", "x.7.27"]),
    .status(
      "code-disabled", .mailboxDisabled, "RFC 3463 x.2.1, RFC 5248 x.7.13",
      ["x.2.1", "x.7.13"]),
    .status("code-size", .size, "RFC 3463 x.2.3, x.3.4", ["x.2.3", "x.3.4"]),
    .status(
      "code-exchange-unknown", .mailboxUnknown, "Microsoft: 550 5.4.1 recipient address rejected",
      ["5.4.1"]),
    .status("code-no-route", .domainUnknown, "RFC 3463 x.4.4, Exchange 5.4.310", ["5.4.310"]),
    .status("code-loop", .loop, "RFC 3463 x.4.6, Exchange 5.4.14", ["x.4.6", "x.4.14"]),
    .status("code-network", .unreachable, "RFC 3463 x.4.1–x.4.5", ["x.4.1-5", "x.4.300-399"]),
    .status("code-content", .content, "RFC 3463 x.6.x", ["x.6.0-5"]),
    .status(
      "code-door", .doorClosed, "Microsoft 5.7.124, 5.7.129, 5.7.133 to 5.7.136",
      ["x.7.124", "x.7.129", "x.7.133-136"]),
    .status(
      "code-authentication", .authentication, "RFC 7372, Google, Microsoft 5.7.509, 5.7.515",
      ["x.7.20-24", "x.7.26", "x.7.30-32", "x.7.509", "x.7.515"]),
    .status("code-reverse-name", .reverseName, "RFC 7372 x.7.25", ["x.7.25"]),
    .status(
      "code-rate", .senderRate,
      "Google x.7.28, Microsoft 5.1.90, 5.2.121, 5.7.232, 5.7.233, 5.7.508",
      ["x.7.28", "x.1.90", "x.2.121", "x.7.232-233", "x.7.508"]),
    .status(
      "code-tls", .transportSecurity,
      "RFC 3463 x.7.10, Google x.7.29, Microsoft x.7.321 to x.7.325",
      ["x.7.10", "x.7.29", "x.7.321-325"]),
    .status(
      "code-reputation", .reputation, "Microsoft 5.7.511, 5.7.606–5.7.649, 4.7.650",
      ["x.7.511", "x.7.606-659"]),
    .status("code-policy", .policy, "RFC 3463 x.7.x", ["x.7.x"]),
    .status("code-busy", .busy, "RFC 3463 x.3.1, x.3.2, x.4.5", ["4.3.x"]),
    .reply("reply-full", .mailboxFull, "RFC 5321 452 and 552, RFC 1870", [452, 552]),
    .reply("reply-no-mail", .domainTakesNoMail, "RFC 7504 521, RFC 7505 556", [521, 556]),
    .reply(
      "reply-not-registered", .mailboxUnknown,
      "Symantec Email Security.cloud 542: address registration", [542]),
    .reply("reply-disabled", .mailboxDisabled, "RFC 5248 525", [525]),
    .reply("reply-authentication", .authentication, "RFC 4954 530, 535", [530, 535]),
    .reply(
      "reply-protocol", .protocolError, "RFC 5321 500, 502–504, 555", [500, 502, 503, 504, 555]),
    .reply("reply-busy", .busy, "RFC 5321 421, 450, 451", [421, 450, 451]),
  ]
}
