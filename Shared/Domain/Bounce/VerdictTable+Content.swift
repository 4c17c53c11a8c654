// Words that speak of the message (B3).
extension VerdictTable {
  /// Words about size; a mailbox that cannot hold one message is not full.
  static let size: [VerdictRow] = [
    .words(
      "message-size", .size,
      "Postfix message_size_limit, Exchange 5.2.3 and 5.3.4, Sendmail 8.17 run, Google 5.2.3",
      [
        "message|mail|email size|length exceeds|exceed|exceeded|is|too|over|larger|limit|limits",
        "message|mail|email|body is|are|was? too big|large|long|huge",
        "headers|header|line|lines|email is|are|was? too big|large|long|huge",
        "too large|big for this? system|recipient|send|receive|deliver|us",
        "message|mail|email|size too large|big", "exceeds|exceeded _? _? message size|length",
        "exceeds size limit", "maximum message|mail|email size|length", "max message size",
        "line limit exceeded", "lines too long",
        "message|email exceeds|exceeded the? maximum|fixed|limit|size",
        "recipsizelimit|sendersizelimit", "size limit exceeded for messages|message",
        "exceeded mailsize limit", "file too? big|large", "taille limite",
        "meddelandet är för stort", "för stort", "nachricht ist? zu groß", "zu groß|gross",
        "trop volumineux|gros|grand", "demasiado grande", "te groot", "troppo grande",
        "мессадж|письмо слишком большое", "邮件大小", "メッセージサイズ",
      ])
  ]

  static let content: [VerdictRow] = [
    .words(
      "virus-or-attachment", .content,
      "Google 5.7.0 (content presents a security issue), ClamAV, MIMEDefang, Zoho, free.fr",
      [
        "virus|viruses|malware|trojan|worm|phishing|phish|infected",
        "illegal|blocked|banned|forbidden|prohibited|dangerous attachment|attachments",
        "attachment|attachments not|is|are|type|types|was|blocked|banned", "potential security",
        "security issue|risk|threat|policies|policy", "content presents",
        "executable content|file|files", "ウイルス|ウィルス", "вирус|вирусы", "病毒", "schadsoftware",
        "unsafe|malicious content|link|links|url", "executable attachment|attachments",
        "containing images|attachments|executables", "unnecessary base64", "improperly formatted",
      ]),
    .words(
      "spam", .spam,
      "SpamAssassin, amavis (UBE), Gmail 5.7.1, MailMarshal, ESET, Barracuda, mail.ru, wp.pl, Orange 506, 163.com DT:SPM",
      [
        "spam|spams|spammer|spammers|spammy|spamming",
        "antispam|spamassassin|spambox|spamprofiler|spamtrap|spamtext",
        "junk|junkmail|ube|uce|unsolicited|rspamd",
        "mcspamsignature|dspam|bulkmail|hamspam|mailmarshal|spamdetected|notspam",
        "bulk mail|email|message|mailing|mailer", "mass mailer|mailing|mail",
        "unwanted mail|email|message|messages", "commercial email|mail",
        "content filter|filtering|filters|rejected|scan",
        "content scanner|restrictions|blocked|denied|refused|policy",
        "message|mail|email content rejected|blocked|denied|refused|contains|violates",
        "content of|in _ message|mail", "prohibited|banned content|words|phrase|text",
        "contains url|urls|forbidden|prohibited", "blocked url|urls|link|links", "filter rule",
        "message filtered", "scored|score too high", "suspicious",
        "mail|message rejete|rejeté|refusé|refuse", "unacceptable content", "bulk advertising",
        "rejecting mail content", "recurrent pattern", "has detected that this message is",
        "blocked by our filter", "mail rejected rejected|ofr", "rejected ofr",
        "schräppost|skräppost", "unerwünschte|spamverdacht", "pourriel|indésirable|indesirable",
        "no deseado", "posta indesiderata", "迷惑メール", "垃圾", "спам|спама|спамом", "header error",
        "dt spm|sum", "mi spb|stc|ssb",
      ]),
    .words(
      "policy", .policy,
      "Yahoo AUP, Postfix, Exchange transport rules, mimecast, Verizon Media 554 5.7.9, Apple CS01, Google Groups",
      [
        "policy|policies", "administrative prohibition",
        "administratively denied|prohibited|blocked|rejected", "security reasons",
        "not accepted for", "transport rule|rules",
        "message|mail|email not|isnt|wasnt allowed|permitted|accepted", "prohibited|restricted by",
        "not|is restricted", "delivery not|is? authorized|authorised|restricted",
        "not authorized|authorised", "unauthorized|forbidden",
        "rejected|denied|blocked by? rule|rules|filter|filters|administrator|admin|security|user",
        "richtlinie|richtlinien", "sicherheitsgründen", "politique|política",
        "only accepts|accept mail|messages|email from", "members only", "not a member",
        "allowed to post", "closed mailing list", "organizational settings", "captcha",
        "user rules", "senders to accept", "low priority", "rule imposed",
        "unable to validate recipient", "permission to post", "may not post", "moderated|moderator",
        "not subscribed", "mailing list closed", "envelope blocked|rejected",
        "permanent failure for one or more recipients", "enligt regel|regler", "message denied",
        "mail rejected by destination", "access denied", "ers customized block", "block send er",
        "block rcpt", "go away", "blocked senders", "policy rejection", "oprávnění",
      ]),
    .words(
      "protocol", .protocolError,
      "RFC 5321 4.2.3, RFC 5322, Google 5.7.1 (multiple addresses in From), GMX",
      [
        "protocol violation|error", "bad|improper|wrong sequence", "out of sequence",
        "parameter not? implemented|recognized",
        "command not|rejected|unrecognized|unrecognised|out",
        "unrecognized|unrecognised|unknown command|parameter", "syntax error",
        "rfc compliant|compliance", "not rfc", "header|headers errors|is|are|missing|not",
        "duplicate header",
        "missing|invalid|multiple|malformed header|headers|date|subject|mime|body|resent",
        "no|bad|duplicate|illegal header|headers|date|subject|mime|body|resent", "no resent from",
        "multiple addresses in from", "bare lf|cr|linefeed|newline",
        "malformed message|mail|mime|email", "illegal character|characters", "improper use of",
        "eight|8bit data", "smtputf8|8bitmime", "media error",
        "conversion required|not|failed|error", "header size|field|line exceeds|exceeded|too",
      ]),
  ]
}
