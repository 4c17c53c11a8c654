// Words that speak of the recipient (B1).
extension VerdictTable {
  static let recipient: [VerdictRow] =
    [noMailDomain, oldNullMX, moved, disabled, addressSyntax]
    + [unknownUserBare, unknownUser, unknownUserAbroad, unknownDomain, doorClosed]

  /// Names for a recipient.
  static let who =
    "user|recipient|mailbox|account|address|addressee|alias|username|email|inbox|rcpt|localpart"

  private static let noMailDomain = VerdictRow.words(
    "no-mail-domain", .domainTakesNoMail,
    "RFC 7504, RFC 7505, Exim and Sendmail runs, IETF null MX",
    [
      "indicated no smtp service", "null mx", "nullmx",
      "host|domain|server does not accept|receive mail|email|messages", "does not accept mail",
      "doesnt receive|accept email|mail|messages", "domain|host never accepts",
      "not accepting network messages", "no mail service", "no mail is accepted",
    ])

  private static let oldNullMX = VerdictRow.words(
    "old-null-mx", .domainTakesNoMail, "Postfix before 3.0, of a domain whose only MX is a dot",
    ["malformed or? unexpected? name server reply"])

  private static let moved = VerdictRow.words(
    "mailbox-moved", .mailboxMoved, "RFC 5321 551, Sendmail, Exim",
    [
      "user not local please|try", "\(who) has moved|changed", "has been replaced by",
      "has moved to", "not our customer", "has a new address", "new address is",
      "har bytt adress|epostadress|mailadress", "har flyttat", "ist umgezogen",
      "a changé d adresse", "adresse a changé", "ha cambiado de", "ha cambiato",
    ])

  /// States of a mailbox that was given up.
  private static let givenUp =
    "disabled|suspended|deactivated|inactive|closed|discontinued|terminated|expired|frozen|deleted|archived"

  private static let disabled = VerdictRow.words(
    "mailbox-disabled", .mailboxDisabled,
    "Google 5.2.1, RFC 5248 525 5.7.13, Yahoo [#102] and (554.30), AT&T, Exchange 5.2.1, mail.ru, Comcast",
    [
      "\(who) is|has|was been|currently|now|permanently|administratively? \(givenUp)",
      "\(who) is|has|was been|currently|now|permanently? locked|removed|retired",
      "\(who) \(givenUp)", "\(givenUp) \(who)", "tried to reach is disabled|inactive",
      "disabled or discontinued", "currently suspended", "blocked due to inactivity",
      "mailbox has been blocked", "no longer in? active|valid|exists|exist|used|works|work|here",
      "no longer in? employed|receives|use|monitored|maintained|existing",
      "\(who) is? no longer", "address no longer accepts|accepting|available", "never logged",
      "is|are|user|account not activated", "not an? active", "\(who) is? not active",
      "account not activated", "dormant", "has been suspended|deactivated|discontinued|terminated",
      "extended inactivity", "not currently being? accepted for this mailbox|account",
      "not authorized to receive", "disableduser", "suspend the service", "rejected inactive",
      "invalid inactive", "user is terminated",
      "kontot är|har avslutat|avstängt|inaktiverat|spärrat|stängt|avslutats|stängts|upphört",
      "kontot ar avslutat|avstangt|stangt|sparrat", "har slutat",
      "konto|postfach|benutzerkonto|adresse wurde|ist gesperrt|deaktiviert|geschlossen",
      "konto|postfach|benutzerkonto|adresse wurde|ist gelöscht|inaktiv",
      "nicht mehr gültig|aktiv|vorhanden|verwendet",
      "compte|boite|boîte|adresse est? désactivé|desactive|désactivée|fermé|ferme|fermée",
      "compte|boite|boîte|adresse est? suspendu|inactif|bloqué|archivee|archivée",
      "destinataire archivee|archivée",
      "cuenta|buzón está|ha? sido? desactivada|cerrada|suspendida|inhabilitada",
      "cuenta|buzón está|ha? sido? deshabilitada|bloqueada",
      "account|utente|casella disattivato|sospeso|disabilitata|disabilitato|bloccato",
      "conta desativada|suspensa|bloqueada|inativa",
      "заблокирован|отключен|отключён|удален|удалён|неактивен|приостановлен", "停用|冻结|禁用",
      "konto jest? zablokowane|nieaktywne",
    ])

  private static let addressSyntax = VerdictRow.words(
    "address-syntax", .addressSyntax,
    "RFC 5321 501 and 553, Postfix 5.1.3, Sendmail 5.1.3, Google 5.1.2, QQ",
    [
      "bad|malformed|invalid|illegal recipient|destination|mailbox? address? syntax",
      "recipient|mailbox address? syntax", "malformed address|recipient",
      "unqualified address|recipient", "invalid address format", "not a valid rfc",
      "syntax error in the? recipient|address|mailbox|rcpt", "syntax error recipient",
      "not a valid email|address", "not properly formatted", "ungültiges format|adressformat",
      "felaktigt format", "badly formatted address",
    ])

  private static let unknownDomain = VerdictRow.words(
    "unknown-domain", .domainUnknown,
    "Postfix 5.4.4, Sendmail 5.1.2, Exchange 5.4.310, Gmail, Courier, Tencent",
    [
      "host|domain|hostname|destination unknown",
      "unknown|nonexistent|no recipient|mail? host|domain|hostname|destination|exchanger|domains",
      "invalid|bad recipient|mail|destination|host domain|host|name?",
      "recipient|destination domain must", "name or service not known",
      "nonexistent recipient? domain|host", "no such domain|host",
      "host|domain or? domain? name? not found",
      "domain|host|hostname not found|exist|exists|valid|known|resolved", "nxdomain",
      "domain does|is|was|has not? exist|exists|invalid|unknown|registered|found|expired",
      "host does not exist", "name not found", "no data known",
      "no mail server|servers|exchanger|hosts", "domain is not valid|reachable",
      "no mx|a record|records|host", "no relevant mx",
      "cannot|could|unable not|to? find mx|domain|host|record", "couldnt find any host",
      "bad destination system", "destination system address", "illegal host|domain",
      "domain|host couldnt|wasnt|isnt be? found", "not a valid domain", "has no mx|mail",
      "relevant mx records", "domain or? host? not", "tenant or domain not found",
      "unrouteable mail domain", "all host address lookups failed", "mx records point to",
      "no mx found", "domain _ not found", "domain _ does not exist",
      "domänen|domän|värden finns|hittades inte|ej", "okänd domän|värd",
      "domain|domäne unbekannt", "domain|domäne existiert nicht", "unbekannte domain|domäne",
      "domaine inconnu|inexistant|invalide|introuvable",
      "dominio desconocido|inexistente|sconosciuto", "dominio no|non existe|esiste|encontrado",
      "домен не найден|существует|зарегистрирован", "域名 不存在|无效", "ドメインが 存在|見つか",
    ])

  private static let doorClosed = VerdictRow.words(
    "door-closed", .doorClosed,
    "Exchange 5.7.124, 5.7.129, 5.7.133, 5.7.134; Postfix check_recipient_access; QQ; Comcast",
    [
      "senders allowed list", "allowed senders list", "only internal|authenticated senders",
      "requiresenderauthentication|authrequired",
      "notauthorizedgroup|restrictedrecipients|notauthorized",
      "recipient address|addresses rejected access denied", "recipient does not wish|want",
      "user|recipient has|have blocked|rejected|refused|opted",
      "user|recipient|id refuses|refused|refuse to", "recipient preferences",
      "only accepting mail|email|messages from specific", "not accepting any mail",
      "restricted sms", "not wish to receive", "blocked by the? recipient|recipients|addressee",
      "is rejected by recipients|recipient", "does not want to receive", "resolver rst",
      "recipient not authorized|authorised", "that recipient is not allowed",
    ])
}
