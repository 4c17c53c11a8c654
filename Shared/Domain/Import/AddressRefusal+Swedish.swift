extension AddressRefusal.Code {
  /// The sentence that a person reads in Swedish; never a part of the address.
  var swedish: String {
    switch self {
    case .noAt: "Adressen saknar @ mellan sina två delar."
    case .secondAt: "Adressen har mer än ett @; den ska ha precis ett."
    case .control: "Adressen innehåller ett styrtecken; ta bort det."
    case .comment: "Adressen innehåller en kommentar inom parentes; skriv den utan."
    case .emptyLocal: "Inget står före @."
    case .dots: "Före @ måste en punkt stå mellan två andra tecken."
    case .localCharacter: "Ett tecken före @ är inte tillåtet där."
    case .quotedString: "Citatet före @ är inte avslutat, eller innehåller något otillåtet."
    case .localTooLong: "Mer än 64 oktetter står före @."
    case .addressLiteral:
      "Ett domännamn måste följa efter @, inte en nätverksadress inom hakparentes."
    case .domainCharacter: "Ett tecken efter @ är inte tillåtet i ett domännamn."
    case .emptyLabel: "Domännamnet har en punkt för mycket, eller inget står efter @."
    case .labelTooLong: "En del av domännamnet har mer än 63 oktetter."
    case .hyphen: "En del av domännamnet har ett bindestreck där inget får stå."
    case .aLabel: "En del av domännamnet börjar med xn-- och är inget giltigt namn."
    case .oneLabel: "Domännamnet behöver en punkt, som i example.se."
    case .numericTop: "Domännamnet slutar med ett tal; en nätverksadress godtas inte."
    case .tooLong: "Adressen har mer än 254 oktetter."
    case .displayName: "Ett namn står före adressen; skriv bara adressen."
    case .severalAddresses: "Det är mer än en adress; skriv en i varje cell."
    case .mailto: "Det är en länk; skriv adressen utan mailto."
    case .trailingPunctuation: "Skiljetecken följer efter adressen; skriv bara adressen."
    case .invisible: "Ett tecken före @ kan inte ses eller läsas; skriv adressen utan det."
    }
  }
}
