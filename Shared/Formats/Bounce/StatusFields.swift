/// Fields of a delivery status notification (RFC 3464, RFC 6533), wherever they stand: a part of their
/// own, or a text.
///
/// Groups are parted by empty lines, or where a field comes a second time. The order within a group does
/// not matter. A line that is no field goes on with the diagnostic text, as some servers write it.
struct StatusFields {
  /// Field that is known; the first eight speak of one recipient.
  enum Field: Int {
    case originalRecipient, finalRecipient, actualRecipient, action, status, diagnosticCode
    case remoteMTA, lastAttemptDate
    case reportingMTA, arrivalDate, other

    var isOfRecipient: Bool { rawValue < 8 }
  }

  /// Fields of one recipient, as places in the text.
  struct Group {
    private var places: InlineArray<8, Range<Int>?> = InlineArray(repeating: nil)

    /// The place of a field of one recipient.
    subscript(field: Field) -> Range<Int>? {
      get { field.isOfRecipient ? places[field.rawValue] : nil }
      set { if field.isOfRecipient { places[field.rawValue] = newValue } }
    }

    /// Tells whether it names a recipient and says something of it.
    var speaks: Bool {
      (self[.originalRecipient] ?? self[.finalRecipient] ?? self[.actualRecipient]) != nil
        && (self[.action] ?? self[.status] ?? self[.diagnosticCode]) != nil
    }
  }

  /// The text whose places the groups hold.
  let text: ArraySlice<UInt8>
  private(set) var groups: [Group] = []
  private(set) var reportingMTA: Range<Int>?
  private(set) var arrivalDate: Range<Int>?
  /// Place of the first field of a recipient.
  private(set) var start: Int?

  /// No report names more recipients; further ones are not read.
  private static let limit = 10_000

  private var group = Group()
  /// The field that a continued line belongs to.
  private var field: Field?

  /// Reads a text that is fields alone, or may have prose around them.
  init(_ text: ArraySlice<UInt8>, isReport: Bool) {
    self.text = text
    var lines = Lines(text)
    while groups.count < Self.limit, let line = lines.next() {
      read(line, isReport: isReport)
    }
    endGroup()
  }

  /// Tells whether a text has such fields at all; most have not, and need not be read.
  static func mayStand(in text: ArraySlice<UInt8>) -> Bool {
    text.firstPlace(ofWord: "-recipient:") != nil
  }

  private mutating func read(_ line: Range<Int>, isReport: Bool) {
    let content = text[line].trimmed
    guard let first = text[line].first, !content.isEmpty else {
      endGroup()
      field = nil
      return
    }
    // A report that somebody passed on may have marks of quotation.
    let unquoted =
      first == UInt8(ascii: ">")
      ? content.drop { $0 == UInt8(ascii: ">") || $0.isBlank } : content
    if let (known, value) = Self.field(in: unquoted), known != .other || !first.isBlank {
      set(known, value)
    } else {
      extend(with: content, isContinued: first.isBlank || isReport)
    }
  }

  private static func field(in line: ArraySlice<UInt8>) -> (Field, Range<Int>)? {
    guard let colon = line.prefix(40).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = line[..<colon].trimmed
    guard name.count > 2, let known = known(name) else { return nil }
    let value = line[(colon + 1)...].trimmed
    return (known, value.startIndex..<value.endIndex)
  }

  private static func known(_ name: ArraySlice<UInt8>) -> Field? {
    switch name.count {
    case 6: return name.isWord("action") ? .action : name.isWord("status") ? .status : nil
    case 10 where name.isWord("remote-mta"): return .remoteMTA
    case 12 where name.isWord("arrival-date"): return .arrivalDate
    case 13 where name.isWord("reporting-mta"): return .reportingMTA
    case 15 where name.isWord("final-recipient"): return .finalRecipient
    case 15 where name.isWord("diagnostic-code"): return .diagnosticCode
    case 17 where name.isWord("last-attempt-date"): return .lastAttemptDate
    case 18 where name.isWord("original-recipient"): return .originalRecipient
    case 18 where name.isWord("x-actual-recipient"): return .actualRecipient
    default:
      let isName = name.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
      return isName && name.contains(UInt8(ascii: "-")) ? .other : nil
    }
  }

  private mutating func set(_ known: Field, _ value: Range<Int>) {
    switch known {
    case .reportingMTA: reportingMTA = reportingMTA ?? value
    case .arrivalDate: arrivalDate = arrivalDate ?? value
    case .other: break
    case .originalRecipient, .finalRecipient, .actualRecipient, .action, .status, .diagnosticCode,
      .remoteMTA, .lastAttemptDate:
      if group[known] != nil { endGroup() }
      if start == nil { start = value.lowerBound }
      group[known] = value
    }
    field = known
  }

  /// Goes on with the field before.
  private mutating func extend(with line: ArraySlice<UInt8>, isContinued: Bool) {
    guard isContinued, let field, let place = group[field] else {
      if !isContinued { self.field = nil }
      return
    }
    if field == .diagnosticCode || place.isEmpty {
      group[field] = (place.isEmpty ? line.startIndex : place.lowerBound)..<line.endIndex
    }
  }

  private mutating func endGroup() {
    if group.speaks { groups.append(group) }
    group = Group()
  }
}
