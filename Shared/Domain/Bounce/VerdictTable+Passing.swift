// Words that speak of what may pass (B2).
extension VerdictTable {
  /// Words of a full mailbox; they stand before those of a mailbox that is not there.
  static let full: [VerdictRow] = [
    .words(
      "recipient-rate", .recipientRate, "Google 4.2.1 and 5.2.1 (ReceivingRate), Yahoo, Microsoft 5.2.122, Yandex",
      [
        "receiving mail|messages|email at|too", "receivingrate|receivingrateperm", "user|recipient is receiving",
        "messages they can receive", "recipient has exceeded message|their rate|limit", "exceeding receiving limits",
      ]),
    .words(
      "mailbox-full", .mailboxFull,
      "Dovecot, Cyrus, Exim, Gmail OverQuota, Exchange 5.2.2, Yahoo, qmail, Courier, Orange 417, RFC 5321 552",
      [
        "mailbox|mailboxes|inbox|mailfolder|account|maildir|mailspool|folder is|was|already|too? full|overfull|overflowing",
        "mailbox|inbox full", "mail box is? full", "full mailbox|inbox", "over|above|exceeded|exceeding|exceeds|exceed _? _? quota",
        "overquota|overdrawn|overquotaperm|overquotatemp", "quota is|has|was|usage|been? exceeded|full|overflow|reached", "quota violation|limit|exceeded|exceeds",
        "quota exceeded", "over the? _? quota|limit", "out of storage|space|disk", "insufficient disk? storage|space|quota", "not enough disk? storage|space|room|quota",
        "no|low disk? space", "space left|limit|has|exceeded", "exceeded storage|mailbox|disk", "storage allocation|limit|quota|space",
        "mailbox size|storage limit|quota exceeded|is|reached|has", "mailbox limit|quota", "mailbox exceeded|has exceeded|would|reached", "would exceed mailbox|maximum|quota",
        "size of mailbox", "mailbox over", "have enough disk? space|room", "maildir|disk|userdisk|domaindisk|user quota", "exhausted allowed storage", "zuviele mails auf", "too much mail data", "too many messages on the server|in", "disk quota|full", "mail file size exceeds",
        "exceeds the maximum size allowed for", "exceeded the local limit", "blocks limit exceeded", "inode limit", "space has been used",
        "brevlådan|brevlåda|inkorgen är? full|överfull|fullt|fylld", "full brevlåda", "kvoten|diskkvot|diskkvoten|lagringsutrymme|lagringsutrymmet|lagringsgräns",
        "postfach|mailbox|posteingang des? empfängers? ist? voll|überfüllt|überlaufen", "voll postfach", "speicherplatz|speicherkontingent|quota erschöpft|überschritten|ist",
        "postfach voll", "mailbox ist voll", "boite|boîte aux lettres? du? destinataire? est? pleine", "boite|boîte du destinataire pleine", "boite|boîte pleine", "quota dépassé|depasse|atteint",
        "buzón|casilla|bandeja está? lleno|llena", "cuota excedida|superada", "casella è? piena", "caixa cheia", "postbus|mailbox is? vol", "postkasse|postkassen|indbakke er? full|fuld|fyldt",
        "postilaatikko on? täynnä|täysi", "skrzynka jest? pełna|przepełniona", "schránka je? plná", "ящик переполнен|полон", "переполнен|квота",
        "いっぱい", "容量 オーバー|超過|不足", "容量超過|容量不足|容量オーバー", "邮箱已满|空间不足|已满", "信箱已滿", "용량 초과",
      ]),
  ]

  /// Words of servers and ways that do not work at the moment.
  static let passing: [VerdictRow] = [
    .words(
      "expired", .expired, "Exim retry timeout, Sendmail 4.4.7, OpenSMTPD, dma, Exchange 4.4.7, qmail, Postfix, GroupWise",
      [
        "retry time|timeout not? exceeded|reached", "delivery time|period|attempt|attempts expired", "message|envelope|delivery expired",
        "been failing for a long time", "in the? queue too long", "queue lifetime", "could not deliver for the last", "giving up",
        "gave up", "not be? delivered for|within|after _? days|hours|seconds|minutes|day", "not been collected", "collected after",
        "been|is|will be? delayed", "will|continue keep|be|to retrying|retried|retry|try", "still being retried", "not yet been? delivered", "postponed",
        "delivery attempts will", "no longer retry", "number of attempts|retries", "multiple|several|repeated|many|numerous retries|attempts|tries", "allowed queue period", "delivered for more than", "retry limit", "fördröjt|fördröjts|försenats", "verzögert", "retardé|retardée",
        "message too old", "deadline exceeded", "too long in queue",
      ]),
    .words(
      "unreachable", .unreachable, "Postfix 4.4.1–4.4.3, Exim, Gmail, Exchange 4.4.x, Sendmail, KumoMTA",
      [
        "connection timed out", "connection was|has? been? refused|reset|dropped|lost|failed|closed|timeout|aborted", "connect|connecting to|failed|timed", "lost connection",
        "operation timed", "timed out", "timeout exceeded", "no route to host", "network is? unreachable|down", "network error", "host is? unreachable|down|unavailable",
        "could|can not contact|connect|reach|establish|open|bind", "cannot|unable to? contact|connect|reach|establish|bind", "socket error", "not accept our requests",
        "name server timeout|failure|error|failed", "transient dns", "temporary dns|lookup|resolution|name", "host not found try", "servfail",
        "name service error", "dns failure|timeout|lookup|type|query", "mail exchanger failed",
        "bad connection", "far enough", "establish an? smtp", "hosts unreachable|failed", "no answer|response from", "not responding|answering", "not respond|answer", "name lookup failure|failed|failures", "resolve route",
        "server unreachable|unavailable|down", "refused to talk",
      ]),
    .words(
      "busy", .busy, "RFC 5321 421 and 451, Postfix, Exchange 4.3.2, greylisting, Yahoo, Comcast",
      [
        "greylist|greylisted|greylisting|graylist|graylisted|graylisting|postgrey", "grey|gray listed|listing", "try|come|again back? later", "try again",
        "temporarily|temporary unavailable|deferred|rejected|failure|problem|error|delayed|blocked|locked|disabled|suspended|overloaded|not|server|system|local|domain",
        "resources temporarily? unavailable", "service temporarily|currently unavailable|not", "server|system is? too? busy|overloaded|load", "too busy",
        "too many connections|recipients|concurrent|hops", "connection limit|limits", "trop de connexions", "maximum number of concurrent", "max message per connection", "unavailable temporarily|currently",
        "currently unavailable|overloaded", "closing transmission channel", "insufficient system? resources|memory", "deferred", "internal server? error",
        "local|internal|system|server|configuration|processing error", "mail system error|full", "error processing", "later",
        "no healthy", "försök igen senare", "tillfälligt|tillfällig", "vorübergehend|später", "essayer|réessayer plus tard", "temporairement", "más tarde", "momentaneamente", "しばらく",
        "一時的", "позже|временно", "稍后|暂时",
      ]),
  ]
}
