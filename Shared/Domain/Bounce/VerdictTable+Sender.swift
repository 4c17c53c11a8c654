// Words that speak of the sender (B3).
extension VerdictTable {
  /// Words that leave no doubt, even beside words about a mailbox.
  static let sender: [VerdictRow] = [
    .words(
      "sender-address", .senderAddress, "Postfix access(5), Exim ACL, Sendmail 8.17 and RFC 5321 runs",
      [
        "sender address|domain|email? rejected|refused|denied|invalid|blocked|unknown",
        "sender is|was? not? rejected|refused|denied|blocked|blacklisted|disallowed|allowed|authorized|permitted",
        "rejected|refused|bad|invalid|unauthorized|unauthorised|forged|spoofed|unverified sender",
        "sender verify|verification|callout", "could not|cannot verify sender",
        "sender domain must|does|could|cannot|not|has|is", "senders domain",
        "domain of sender address", "domain of the? sender", "sender address must|does|has|is|could|was|not|domain",
        "envelope sender", "mail from address|domain|command|host", "mail from not|rejected|refused|denied",
        "from address|domain|header is|was|not|invalid|must|missing|rejected", "from domain is",
        "valid from", "invalid|bad|forged from", "from domain", "return path address|domain|is|does|must",
        "sending domain|address|user", "rfc from domain", "does not match the? sender|authenticated",
        "your domain name? is|has|does|not", "resolve your domain",
        "not|never allowed|authorized|authorised|permitted|allow to send", "you are not? allowed|permitted|authorized to",
        "send as denied", "restricted from sending", "sendasdenied", "sender not authorized|allowed|permitted|accepted|found",
        "on behalf of", "spoofing|spoofed|impersonation", "unauthenticated senders?", "unauthenticated senders",
        "they are not accepting mail with attachments", "absender abgelehnt|ungültig|unbekannt|gesperrt",
        "absenderadresse", "avsändaren|avsändaradressen|avsändare", "expéditeur|expediteur|emetteur refusé|refuse|inconnu|invalide",
        "送信元|送信者", "发件人",
      ]),
    .words(
      "authentication", .authentication,
      "Google 5.7.26 and 5.7.27, Microsoft 5.7.509 and 5.7.515, RFC 7372",
      [
        "dmarc", "dkim", "spf", "sender id", "authentication checks|check|results|information|failed|failure",
        "unauthenticated email|mail|message", "have authentication information", "did not|does pass authentication",
        "requires all senders to authenticate", "authenticated received chain", "smtp authentication",
        "authentication is? required", "must authenticate", "level of authentication", "not authenticated",
      ]),
    .words(
      "reverse-name", .reverseName, "Google 5.7.25, Postfix reject_unknown_client, RFC 7372 x.7.25",
      [
        "ptr record|records|entry|lookup", "no|missing|invalid|without|have|a ptr",
        "reverse dns|lookup|hostname|name|record|resolution|ip|mapping|host", "rdns", "fcrdns",
        "find your reverse? hostname|host|name", "ip name lookup failed", "forward confirmed",
        "helo|ehlo command|name|hostname|host|string|rejected|invalid|must|argument",
        "hostname does not match", "resolve to a valid hostname", "generic hostname",
        "invalid hostname", "lookup ip|client",
      ]),
    .words(
      "reputation", .reputation,
      "Spamhaus, Microsoft S3140 and 5.7.606–649, Yahoo, Proofpoint, Cloudmark, T-Online, 1&1",
      [
        "blocked|listed|blacklisted|rejected using|by|at|in|on rbl|dnsbl|bl|list", "blocked using",
        "spamhaus|spamcop|sorbs|abuseat|barracudacentral|senderscore|uceprotect|surbl|spfbl|cloudmark|senderbase",
        "trustedsource|talosintelligence|dnsbl|rbl|rbls|cbl|xbl|pbl|sbl|mailspike|invaluement|dnsbls",
        "block|blocked|black|deny|denied list|lists|listed", "blocklist|blocklists|blocklisted|denylist",
        "blacklist|blacklists|blacklisted|blacklisting", "banned", "reputation",
        "sending|source|client|sender|your|this|the ip address? is|has|was|blocked|rejected|banned|refused|listed|throttled",
        "ip address|addresses|range is|are|has|have|was|blocked|banned|rejected|refused|listed",
        "ip is|was? blocked|banned|rejected|refused|denied|listed", "client host rejected|blocked|refused|denied|is",
        "client|host|server|mx|machine|network has|is been? blocked|banned|denied", "part of their network",
        "unfortunately messages from", "werent sent", "dynamic|dialup|residential ip|address|addresses|host|ips",
        "dynamically allocated|assigned", "dial up", "open proxy", "not on our whitelist", "whitelist|whitelisted|allowlist",
        "access denied|rejected from|for your|client|ip|host|this|server", "no access from", "server access _ forbidden",
        "server access forbidden", "aup", "ph01", "hvu", "cxbl", "cxthrt", "cxmxrt", "bl000010", "none bad",
        "ask your postmaster for help", "not accept|accepting mail|messages|email|connections from servers|devices|your|this|hosts|dynamic",
        "not accept|accepting connections", "connection|connections|mail|email|messages from your|this ip|server|host|network|domain|address",
        "your server|host|network|ip|mailserver is|has|have|was", "mail server _? has been temporarily? blocked|rate|banned",
        "svartlistad|svartlista|blockeringslista", "gesperrt|sperrliste", "adresse ip", "lista negra", "liste noire",
        "черном|чёрном|черный|чёрный списке|список", "黑名单", "ブラックリスト", "user complaints",
      ]),
    .words(
      "sender-rate", .senderRate, "Google 5.7.28 and 4.7.28, Yahoo TSS04, Microsoft 5.7.232 and 5.1.90",
      [
        "unusual rate of", "rate limit|limits|limited|limiting", "sending limit|limits|quota|rate",
        "hourly|daily message|sending|email|mail? limit|quota|maximum",
        "too many messages|emails|mails|sessions|requests|errors|simultaneous|invalid|bad|unknown|smtp",
        "exceeded _? sending|rate|messages|hourly|daily|recipient limit|limits|rate|quota", "message rate",
        "throttled|throttling", "too fast", "slow down", "traffic|volume limit|limits", "unexpected|excessive volume", "tss04",
        "bulk sender|senders", "connections|messages per hour|minute|second|day", "频率",
        "recipients limit|limits", "threshold exceeded",
      ]),
    .words(
      "transport-security", .transportSecurity, "Google 5.7.29, RFC 8461, RFC 7672, Postfix tls_policy",
      [
        "starttls", "tls is|was|required|not|handshake|negotiation|connection|certificate|encryption|session",
        "must use tls|ssl", "mta sts", "dane", "certificate verify|verification|mismatch", "require|requires|requiretls tls",
        "encryption required|needed",
      ]),
    .words(
      "relaying", .relaying, "Postfix smtpd_relay_restrictions, Sendmail, Exim, Exchange 5.7.64 and 5.7.54",
      [
        "relay|relaying access|mail|is? not? denied|prohibited|permitted|allowed|disabled|rejected|refused|disallowed",
        "relay not permitted|allowed|authorized", "unable|attempt|configured|authenticate|permitted|allowed to relay",
        "cannot|cant|not|wont|refuse|open|no|dont relay", "not relaying", "rcpthosts", "list of allowed",
        "not a gateway", "not a? local domain|host", "not permitted to relay",
        "weiterleitung|weiterleiten nicht", "vidarebefordran nekad",
      ]),
  ]
}
