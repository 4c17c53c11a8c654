extension CellFault {
  /// The fault and its cure; never a part of the cell.
  public func sentence(in language: Language) -> String {
    switch language {
    case .swedish: code.swedish
    case .english: code.english
    }
  }
}

extension CellFault.Code {
  fileprivate var swedish: String {
    switch self {
    case .address(let code): code.swedish
    case .unclearValue:
      "Det går inte att se om det betyder ja eller nej; skriv ja, nej eller ett datum som 2026-11-30."
    case .roundedNumber:
      "Talet har tappat siffror när det sparades; formatera kolumnen som text och skriv det igen."
    case .badProfileID: "Det är inget profil-id; det har 36 tecken, som i exporten."
    case .control: "Texten innehåller tecken som inte kan läsas; skriv den igen."
    case .tooLong: "Texten är för lång."
    case .noIdentity: "Raden har varken id eller e-postadress; den måste ha något av dem."
    case .identityConflict:
      "Radens uppgifter pekar på olika profiler; dela upp raden eller ta bort det som är fel."
    case .unknownProfile: "Det finns ingen sådan profil, och raden får inte skapa den."
    case .addressTaken: "Adressen finns redan på en annan profil; ta bort den eller rätta den."
    case .removedProfile:
      "Det hör till en borttagen profil; återställ den, eller tillåt det för hela importen."
    case .deceased: "Det hör till någon som har avlidit; ta bort raden."
    case .purgedEarlier: "Det hörde till någon som har gallrats; ta bort raden."
    case .unknownAddress:
      "Adressen som inte går att nå hör inte till personen; skriv en av personens adresser."
    }
  }

  fileprivate var english: String {
    switch self {
    case .address(let code): code.sentence
    case .unclearValue:
      "It cannot be told whether this means yes or no; write yes, no, or a day such as 2026-11-30."
    case .roundedNumber:
      "The number lost digits when it was saved; format the column as text and write it again."
    case .badProfileID: "This is no profile id; one has 36 characters, as in the export."
    case .control: "The text holds characters that cannot be read; write it again."
    case .tooLong: "The text is too long."
    case .noIdentity: "The row has neither an id nor an address; it needs one of them."
    case .identityConflict:
      "What the row says leads to different profiles; divide it, or take away what is wrong."
    case .unknownProfile: "There is no such profile, and the row may not create it."
    case .addressTaken: "Another profile has this address; take it away or correct it."
    case .removedProfile:
      "This belongs to a removed profile; restore it, or allow it for the whole import."
    case .deceased: "This belongs to somebody who has died; take the row away."
    case .purgedEarlier: "This belonged to somebody who was purged; take the row away."
    case .unknownAddress:
      "The address that cannot be reached is none of the person's; write one that is."
    }
  }
}

extension MappingFault {
  /// The word that a report has for it.
  public var code: String {
    switch self {
    case .unknownColumn: "unknownColumn"
    case .ambiguousColumn: "ambiguousColumn"
    case .unknownField: "unknownField"
    case .fieldTwice: "fieldTwice"
    case .columnTwice: "columnTwice"
    case .noColumns: "noColumns"
    }
  }

  /// The fault and its cure.
  public func sentence(in language: Language) -> String {
    switch language {
    case .swedish: swedish
    case .english: english
    }
  }

  private var swedish: String {
    switch self {
    case .unknownColumn(let name): "Filen har ingen kolumn med rubriken ”\(name)”."
    case .ambiguousColumn(let name):
      "Filen har flera kolumner med rubriken ”\(name)”; ge dem olika rubriker."
    case .unknownField(let word): "Det finns inget fält ”\(word)”."
    case .fieldTwice(let field): "Två kolumner är valda för \(field); välj en."
    case .columnTwice(let name): "Kolumnen ”\(name)” är vald två gånger."
    case .noColumns: "Ingen kolumn är vald; minst en behövs."
    }
  }

  private var english: String {
    switch self {
    case .unknownColumn(let name): "The file has no column with the header “\(name)”."
    case .ambiguousColumn(let name):
      "The file has several columns with the header “\(name)”; give them different ones."
    case .unknownField(let word): "There is no field “\(word)”."
    case .fieldTwice(let field): "Two columns are chosen for \(field); choose one."
    case .columnTwice(let name): "The column “\(name)” is chosen twice."
    case .noColumns: "No column is chosen; at least one is needed."
    }
  }
}
