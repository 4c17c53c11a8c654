// Words that speak of the message (B3).
extension VerdictTable {
  static let content: [VerdictRow] = [
    .words(
      "virus-or-attachment", .content, "Google 5.7.0 (content presents a security issue), ClamAV, MIMEDefang",
      [
        "virus|viruses|malware|trojan|worm|phishing|phish|infected", "attachment|attachments",
        "potential security", "security issue|risk|threat|policies|policy", "content presents", "executable content|file|files",
        "ウイルス|ウィルス", "вирус|вирусы", "病毒", "schadsoftware", "unsafe|malicious content|link|links|url",
      ]),
    .words(
      "spam", .spam, "SpamAssassin, amavis (UBE), Gmail 5.7.1, MailMarshal, ESET, Proofpoint, Orange 506",
      [
        "spam|spams|spammer|spammers|spammy|spamming|antispam|spamassassin|spambox|spamprofiler|spamtrap",
        "junk|ube|uce|unsolicited|rspamd|mcspamsignature|dspam|bulkmail|hamspam|mailmarshal|spamdetected",
        "bulk mail|email|message|mailing|mailer", "mass mailer|mailing|mail", "unwanted mail|email|message|messages",
        "commercial email|mail", "content filter|filtering|filters|rejected|scan|scanner|restrictions|blocked|denied|refused",
        "message|mail|email content rejected|blocked|denied|refused|contains|violates", "content of|in _ message|mail",
        "prohibited content|words|phrase", "contains? url|urls|forbidden|prohibited", "blocked url|urls|link|links",
        "filter rule", "scored|score too high", "suspicious", "mail|message rejete|rejeté|refusé", "mail rejected",
        "likely _ due to", "schräppost|skräppost", "unerwünschte", "pourriel|indésirable|indesirable", "no deseado",
        "迷惑メール", "垃圾", "спам|спама|спамом", "header error",
      ]),
    .words(
      "message-size", .size, "Postfix message_size_limit, Exchange 5.2.3 and 5.3.4, Sendmail 8.17 run",
      [
        "message|mail|email size|length exceeds|exceed|exceeded|limit|is|too|over|larger",
        "message|mail|email|body|headers|header|line|lines is|are|was? too big|large|long|huge",
        "too large|big for|to this|system|recipient|send|receive|deliver", "message|mail|email|size too large|big",
        "size limit|limits", "maximum message|mail|email size|length", "max message size", "line limit exceeded",
        "lines too long", "message|mail|email exceeds|exceeded", "recipsizelimit", "sendersizelimit", "exceeds _ maximum",
        "meddelandet är för stort", "för stort", "zu groß|gross", "trop volumineux|gros|grand", "demasiado grande", "te groot",
        "メッセージサイズ",
      ]),
    .words(
      "policy", .policy, "Yahoo AUP, Postfix, Exchange transport rules, Verizon Media 554 5.7.9",
      [
        "policy|policies", "administrative prohibition", "administratively denied|prohibited|blocked|rejected", "security reasons",
        "not accepted for", "transport rule|rules", "transport rules reject", "message|mail|email not|isnt allowed|permitted|accepted",
        "prohibited|restricted by", "not|is restricted", "delivery not|is? authorized|authorised|restricted", "unauthorized|forbidden",
        "rejected|denied|blocked by rule|rules|filter|filters|administrator|admin|security", "richtlinie|richtlinien",
        "sicherheitsgründen", "politique", "only accepts|accept mail|messages|email from", "members only", "not a member",
        "permission to post", "may not post", "moderated|moderator", "not subscribed", "mailing list closed",
        "permanent failure for one or more recipients", "enligt regel|regler",
      ]),
    .words(
      "protocol", .protocolError, "RFC 5321 4.2.3, RFC 5322, Google 5.7.1 (multiple addresses in From)",
      [
        "protocol violation|error", "bad|improper|wrong sequence", "out of sequence", "parameter not? implemented|recognized",
        "command not|rejected|unrecognized|unrecognised|out", "unrecognized|unrecognised|unknown command|parameter", "syntax error",
        "rfc compliant|compliance", "not rfc", "header errors|is|are|missing", "duplicate header",
        "missing|invalid|multiple|malformed|no|bad|duplicate|illegal header|headers|date|subject|mime|body|resent",
        "no resent from", "multiple addresses in from", "bare lf|cr|linefeed|newline", "malformed message|mail|mime|email",
        "illegal character|characters", "smtputf8|8bitmime", "media error", "conversion required|not|failed|error",
        "header size|field|line exceeds|exceeded|too",
      ]),
  ]
}
