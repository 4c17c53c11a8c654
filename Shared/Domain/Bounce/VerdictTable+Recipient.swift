// Words that speak of the recipient (B1).
extension VerdictTable {
  static let recipient: [VerdictRow] = [
    .words(
      "no-mail-domain", .domainTakesNoMail, "RFC 7504, RFC 7505, Exim and Sendmail runs",
      [
        "mx|srv or? srv? record|records indicated no smtp service", "indicated no smtp service", "null mx", "nullmx",
        "host|domain|server|system|site does not|never accept|accepts|receive mail|email|messages", "does not accept mail",
        "not accepting mail", "doesnt receive|accept email|mail", "domain|host never accepts", "not|no accepting|accept network messages",
        "mail service not? supported|available here", "no mail service",
      ]),
    .words(
      "mailbox-moved", .mailboxMoved, "RFC 5321 551, Sendmail, Exim redirect",
      [
        "user not local please|try", "has moved to?", "has moved", "recipient|user|mailbox|address|account has? moved|changed", "no longer at this",
        "not our customer", "has a new address", "new address is", "har bytt adress|ny", "har flyttat", "ist umgezogen",
        "a changé|change d adresse",
      ]),
    .words(
      "mailbox-disabled", .mailboxDisabled, "Google 5.2.1, RFC 7372-era 525 5.7.13, Yahoo [#102], AT&T, Exchange 5.2.1",
      [
        "account|mailbox|user|recipient|address|inbox|alias is|has|was|currently|been|email? been? disabled|suspended|deactivated|inactive|closed|discontinued|terminated|expired|blocked",
        "account|mailbox|user|recipient|address|id disabled|suspended|deactivated|inactive|closed|discontinued|terminated|expired|frozen",
        "account|mailbox|user|recipient|address has been|is permanently|administratively|temporarily disabled|suspended|deactivated|locked|closed",
        "disabled|suspended|inactive|deactivated|closed|discontinued|expired recipient|user|account|mailbox|address",
        "account that you tried to reach is|has disabled|inactive|been", "disabled or discontinued", "mailbox currently suspended",
        "no longer in? active|valid|available|exists|exist|accepts|accepting|used|works|work|employed|with|here|in|receives|on",
        "never logged", "not been used", "has expired", "isnt|not active", "not activated", "mailbox is? temporarily? disabled|frozen",
        "user temporary|temporarily locked", "inactive user|account", "dormant", "retired", "not authorized to receive",
        "kontot är|ar? avslutat|avstängt|inaktiverat|spärrat|stängt", "kontot har avslutats|stängts", "konto wurde? gesperrt|deaktiviert|geschlossen|gelöscht",
        "compte désactivé|desactive|fermé|ferme|suspendu|inactif", "cuenta desactivada|cerrada|suspendida|inhabilitada", "account disattivato|sospeso",
        "заблокирован|отключен|удален|неактивен", "停用|冻结|禁用", "konto zablokowane|nieaktywne",
      ]),
    .words(
      "unknown-user", .mailboxUnknown, "Postfix, Sendmail, Exim, Exchange, Gmail, Yahoo, qmail, hMailServer, iCloud, many",
      [
        "user|recipient|mailbox|account|address|username|alias|addressee|member is|was|currently? unknown|unrecognized|nonexistent|invalid|undeliverable",
        "unknown|invalid|nonexistent|bad|illegal|incorrect|unrecognized|undeliverable local|email|mail|final|destination? user|recipient|mailbox|account|address|alias|username|addressee|recipients|mailboxes|addresses|localpart|receiver",
        "unknown or illegal user|alias|recipient", "unknown local part", "no such user|mailbox|recipient|account|address|person|local|alias|email|id|addressee|customer|member|mail|destination|uid|name|domain",
        "no mailbox|account|user|recipient here|found|by|with|exists|matches|matching|named|for|available|called", "no valid recipient|recipients|mailbox|cert",
        "user|recipient|mailbox|account|address|addressee|email|username|alias _? does not|no exist|exists", "user|recipient|mailbox|account|address|email|addressee doesnt|dosnt|didnt|wont|dont exist|exists",
        "does not|no exist", "doesnt|dosnt|dont exist", "not exist|exists|existing", "does not have a|an|any|this _? _? account|mailbox|user",
        "user|recipient|mailbox|account|address|addressee|name not|isnt found|exist|known|recognized|recognised|listed|valid|available|here|local|registered|deliverable",
        "user|recipient|mailbox|account|address|name is|was|could|can|were not be? found|known|recognized|recognised|listed|valid|here|located|verified",
        "not be? found in", "recipnotfound", "recipientnotfound", "nosuchuser", "not a known|valid|registered|recognized user|recipient|mailbox|address|account|email|member",
        "not a? valid user|recipient|mailbox|address|account|email", "not listed in|as", "not our? customer|subscriber", "not known|found here|at|in|on|locally", "is unknown|invalid|nonexistent",
        "recipient name is not recognized", "mailbox unavailable", "mailbox not found", "mailbox _? is unavailable", "address not found|present", "address couldnt be found",
        "user doesnt have a", "dont have an account", "not have an account|email", "this user doesnt", "unable to find|locate user|recipient|mailbox|account",
        "cannot find|locate user|recipient|mailbox|account|your", "undeliverable address", "unrouteable|unroutable|unrouted address", "unrouteable mail domain", "recipient|address invalid|nonexistent|error|undeliverable",
        "recipient no longer", "user no longer", "recipient rejected|refused|unavailable|does", "recipient address reserved", "address rejected", "address unknown|error|is incorrect",
        "bad destination mailbox", "bad recipient", "destination mailbox address", "delivery to the following recipients failed permanently unknown", "mailbox invalid|unknown|nonexistent|disabled",
        "local mailbox", "local recipient table", "alias table", "mailbox table", "virtual mailbox|alias|user table", "relay recipient table", "destination invalid|unknown",
        "not found in|on directory|domino|address|our|this|the", "directory entry|lookup|search not|failed|found", "unlisted", "any domino directory", "no user", "no mailbox",
        "failed recipient|address", "anvandaren|användaren|mottagaren|adressen|kontot|brevlådan finns|existerar|hittades|är|kunde inte|okänd|okänt|ogiltig",
        "okänd|ogiltig|felaktig användare|mottagare|adress|mottagaradress|epostadress", "finns inte", "hittades inte|ej", "finns ej",
        "empfänger|empfaenger|benutzer|adresse|postfach|konto|mailadresse|adressat unbekannt|ungültig|existiert|nicht|ist", "unbekannter|ungültiger|ungültige empfänger|benutzer|empfängeradresse|adresse",
        "existiert nicht", "nicht gefunden", "nicht bekannt", "nicht vorhanden", "unbekannt",
        "destinataire|utilisateur|adresse|boite|boîte|compte inconnu|inconnue|invalide|inexistant|inexistante|nexiste|non|introuvable|destinataire",
        "adresse _ _ _ destinataire invalide", "nexiste pas|plus", "n existe pas|plus", "utilisateur inconnu", "compte inexistant",
        "usuario|destinatario|cuenta|dirección|buzón no|desconocido|inexistente|inválido|invalido|invalida|inválida|existe", "no existe", "desconocido", "destinatario sconosciuto|inesistente|non",
        "utente sconosciuto|inesistente|non", "non esiste", "usuário|usuario|destinatário|conta não|nao|inexistente|desconhecido|inválido", "não existe",
        "onbekende|onbekend gebruiker|ontvanger|adres", "bestaat niet", "gebruiker|ontvanger|adres|mailbox onbekend|bestaat|niet", "ukjent|ukendt|ukjend mottaker|bruker|modtager|bruger|adresse", "finnes|findes ikke",
        "vastaanottajaa|käyttäjää|osoitetta ei", "ei löydy|ole", "nieznany|nieznana użytkownik|adresat|odbiorca", "nie istnieje", "užíivatel|uživatel neexistuje|neznámý", "neexistuje",
        "пользователь|адресат|ящик|получатель не|неизвестен|отсутствует", "не существует|найден", "неизвестный пользователь|адресат|получатель", "нет такого пользователя|ящика", "такого пользователя нет",
        "ユーザー は ディレクトリ に は見つかりません", "見つかりません", "見つからない", "存在しません|存在しない|存在いたしません", "宛先 不明", "宛先不明", "あて先不明", "不存在", "用户不存在", "收件人不存在", "无此用户", "查无此人", "존재하지",
        "used in the domain is invalid", "isnt a valid user|recipient|address", "rcpt _? does not exist", "email account that you tried to reach",
      ]),
    .words(
      "unknown-domain", .domainUnknown, "Postfix 5.4.4, Sendmail 5.1.2, Exchange 5.4.310, Gmail, Courier",
      [
        "host|domain|hostname|destination|system unknown", "unknown|invalid|nonexistent|bad|no host|domain|hostname|destination|mail exchanger|recipient domain",
        "no such domain|host", "host|domain or? domain? name? not found", "domain|host not found|exist|exists|valid|known", "nxdomain", "domain name? not found", "domain does|is not? exist|invalid|unknown|reachable",
        "name not found", "no data known", "no mail server|servers|exchanger|hosts", "domain is not reachable", "domain _? is not? valid|reachable", "no mx|a record|records|host", "cannot find mx|domain|host",
        "couldnt find any host named", "bad destination system", "destination system address", "illegal host|domain", "dns domain _ does not exist", "domain couldnt be found",
        "domain|host|server isnt|wasnt found", "not a valid domain", "has no mx|mail", "all relevant mx records point to nonexistent", "relevant mx records",
        "domänen|domän finns|hittades|okänd inte?", "domain unbekannt", "domaine inconnu|inexistant|invalide", "dominio no|desconocido|inexistente",
        "домен не", "域名 不存在|无效", "ドメイン が",
      ]),
    .words(
      "address-syntax", .addressSyntax, "RFC 5321 501 and 553, Postfix 5.1.3, Sendmail 5.1.3",
      [
        "bad recipient|destination|mailbox? address? syntax", "malformed|invalid|illegal recipient|mailbox? address syntax", "recipient|mailbox address syntax", "address syntax", "malformed address|recipient", "unqualified address|recipient",
        "invalid address format", "ungültiges format", "syntax error in recipient|address|mailbox|rcpt", "syntax error recipient", "not a valid email|address",
      ]),
    .words(
      "door-closed", .doorClosed, "Exchange 5.7.124, 5.7.129, 5.7.133, 5.7.134, Postfix check_recipient_access",
      [
        "senders? allowed list", "only internal|authenticated|specific senders", "sender is not in the allowed", "requiresenderauthentication|authrequired|notauthorizedgroup|restrictedrecipients",
        "only accepts messages|mail from internal|people|members|senders", "recipient address rejected access denied", "recipient|mailbox|group has restricted|chosen|configured",
        "recipient does not wish|want|accept", "user has blocked", "recipient has blocked|rejected|refused|opted", "user refuses|rejects|refused to", "not wish to receive", "blocked by recipient|user",
        "does not want to receive", "resolver rst", "restricted to|mailbox", "recipient not authorized|authorised|allowed",
      ]),
  ]
}
