import Domain

/// Rows in which a text of somebody's stands, beside what the rows are found by: where addresses in it
/// are looked for.
struct MentionSubject: Hashable {
  /// Kind of rows.
  enum Kind: Int16 {
    /// A registration, by its id.
    case registration = 0
    /// A suggestion, by its id.
    case suggestion = 1
    /// A profile with its external ids, opt-outs, addresses and merge, by the profile's id.
    case profile = 2
    /// The mark on an address, by its key.
    case mark = 3
    /// A message in the inbox and in the list of refused ones, by its id and source.
    case message = 4
    /// A parked message, by its id in the list.
    case parked = 5
    /// The receipt of a purge, by its profile's id.
    case receipt = 6
    /// What became of mail to an address, and what is held back of it, by the address's key.
    case mail = 7
    /// A mailing with its texts, its counts and storms, by its id.
    case mailing = 8
    /// An import with what was wished of it, by its id.
    case importing = 9
    /// A row of an import's file, by its chunk, its line and the import's id.
    case importLine = 10
    /// A note, by its id.
    case note = 11

    /// `true` where several rows share a subject, and retention deletes one after the other.
    var isForgottenWithLast: Bool {
      switch self {
      case .message, .mail: true
      case .registration, .suggestion, .profile, .mark, .parked, .receipt, .mailing, .importing,
        .importLine, .note:
        false
      }
    }
  }

  let kind: Kind
  let id: String
  /// The source of a message; empty for the others.
  let source: String

  private init(_ kind: Kind, _ id: String, source: String = "") {
    self.kind = kind
    self.id = id
    self.source = source
  }

  /// Rows as they are found; `nil` for a kind that a newer program wrote.
  init?(kind: Int16, id: String, source: String) {
    guard let kind = Kind(rawValue: kind) else { return nil }
    self.init(kind, id, source: source)
  }

  static func registration(_ id: RegistrationID) -> Self { Self(.registration, id.description) }
  static func suggestion(_ id: SuggestionID) -> Self { Self(.suggestion, id.description) }
  static func profile(_ id: ProfileID) -> Self { Self(.profile, id.description) }
  static func mark(_ key: AddressKey) -> Self { Self(.mark, key.text) }
  static func parked(_ id: ParkedID) -> Self { Self(.parked, id.description) }
  static func receipt(_ id: ProfileID) -> Self { Self(.receipt, id.description) }
  static func mail(_ key: AddressKey) -> Self { Self(.mail, key.text) }
  static func mailing(_ id: String) -> Self { Self(.mailing, id) }
  static func note(_ id: NoteID) -> Self { Self(.note, id.description) }
  static func importing(_ id: ImportID) -> Self { Self(.importing, id) }

  static func importLine(_ id: ImportID, chunk: Int, line: Int) -> Self {
    Self(.importLine, "\(chunk) \(line) \(id)")
  }

  static func message(_ message: MessageReference) -> Self {
    Self(.message, message.id, source: message.source)
  }
}
