import Phrases

/// Words by which notices of failure, automatic replies and notes of lists are told.
enum NoticeWords {
  /// Rows of the set below.
  enum Row: Int {
    case failure, automatic, list
  }

  /// Words that announce the returned message.
  static let copy = PhraseSet([
    [
      "a|included|enclosed|here is? a copy of the|your|first message|original|mail|header|part",
      "is a copy of the|your message|original|mail", "copy of the original message",
      "copy of your message", "unsent message follows", "message headers|header follow|follows",
      "header|headers of the original message|mail",
      "original message|mail|email headers? follows|follow|attached", "start of returned message",
      "first _ lines of your original|message", "mensaje original adjunto",
      "header and top _ lines", "message header follows", "text of your message|mail follows|below",
      "original headers follow", "der header der ursprünglichen", "die ursprüngliche nachricht",
      "originalmeddelandet följer|bifogas", "message _ original|dorigine suit",
      "enclosed is a copy", "returned message follows|below", "original message headers",
      "beginning of the original message", "der ursprünglichen nachricht folgt", "old message",
    ]
  ])

  /// Words behind which recipients stand by their local parts.
  static let localParts = PhraseSet([
    ["could not be delivered because they are not accepting mail|messages"]
  ])

  /// Words that are looked for in the text of a notice.
  static let notice = PhraseSet([
    // What says that a message did not arrive, or not yet.
    [
      "not|never be? delivered", "couldnt|wasnt|cant|isnt be? delivered",
      "could not|cannot deliver|send|reach|relay", "undeliverable", "undelivered", "undeliverd",
      "deliver|delivery _? _? _? failed|failure|failing|problem|error|errors|impossible",
      "delivery|deliver has|to|status|notification failed|failure|delayed|been",
      "failed to deliver", "unable to deliver", "not able to deliver", "attempting to deliver",
      "delevery to the following", "delivery to the following recipient|recipients|address",
      "delivery of|failure|errors", "permanent|fatal errors|error|failure", "permanent fatal",
      "could not be sent|reached|processed|forwarded", "did not reach",
      "was|were|been not? rejected|returned|refused|bounced",
      "has been rejected|returned|delayed|refused", "transcript of session",
      "error was given|returned|encountered", "trouble delivering",
      "errors while delivering|sending", "non delivery", "nondelivery", "nondeliverable",
      "returned mail|message|to", "message _? bounced|undeliverable", "is|was bouncing",
      "unknown user|recipient|host", "user unknown|is", "mailbox is|full|quota|unavailable",
      "address not found", "no such user", "unrouteable", "delivering your mail|message",
      "giving up on", "quota exceeded", "invalid recipient|address|user", "mail delivery",
      "host unknown", "has been postponed", "not yet been delivered",
      "email account that you tried", "rejected recipient", "message|mail refused",
      "error sending|delivering|encountered", "problem|problems delivering|with", "said",
      "following recipients|recipient|address|addresses", "quota violation", "invalid user",
      "kunde inte|ej levereras|skickas|nå", "inte levereras|levererats|kunde",
      "gick inte att leverera|skicka", "levererades inte", "har inte kunnat", "olevererbart",
      "fördröjts", "nicht zugestellt|zustellbar|ausgeliefert|übermittelt|zustellen",
      "konnte|konnten nicht", "unzustellbar", "zustellung _? fehlgeschlagen", "fehler bei der",
      "zustellbar", "na pas pu|été", "n a pas pu|été", "impossible de remettre|livrer|délivrer",
      "pas pu être", "échec de la remise", "non remis", "non distribué",
      "pas été remis|délivré|distribué", "no pudo|puede|ha ser|entregar|sido",
      "no entregado|entregado", "non è stato|possibile", "não pôde|foi|pode ser|entregue",
      "nao pode ser", "impossibile recapitare|consegnare", "kan niet worden|afgeleverd",
      "niet worden afgeleverd|bezorgd", "ikke leveres|leveret|levert", "ei voitu toimittaa|voida",
      "nie można|mogła|może dostarczyć|zostać", "nie została|zostało dostarczona",
      "не может быть|доставлено", "не доставлено|удалось", "невозможно доставить",
      "не было доставлено", "недоставленное", "doručit|doručena|doručeno", "nelze doručit",
      "送信できません|配信できません|配送できません|届きません", "エラー", "見つかりません", "配信不能|配達不能|配信エラー", "送信されませんでした|配信されませんでした",
      "退信", "无法|未能", "投递失败", "배달 되지 못했습니다|실패", "לא", "qmail send program",
    ],
    // What an automatic reply says.
    [
      "out of the? office", "on vacation", "on holiday", "away from", "am|is currently? away",
      "automatic|automated|auto reply|response|replies", "autoreply|autoresponder|autoresponse",
      "limited access to", "will be back", "will return on",
      "thank you for your email|message|mail|e", "frånvarande|semester|tjänstledig",
      "borta till|fram|från", "autosvar", "automatiskt svar", "abwesend|abwesenheit|urlaub",
      "abwesenheitsnotiz", "nicht im büro|haus", "absent|absence", "congés", "fuera de la? oficina",
      "waitlisted", "has received your", "ticket|case has|number", "不在|休暇",
    ],
    // What a mailing list says.
    [
      "awaits moderator approval", "is being held", "held until",
      "list moderator|subscriber|subscribers|owner|administrator",
      "post|posting to _ denied|rejected", "members only list", "not a? list subscriber",
      "confirm your subscription|subscribe|subscription", "your subscription",
      "mailing list _ request", "results of your email command",
      "subscription|membership to|has|was|been|confirmation", "non member", "nonmember",
    ],
  ])

  /// Words of the subject of a notice.
  static let subject = PhraseSet([
    [
      "undeliverable|undelivered|undeliver|unzustellbar",
      "olevererbart|nondeliverable|undelivrable|undeliverd",
      "deliver|delivery|delivered failed|failure|error|failing|problem|notification|report",
      "deliver|delivery|delivered status|notice|incomplete|warning|delayed|delay|subsystem",
      "deliver|delivery has|of|to|system failed|failure|error|notification|been",
      "failed|failure|failing delivery|notice|mail|to",
      "returned|returning|bounced|bounce mail|message|to|email|e",
      "mail|message|mailer|email|e error|failed|delivery|failure",
      "mail|message|mailer|email|e refused|rejected|system|bounced",
      "mail|message|mailer|email|e delayed|returned|undeliverable|status|not|could|couldnt|mail",
      "non delivery", "nondelivery", "not|never be? delivered|deliverable", "delayed mail",
      "could not|couldnt be? delivered|send|deliver|sent", "unable to deliver|send",
      "message status|you|undeliverable|delayed|sent|rejected|could|has",
      "permanent|temporary delivery? failure|error", "error sending|delivering|in|your",
      "problem delivering|with", "nameserver error", "warning message|could|mail|delayed",
      "loop alert", "invalid|unknown|no address|recipient|user|such", "user unknown|not",
      "unknown recipient|user|address", "there was an error", "mail delivery",
      "failure|delivery notice|report", "rejected", "undelivered mail", "ndr",
      "could not send|deliver", "automatic notification", "postmaster notify",
      "delivery to the following", "quota exceeded", "mailbox full",
      "inte levererat|levereras|kunde|levererades", "kunde inte levereras",
      "leveransfel|leveransmeddelande|leveransstatus|misslyckad|misslyckades", "fördröjt",
      "zustellung|zustellfehler|übermittlung|zustellungsfehler|zustellungsstatus|fehlermeldung",
      "nicht zugestellt|zustellbar", "konnte nicht", "échec|echec de|remise",
      "non remis|distribué|délivré", "remise|avis de|non", "notification détat|d",
      "no entregado|se", "no se pudo", "error de entrega", "entrega fallida",
      "devuelto|devolvido|devolução", "mancata consegna", "impossibile recapitare",
      "mancato recapito", "falha na|de entrega", "kan niet worden", "niet bezorgd", "onbestelbaar",
      "ikke leveret|levert", "uleverbar", "toimitus", "niedostarczona|zwrot|niedoręczona",
      "не доставлено|доставлена", "недоставленное|доставка", "ваше сообщение",
      "nedoručitelné|nedoručená", "エラーメール|配信エラー|配信不能|エラー", "送信できません|配送できません|配信できません", "メール配信",
      "配信に失敗|配送失敗|失敗", "未送信|未配信", "退信", "系统退信", "反송",
    ],
    // What the subject of an automatic reply says.
    [
      "automatic|automated|auto reply|response|replies|responder",
      "autoreply|autoresponse|autoresponder|autosvar|autosvar", "out of the? office", "away from",
      "on vacation|holiday|leave", "vacation reply|message|notice", "automatiskt svar",
      "frånvaro|frånvaromeddelande|frånvarande|semester",
      "abwesenheit|abwesenheitsnotiz|abwesend|urlaub", "automatische antwort",
      "réponse automatique", "absence|absent", "respuesta automática", "fuera de",
      "risposta automatica", "resposta automática", "automatisch antwoord|afwezig",
      "automatisk svar", "automatyczna odpowiedź", "автоответ|автоматический", "自動返信|不在", "自动回复",
      "thank you for your", "auto",
    ],
  ])
}
