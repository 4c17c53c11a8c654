extension TableFault {
  /// The fault and its cure, in Swedish.
  public var swedish: String {
    switch self {
    case .cannotOpen(let number): "Filen går inte att öppna (fel \(number))."
    case .outsideFolder: "Sökvägen leder ut ur mappen för importer."
    case .notAFile: "Det är ingen vanlig fil."
    case .empty: "Filen är tom."
    case .unknownFormat: "Filen är ingen tabell; spara den som CSV, XLSX eller ODS."
    case .oldExcel: "Filen är i Excels gamla format; spara den som .xlsx."
    case .binaryExcel: "Filen är i Excels binära format; spara den som .xlsx."
    case .encrypted: "Filen är låst med lösenord; spara den utan."
    case .damaged: "Filen är skadad; öppna den i sitt program och spara den igen."
    case .tooLarge(let size):
      switch size {
      case .parts: "Filen har för många delar; högst 10 000 läses."
      case .part: "Filen är för stor; högst 2 GB läses när den packats upp."
      case .ratio: "Filen växer orimligt när den packas upp; spara den som CSV."
      case .sheet: "Bladet är för stort; högst 1 048 576 rader och 16 384 kolumner läses."
      case .cell: "En cell är för lång; högst 2 MB läses."
      case .dryRun:
        "En provkörning tar högst 50 000 rader; prova en del av filen, eller importera den helt: "
          + "importen kan tas tillbaka."
      }
    case .noSheet: "Filen har inget synligt blad med celler."
    case .unknownSheet(_, among: []): "Filen har inga blad; ange inget."
    case .unknownSheet(let name, let names):
      "Det finns inget blad ”\(name)”; det finns \(names.map { "”\($0)”" }.joined(separator: ", "))."
    case .noSpace(let number):
      "Det som inte ryms i minnet kunde inte läggas på disk (fel \(number))."
    }
  }

  /// The fault and its cure, in English.
  public var english: String {
    switch self {
    case .cannotOpen(let number): "The file cannot be opened (error \(number))."
    case .outsideFolder: "The path leads out of the folder for imports."
    case .notAFile: "This is no regular file."
    case .empty: "The file is empty."
    case .unknownFormat: "The file is no table; save it as CSV, XLSX or ODS."
    case .oldExcel: "The file is in Excel's old format; save it as .xlsx."
    case .binaryExcel: "The file is in Excel's binary format; save it as .xlsx."
    case .encrypted: "The file is locked with a password; save it without one."
    case .damaged: "The file is damaged; open it in its program and save it again."
    case .tooLarge(let size):
      switch size {
      case .parts: "The file has too many parts; at most 10,000 are read."
      case .part: "The file is too large; at most 2 GB are read, unpacked."
      case .ratio: "The file grows beyond reason when it is unpacked; save it as CSV."
      case .sheet: "The sheet is too large; at most 1,048,576 rows and 16,384 columns are read."
      case .cell: "A cell is too long; at most 2 MB are read."
      case .dryRun:
        "A dry run takes at most 50,000 rows; try a part of the file, or import it whole: an import "
          + "can be taken back."
      }
    case .noSheet: "The file has no visible sheet with cells."
    case .unknownSheet(_, among: []): "The file has no sheets; name none."
    case .unknownSheet(let name, let names):
      "There is no sheet “\(name)”; there are \(names.map { "“\($0)”" }.joined(separator: ", "))."
    case .noSpace(let number):
      "What memory does not hold could not be put on disk (error \(number))."
    }
  }
}
