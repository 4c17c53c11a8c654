// Words that say that there is no such mailbox (B1); those of other languages.
extension VerdictTable {
  static let unknownUserAbroad = VerdictRow.words(
    "unknown-user-abroad", .mailboxUnknown,
    "Servers and notes in Swedish, German, French and other languages",
    swedish + german + french + southern + northern + eastern)

  private static let swedish: [String] = {
    let who =
      "användaren|mottagaren|adressen|kontot|brevlådan|mottagaradressen|epostadressen|anvandaren"
    let wrong = "okänd|okänt|ogiltig|ogiltigt|felaktig|felaktigt"
    return [
      "\(who) är? \(wrong)", "\(who) finns|existerar|hittades|hittas inte|ej",
      "\(who) kunde inte|ej hittas|identifieras",
      "\(wrong) användare|mottagare|adress|mottagaradress|epostadress|epostmottagare|brevlåda",
      "mottagare saknas|okänd", "finns inte|ej", "hittades inte|ej", "existerar inte|ej",
      "inte hittas|hittats|hitta", "ingen sådan användare|mottagare|brevlåda|adress",
    ]
  }()

  private static let german: [String] = {
    let who =
      "empfänger|empfaenger|benutzer|postfach|konto|mailadresse|adressat|empfängeradresse|nutzer|user"
    return [
      "\(who) ist? unbekannt|ungültig", "\(who) wurde|konnte|ist? nicht gefunden|bekannt",
      "adresse ist? unbekannt|ungültig", "\(who) existiert", "existiert nicht",
      "adresse wurde|konnte|ist? nicht gefunden|bekannt", "nicht gefunden|vorhanden|existent",
      "unbekannter|ungültiger|ungültige|falsche empfänger|benutzer|empfängeradresse|adresse|nutzer",
      "kein solcher|solches benutzer|empfänger|postfach", "nicht bekannt",
    ]
  }()

  private static let french: [String] = {
    let who = "destinataire|utilisateur|adresse|boite|boîte|compte"
    return [
      "\(who) est? inconnu|inconnue|invalide|inexistant|inexistante|introuvable|incorrecte|erronée",
      "\(who) nexiste", "nexiste pas|plus", "n existe pas|plus", "introuvable",
      "pas de boite|boîte|compte|utilisateur",
    ]
  }()

  /// Spanish, Italian, Portuguese.
  private static let southern: [String] = [
    "usuario|destinatario|cuenta|dirección|direccion|buzón|casilla es|no? desconocido|desconocida",
    "usuario|destinatario|cuenta|dirección|direccion|buzón|casilla es|no? inexistente|inválido",
    "usuario|destinatario|cuenta|dirección|direccion|buzón|casilla es? invalido|invalida|inválida",
    "usuario|destinatario|cuenta|dirección|direccion|buzón|casilla no existe|encontrado|encontrada",
    "no existe", "destinatario|utente|indirizzo|casella è? sconosciuto|inesistente|errato",
    "destinatario|utente|indirizzo|casella non esiste|esistente|trovato|valido",
    "nessuna utenza", "non esiste|esistente", "utente sconosciuto",
    "usuário|destinatário|conta|endereço inexistente|desconhecido|inválido",
    "não|nao existe|encontrado",
  ]

  /// Dutch, Norwegian, Danish, Finnish.
  private static let northern: [String] = [
    "onbekende|onbekend gebruiker|ontvanger|geadresseerde|adres|mailbox", "bestaat niet",
    "gebruiker|ontvanger|geadresseerde|adres|mailbox is? onbekend",
    "gebruiker|ontvanger|geadresseerde|adres|mailbox niet gevonden|bekend",
    "ukjent|ukendt|ugyldig mottaker|bruker|modtager|bruger|adresse|mottager",
    "findes|finnes ikke", "eksisterer ikke", "ei löydy|löytynyt",
    "tuntematon käyttäjä|vastaanottaja",
  ]

  /// Slavic languages, Hungarian, Turkish, and those of East Asia.
  private static let eastern: [String] = [
    "nieznany|nieznana|nieprawidłowy użytkownik|adresat|odbiorca|adres", "nie istnieje|znaleziono",
    "uživatel|příjemce|adresa neexistuje|neznámý|neznámá|nenalezen", "neexistuje",
    "felhasználó|címzett ismeretlen", "felhasználó|címzett nem létezik|található",
    "пользователь|адресат|ящик|получатель|адрес неизвестен|отсутствует|удален",
    "пользователь|адресат|ящик|получатель|адрес не найден|существует|зарегистрирован",
    "не существует|найден|найдена|зарегистрирован",
    "неизвестный|недействительный|неверный пользователь|адресат|получатель|адрес",
    "нет такого пользователя|ящика|адреса", "такого пользователя|ящика нет",
    "користувач не знайдено|знайдений|існує", "kullanıcı|alıcı bulunamadı|yok", "bulunamadı",
    "見つかりません|見つからない|みつかりません", "存在しません|存在しない|存在いたしません|存在しておりません", "宛先不明|あて先不明",
    "宛先が 不明", "ユーザーが 存在", "不存在", "无此用户|查无此人|用户未找到|没有找到", "查無此|無此帳號|無此使用者",
    "존재하지", "없는 사용자|수신자",
  ]
}
