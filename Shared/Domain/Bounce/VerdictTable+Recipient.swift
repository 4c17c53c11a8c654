// Words that speak of the recipient (B1).
extension VerdictTable {
  static let recipient: [VerdictRow] = [
    .words(
      "no-mail-domain", .domainTakesNoMail, "RFC 7504, RFC 7505, Exim and Sendmail runs, IETF null MX",
      [
        "indicated no smtp service", "null mx", "nullmx", "host|domain|server does not accept|receive mail|email|messages", "does not accept mail",
        "doesnt receive|accept email|mail|messages", "domain|host never accepts", "not accepting network messages", "no mail service", "no mail is accepted",
      ]),
    .words(
      "old-null-mx", .domainTakesNoMail, "Postfix before 3.0, of a domain whose only MX is a dot",
      ["malformed or? unexpected? name server reply"]),
    .words(
      "mailbox-moved", .mailboxMoved, "RFC 5321 551, Sendmail, Exim",
      [
        "user not local please|try", "user|recipient|mailbox|address|account has moved|changed", "has been replaced by", "has moved to", "not our customer", "has a new address",
        "new address is", "har bytt adress|epostadress|mailadress", "har flyttat", "ist umgezogen", "a changé d adresse", "adresse a changé", "ha cambiado de", "ha cambiato",
      ]),
    .words(
      "mailbox-disabled", .mailboxDisabled,
      "Google 5.2.1, RFC 5248 525 5.7.13, Yahoo [#102] and (554.30), AT&T, Exchange 5.2.1, mail.ru, Comcast, rambler",
      [
        "account|mailbox|user|recipient|address|inbox|alias is|has|was been|currently|now? disabled|suspended|deactivated|inactive|closed|discontinued|terminated|expired|locked|frozen|removed|deleted|archived|retired",
        "account|mailbox|user|recipient|inbox|alias disabled|suspended|deactivated|inactive|closed|discontinued|terminated|expired|frozen|deleted|archived",
        "account|mailbox|user|recipient|address has been|is permanently|administratively disabled|suspended|deactivated|locked|closed",
        "disabled|suspended|inactive|deactivated|closed|discontinued|archived|frozen recipient|user|account|mailbox|address|alias",
        "tried to reach is disabled|inactive", "disabled or discontinued", "currently suspended", "blocked due to inactivity", "mailbox has been blocked",
        "no longer in? active|valid|available|exists|exist|accepts|accepting|used|works|work|employed|here|receives|use|monitored|maintained|existing",
        "never logged", "is|are|user|account not activated", "not an? active", "user|account|mailbox|recipient|address|is not active", "account not activated", "temporary|temporarily locked please",
        "dormant", "has been suspended|deactivated|discontinued|terminated", "extended inactivity", "not currently being? accepted for this mailbox|account", "not authorized to receive", "account is locked", "disableduser", "suspend the service", "mailbox is? frozen", "account closed", "rejected inactive",
        "kontot är|har avslutat|avstängt|inaktiverat|spärrat|stängt|avslutats|stängts|upphört", "kontot ar avslutat|avstangt|stangt|sparrat", "har slutat",
        "konto|postfach|benutzerkonto|adresse wurde|ist gesperrt|deaktiviert|geschlossen|gelöscht|inaktiv", "nicht mehr verfügbar|gültig|aktiv|vorhanden|erreichbar|verwendet",
        "compte|boite|boîte|adresse est? désactivé|desactive|désactivée|fermé|ferme|fermée|suspendu|inactif|bloqué|archivee|archivée", "destinataire archivee|archivée",
        "cuenta|buzón está|ha? sido? desactivada|cerrada|suspendida|inhabilitada|deshabilitada|bloqueada", "account|utente|casella disattivato|sospeso|disabilitata|disabilitato|bloccato",
        "conta desativada|suspensa|bloqueada|inativa", "заблокирован|отключен|отключён|удален|удалён|неактивен|приостановлен", "停用|冻结|禁用", "konto jest? zablokowane|nieaktywne",
      ]),
    .words(
      "unknown-user-bare", .mailboxUnknown, "Sendmail, Postfix, qmail; NTT docomo and KDDI say it after DATA too",
      ["user unknown", "unknown user", "mailbox unavailable"]),
    .words(
      "unknown-user", .mailboxUnknown,
      "Postfix, Sendmail, Exim, Exchange, Gmail, Yahoo, qmail, hMailServer, iCloud, Domino, GroupWise, mail.ru, QQ",
      [
        "user|recipient|mailbox|account|alias|addressee|username|localpart|rcpt is|was? unknown|unrecognized|unrecognised|nonexistent|nonexistant|invalid|undeliverable|unallocated|missing|deleted",
        "address is|was? unknown|unrecognized|nonexistent|invalid|undeliverable|incorrect|wrong",
        "unknown|invalid|nonexistent|bad|illegal|incorrect|unrecognized|undeliverable|wrong|false|nonexistant|inexistent local|email|mail|final|destination|virtual? user|recipient|mailbox|account|address|alias|username|addressee|recipients|addresses|localpart|receiver|userid|email|name|path",
        "non existent|existing user|mailbox|address|recipient|account|email|local", "is|was non existent|existing", "unknown or illegal user|alias|recipient|address", "invalid|unknown _? delivery? userid", "unknown local part", "invalid or unknown virtual? user", "unknown virtual user",
        "no such user|mailbox|recipient|account|address|person|local|alias|email|id|addressee|customer|member|mail|uid|name|users|recipients|username|mbox",
        "no mailbox|account|user|recipient|one|users|person|inbox here|found|by|with|exists|matches|matching|named|for|available|called|at|registered",
        "no mail box here|available|by|found", "no active mailbox|account|user|recipient", "no local mailbox|user|account", "no recipient|recipients found|with",
        "user|recipient|mailbox|account|address|addressee|email|username|alias|rcpt|person|id|name _? does|do|did not exist|exists|exsit|match", "user|recipient|mailbox|account|address|email|addressee|rcpt|username _? doesnt|dosnt|didnt|wont|dont|donot exist|exists|exit",
        "does|did|do not|no exist|exists|exsist", "doesnt|dosnt|dont|didnt exist|exists", "not exist|exists|existing|existent", "does not have a|an|any|this _? _? account|mailbox|user|inbox", "does not have an? account|mailbox",
        "user|recipient|mailbox|account|address|addressee|username|email not|isnt found|exist|known|recognized|recognised|listed|valid|available|here|registered|deliverable|present|local|specified",
        "user|recipient|mailbox|account|address|email|username is|was not found|known|recognized|recognised|listed|valid|here|registered|hosted|available|local|deliverable",
        "is|are not a|an|the known|valid|registered|recognized|existing|local|legal|active user|recipient|mailbox|address|account|email|member|recipients|alias|mail", "not a? known|valid|legal|registered user|recipient|mailbox|address|account|email",
        "not an? email addresses|address", "isnt a? known|valid user|recipient|mailbox|address|account", "couldnt|wasnt|isnt|cannot be? found|recognized|located|validated", "could not|never be? found|verified|located",
        "address|recipient|user|email wasnt|couldnt|isnt|cannot be? found|recognized", "was not found", "not found in|on directory|domino|address|our|this|the|user|local|ldap|active", "not listed in|as", "not in recipient list|table|directory", "not in my validrcptto|validrcpt|list", "badrcptto|badrecipientto|validrcptto",
        "envelope recipient has been|is", "not known|found here|at|in|on|locally|to", "is unknown|invalid|nonexistent|undeliverable", "unknown at|to this|us|the host|address|server|domain",
        "recipient name is not recognized", "recipnotfound|recipientnotfound|nosuchuser|usernotfound|addressnotfound|dbeb", "recipient not found|known|exist|ok|listed|valid|available|recognized|accepted", "recipient unknown|invalid|unavailable|nonexistent|error|unrecognized|mailbox",
        "mailbox unavaiable|invalid|nonexistent|missing|unknown", "mailbox not found|present|exist|available|known", "mailbox name not", "mailbox is unavailable", "mailbox does not", "mailbox _ is unavailable",
        "address not found|present|known|exist|recognized|valid", "email address is|was|could|does|not|wrong|unknown invalid|wrong|not|incorrect|found|unknown|exist", "email name is not found", "address is wrong", "wrong or no longer valid", "not found recipient account", "nessun utente", "in name directory", "matches to nameserver query", "name service lookup", "not exists",
        "doesnt have an? _? _? account|mailbox", "doesnt have a", "dont have an? account", "not have an account|email|mailbox", "unable to find|locate|verify|deliver? user|recipient|mailbox|account", "cannot|cant|can find|locate|accept user|recipient|mailbox|account",
        "undeliverable address", "unrouteable|unroutable address", "recipient|user no longer", "recipient does", "bad destination mailbox|email|address", "bad recipient|address|mailbox", "destination mailbox address", "destination addresses were",
        "local recipient|user table", "recipient|alias|mailbox|relay|virtual|user table", "not in|found _ directory", "directory entry|lookup|search not|failed|found", "domino directory", "unlisted", "no user", "there is no one",
        "user missing home", "user is terminated", "account unavailable", "recipient refuses to accept your", "recipient address reserved", "marked as invalid", "invalid address", "invalid recipient", "invalid mailbox|user|account|rcpt", "invalid inactive",
        "blank mailhost", "used up unknown", "mail receiver not", "rcpt does not exist", "used in the domain is invalid", "is a nonexistent", "no account by that name", "user reject", "nonexistent|unprovisioned",
        "not a valid user of the system", "not a? valid user|recipient|recipients", "could not be delivered because the? address",
      ]),
    .words(
      "unknown-user-abroad", .mailboxUnknown, "Servers and notes in Swedish, German, French and other languages",
      [
        "användaren|mottagaren|adressen|kontot|brevlådan|mottagaradressen|epostadressen|anvandaren finns|existerar|hittades|hittas|är|kunde inte|ej|okänd|okänt|ogiltig|felaktig",
        "okänd|ogiltig|felaktig användare|mottagare|adress|mottagaradress|epostadress|epostmottagare", "finns inte|ej", "hittades inte|ej", "existerar inte|ej", "ingen sådan användare|mottagare|brevlåda|adress", "mottagare saknas|okänd|finns", "inte hittas|hittats",
        "empfänger|empfaenger|benutzer|postfach|konto|mailadresse|adressat|empfängeradresse|nutzer|user unbekannt|ungültig|existiert|nicht|konnte", "adresse unbekannt|ungültig|existiert|konnte", "unbekannter|ungültiger|ungültige|falsche empfänger|benutzer|empfängeradresse|adresse|nutzer",
        "existiert nicht", "nicht gefunden|bekannt|vorhanden|existent", "unbekannt", "kein solcher|solches benutzer|empfänger|postfach", "nicht bekannt",
        "destinataire|utilisateur|adresse|boite|boîte|compte inconnu|inconnue|invalide|inexistant|inexistante|nexiste|introuvable|incorrecte|erronée|est", "destinataire invalide|inconnu", "nexiste pas|plus", "n existe pas|plus", "introuvable", "pas de boite|boîte|compte|utilisateur",
        "usuario|destinatario|cuenta|dirección|direccion|buzón|casilla no|desconocido|desconocida|inexistente|inválido|invalido|invalida|inválida", "no existe", "destinatario|utente|indirizzo|casella sconosciuto|inesistente|non|errato", "nessuna utenza", "non esiste|esistente", "utente sconosciuto",
        "usuário|destinatário|conta|endereço não|nao|inexistente|desconhecido|inválido", "não|nao existe|encontrado", "onbekende|onbekend gebruiker|ontvanger|adres|mailbox", "bestaat niet", "gebruiker|ontvanger|adres|mailbox onbekend|bestaat|niet",
        "ukjent|ukendt|ugyldig mottaker|bruker|modtager|bruger|adresse|mottager", "findes|finnes ikke", "eksisterer ikke", "vastaanottajaa|käyttäjää|osoitetta|sähköpostiosoitetta ei", "ei löydy|löytynyt|ole", "tuntematon käyttäjä|vastaanottaja", "nieznany|nieznana|nieprawidłowy użytkownik|adresat|odbiorca|adres", "nie istnieje|znaleziono",
        "uživatel|příjemce|adresa neexistuje|neznámý|neznámá|nenalezen", "neexistuje", "felhasználó|címzett ismeretlen|nem", "пользователь|адресат|ящик|получатель|адрес не|неизвестен|отсутствует|удален", "не существует|найден|найдена|зарегистрирован", "неизвестный|недействительный|неверный пользователь|адресат|получатель|адрес", "нет такого пользователя|ящика|адреса", "такого пользователя|ящика нет", "користувач не",
        "kullanıcı|alıcı bulunamadı|yok", "bulunamadı", "見つかりません|見つからない|みつかりません", "存在しません|存在しない|存在いたしません|存在しておりません", "宛先不明|あて先不明", "宛先が 不明", "ユーザーが 存在", "不存在", "无此用户|查无此人|用户未找到|没有找到", "查無此|無此帳號|無此使用者", "존재하지", "없는 사용자|수신자",
      ]),
    .words(
      "unknown-domain", .domainUnknown, "Postfix 5.4.4, Sendmail 5.1.2, Exchange 5.4.310, Gmail, Courier, Tencent",
      [
        "host|domain|hostname|destination unknown", "unknown|nonexistent|no recipient|mail? host|domain|hostname|destination|exchanger|domains", "invalid|bad recipient|mail|destination|host domain|host|name?", "recipient|destination domain must", "name or service not known", "nonexistent recipient? domain|host",
        "no such domain|host", "host|domain or? domain? name? not found", "domain|host|hostname not found|exist|exists|valid|known|resolved", "nxdomain", "domain does|is|was|has not? exist|exists|invalid|unknown|reachable|registered|found|expired",
        "host does not exist", "name not found", "no data known", "no mail server|servers|exchanger|hosts", "domain is not reachable|valid", "no mx|a record|records|host", "no relevant mx", "cannot|could|unable find|not|to find? mx|domain|host|record",
        "couldnt find any host", "bad destination system", "destination system address", "illegal host|domain", "domain couldnt|wasnt|isnt be? found", "domain|host isnt|wasnt found",
        "not a valid domain", "has no mx|mail", "relevant mx records", "domain or? host? not", "dns domain", "tenant or domain not found", "unrouteable mail domain", "all host address lookups failed", "mx records point to", "no mx found", "domain _ not found", "domain _ does not exist",
        "domänen|domän|värden finns|hittades|okänd inte|ej", "domänen hittades|finns|existerar", "okänd domän|värd", "domain|domäne unbekannt|existiert|nicht", "unbekannte domain|domäne", "domaine inconnu|inexistant|invalide|introuvable", "dominio no|desconocido|inexistente|sconosciuto|non",
        "домен не", "域名 不存在|无效", "ドメインが 存在|見つか",
      ]),
    .words(
      "address-syntax", .addressSyntax, "RFC 5321 501 and 553, Postfix 5.1.3, Sendmail 5.1.3, Google 5.1.2, QQ",
      [
        "bad|malformed|invalid|illegal recipient|destination|mailbox? address? syntax", "recipient|mailbox|bad|recipient address syntax", "malformed address|recipient", "unqualified address|recipient", "invalid address format", "not a valid rfc",
        "syntax error in recipient|address|mailbox|rcpt|the", "syntax error recipient", "not a valid email|address", "not properly formatted", "ungültiges format|adressformat", "felaktigt format", "badly formatted address",
      ]),
    .words(
      "door-closed", .doorClosed, "Exchange 5.7.124, 5.7.129, 5.7.133, 5.7.134; Postfix check_recipient_access; QQ; Comcast",
      [
        "senders allowed list", "allowed senders list", "only internal|authenticated senders", "requiresenderauthentication|authrequired|notauthorizedgroup|restrictedrecipients|notauthorized",
        "recipient address|addresses rejected access denied", "recipient does not wish|want|accept", "user|recipient has|have blocked|rejected|refused|opted", "user|recipient|id refuses|refused|refuse to", "recipient preferences", "only accepting mail|email|messages from specific", "not accepting any mail", "restricted sms", "not wish to receive", "blocked by the? recipient|recipients|addressee", "is rejected by recipients|recipient",
        "does not want to receive", "resolver rst", "recipient not authorized|authorised", "that recipient is not allowed",
      ]),
  ]
}
