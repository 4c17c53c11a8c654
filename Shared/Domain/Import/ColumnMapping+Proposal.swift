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
  }

  /// The headers of the file, in their order.
  public let header: [String]
  /// The proposal for each of them.
  public let verdicts: [Verdict]

  /// Proposes what the columns of a file are for, by their headers.
  ///
  /// The export's own field names stand for themselves. Of several addresses without a word about their
  /// use the first is the primary one, the others are additional; of several telephones a mobile one
  /// comes first. A personal identity number is proposed for nothing.
  public init(header: [String]) {
    self.header = header
    let columns = header.map { (own: ImportField(HeaderWords.trimmed($0)), words: HeaderWords($0)) }
    let phones = columns.indices.filter {
      columns[$0].own == nil && columns[$0].words.subject == .phone
    }
    let phone = phones.first { columns[$0].words.isMobile } ?? phones.first
    var taken: Set<ImportField> = Set(columns.compactMap(\.own))
    var own: Set<ImportField> = []
    verdicts = columns.indices.map { place in
      let (field, words) = columns[place]
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
