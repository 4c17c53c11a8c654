/// A mapping that is proposed for a file, to be shown before it is used.
public struct MappingProposal: Hashable, Sendable {
  /// Proposals for a column.
  public enum Verdict: Hashable, Sendable {
    /// It is for a field.
    case field(ImportField)
    /// It is not read: nothing says what it is for.
    case unknown
    /// It is not read: another column is for the same.
    case double(ImportField)
    /// It is not read: another column has the same header, so that none of them can be named.
    case ambiguous
  }

  /// The headers of the file, in their order.
  public let header: [String]
  /// The proposal for each of them.
  public let verdicts: [Verdict]

  /// Proposes what the columns of a file are for, by their headers.
  ///
  /// The export's own field names stand for themselves. Of several addresses without a word about their
  /// use the first is the primary one, the others are additional; of several telephones a mobile one
  /// comes first. A personal identity number is proposed for nothing, and neither is a column that no
  /// choice can name, its header being there twice.
  public init(header: [String]) {
    self.header = header
    let names = header.map(HeaderWords.trimmed)
    let isTwice = Dictionary(names.map { ($0, false) }, uniquingKeysWith: { _, _ in true })
    let columns = names.map { name in
      (own: ImportField(name), words: HeaderWords(name), isTwice: isTwice[name] ?? false)
    }
    let phones = columns.indices.filter {
      columns[$0].own == nil && columns[$0].words.subject == .phone && !columns[$0].isTwice
    }
    let phone = phones.first { columns[$0].words.isMobile } ?? phones.first
    var taken: Set<ImportField> = Set(columns.filter { !$0.isTwice }.compactMap(\.own))
    var own: Set<ImportField> = []
    verdicts = columns.indices.map { place in
      let (field, words, isTwice) = columns[place]
      if isTwice { return field == nil && words.subject == nil ? .unknown : .ambiguous }
      if let field {
        return field.mayRepeat || own.insert(field).inserted ? .field(field) : .double(field)
      }
      switch words.subject {
      case nil: return .unknown
      case .givenName?: return Self.once(.givenName, &taken)
      case .familyName?: return Self.once(.familyName, &taken)
      case .phone?: return place == phone ? Self.once(.phone, &taken) : .double(.phone)
      case .address?:
        let wanted: Use? = words.use ?? (words.isFurther ? nil : .primary)
        let isFree = !words.isFurther && taken.insert(.email(wanted)).inserted
        return .field(.email(isFree ? wanted : nil))
      }
    }
  }

  /// The contract's word of what each column is for, by its header: the choice that is proposed.
  public var choice: [String: String] {
    var choice: [String: String] = [:]
    for (name, verdict) in zip(header, verdicts) {
      if case .field(let field) = verdict { choice[HeaderWords.trimmed(name)] = "\(field)" }
    }
    return choice
  }

  /// The mapping that is proposed.
  ///
  /// - Throws: `.noColumns` where there is nothing to propose.
  public func mapping() throws(MappingFault) -> ColumnMapping {
    var columns: [ColumnMapping.Column] = []
    for (place, verdict) in verdicts.enumerated() {
      if case .field(let field) = verdict {
        columns.append(ColumnMapping.column(place, header, field))
      }
    }
    return try ColumnMapping(columns)
  }

  private static func once(_ field: ImportField, _ taken: inout Set<ImportField>) -> Verdict {
    taken.insert(field).inserted ? .field(field) : .double(field)
  }
}
