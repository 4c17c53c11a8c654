// Words that speak of what may pass (B2).
extension VerdictTable {
  /// Words of a full mailbox; they stand before those of a mailbox that is not there.
  static let full: [VerdictRow] = [
    .words(
      "mailbox-full", .mailboxFull, "Dovecot, Cyrus, Exim, Gmail OverQuotaTemp, Exchange 5.2.2, Yahoo, qmail",
      [
        "mailbox|mailboxes|inbox|mailfolder|account|maildir|mail box|folder is|was|already? too? full|overfull|overflow",
        "full mailbox|inbox", "mailbox|inbox|account|mailfolder|user size|storage|disk? limit|quota _? exceeded|reached|full|over",
        "over|overdrawn|exceeded|exceeding|exceeds|exceed _? quota", "overquota", "quota _? exceeded|violation|full|overflow|reached|limit|has",
        "out of|exceeded|insufficient|not|no|enough|low disk|storage|mailbox? space|quota", "not enough storage|space|room",
        "mailbox|storage|disk quota", "storage|disk limit|allocation|space", "mailbox would exceed", "would exceed mailbox",
        "mail box full", "mailbox has exceeded", "maximum allowed? storage|quota", "exceed|exceeds|exceeded mailbox|storage",
        "too much mail data", "quota exceeded", "is over _ quota|limit", "out of storage", "disk full",
        "brevlådan är full|överfull", "brevlådan full", "full brevlåda", "kvoten|diskkvot|lagringsutrymme", "postfach ist? voll",
        "postfach des empfängers ist voll", "speicherplatz|mailbox ist voll|erschöpft|überschritten", "speicherkontingent",
        "boite|boîte aux? lettres? pleine", "boite|boîte est? pleine", "quota dépassé|depasse", "buzón|casilla lleno|llena",
        "cuota excedida", "casella piena", "postbus|mailbox is vol", "容量|メールボックス がいっぱい|超過", "いっぱい", "mailbox voll",
        "ящик переполнен", "переполнен", "邮箱已满", "已满", "postkassen er full|fuld", "postilaatikko täynnä",
      ])
  ]

  /// Words of servers and ways that do not work at the moment.
  static let passing: [VerdictRow] = [
    .words(
      "expired", .expired, "Exim retry timeout, Sendmail 4.4.7, OpenSMTPD, dma, Exchange 4.4.7, qmail, Postfix",
      [
        "retry time|timeout not? exceeded|reached", "delivery time|period|attempt|attempts? expired", "message|envelope expired",
        "expired", "been failing for a long time", "in the? queue too long", "queue lifetime", "could not deliver for the last",
        "giving up", "gave up", "not be? delivered for|within|after _? _? days|hours|seconds|minutes|day",
        "not been collected", "collected after", "been|is|will be delayed", "will|continue keep|continue|be|to? retrying|retried|retry|try", "has been delayed", "delayed mail",
        "still being retried", "not yet been? delivered", "postponed", "delivery attempts will continue", "no longer retry",
        "maximum number of attempts|retries", "retry limit", "tried for", "fördröjt|fördröjts", "verzögert", "retardé", "not delivered within",
      ]),
    .words(
      "unreachable", .unreachable, "Postfix 4.4.1–4.4.3, Exim, Gmail, Exchange 4.4.x, Sendmail",
      [
        "connection timed out|refused|reset|dropped|lost|failed|closed|timeout|error|to", "connect|connecting|connected to|failed|timed", "lost connection",
        "operation timed", "timed out", "timeout exceeded", "no route to host", "network is? unreachable|down|error", "host is? unreachable|down|unavailable",
        "could not|cannot|unable be? contact|contacted|connect|reach|reached|establish|open|bind", "socket error", "not accept our requests",
        "name server timeout|failure|error|failed", "temporary|transient dns|lookup|resolution|name", "host not found try", "try again later", "servfail",
        "malformed or? unexpected? name server reply", "name service error", "dns failure|timeout|error|lookup|type|query", "mail exchanger failed",
        "remote server is|did|not", "bad connection", "couldnt find any host", "far enough", "able to establish an smtp",
        "could not be reached", "hosts unreachable|failed", "no answer|response from", "not responding|answering",
        "can? not reachable", "server unreachable|unavailable|down", "unable to contact|connect",
      ]),
    .words(
      "busy", .busy, "RFC 5321 421 and 451, Postfix, Exchange 4.3.2, greylisting",
      [
        "greylist|greylisted|greylisting|graylist|graylisted|graylisting|postgrey|grey|gray listed?", "greylisting in action",
        "try|come|again back? later|again", "please try again|later", "temporarily|temporary unavailable|deferred|rejected|failure|problem|error|delayed|blocked|locked|disabled|suspended|overloaded|not",
        "resources temporarily unavailable", "service unavailable|temporarily? unavailable", "server|system too? busy|overloaded|load", "too busy",
        "temporary local problem", "too many connections|recipients|concurrent|hops", "service not available", "currently unavailable|overloaded",
        "closing transmission channel", "insufficient system? resources|storage|memory", "deferred", "internal server? error",
        "local|internal|system|server|configuration|processing error", "system not accepting", "later", "lock|locked",
        "försök igen senare", "tillfälligt|tillfälligt fel", "vorübergehend|später", "essayer|réessayer plus tard", "temporairement", "más tarde", "しばらく",
        "一時的", "позже|временно", "稍后",
      ]),
    .words(
      "recipient-rate", .recipientRate, "Google 4.2.1 and 5.2.1 (receiving mail at a rate), Yahoo",
      [
        "receiving mail|messages|email at|too", "receiving _ _? too quickly|fast|many", "receive rate", "recipient rate",
        "user is receiving", "recipient is receiving",
      ]),
  ]
}
