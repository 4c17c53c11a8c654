/// A row of an import, understood: whom it names, and what it says of the person (P1, P11).
public struct ImportRow: Hashable, Sendable {
  /// An address, and what the column says that it is for; without a use it is additional.
  public struct Email: Hashable, Sendable {
    /// The address.
    public let address: EmailAddress
    /// Its use.
    public let use: Use?
    /// The header of the column in which it stands.
    public let column: String
  }

  /// Knowledge of the system before about an address that cannot be reached.
  public struct Undeliverable: Hashable, Sendable {
    /// The address; `nil` for all of the row's.
    public var address: AddressKey?
    /// Since when; `nil` if nobody says.
    public var since: Timestamp?
    /// The status code (RFC 3463); `nil` if nobody says.
    public var status: String?

    /// Says what is known.
    public init(address: AddressKey? = nil, since: Timestamp? = nil, status: String? = nil) {
      self.address = address
      self.since = since
      self.status = status
    }
  }

  /// The physical line on which it begins, or its number in the sheet.
  public let line: Int
  /// The profile that it names by our id.
  public internal(set) var profileID: ProfileID?
  /// The person's ids in other systems, in the order of the columns.
  public internal(set) var externalIDs: [ExternalID] = []
  /// The name; a part whose cell is empty is missing, which takes nothing away (P3).
  public internal(set) var name = Name()
  /// The telephone.
  public internal(set) var phone: String?
  /// The addresses in the order of the columns, each once with the use that comes first.
  public internal(set) var emails: [Email] = []
  /// Tells whether it is a row of an export and says who has no primary address: then none of the others
  /// becomes it (S5).
  public internal(set) var mayLackPrimary = false
  /// Tells whether the person wants no bulk mail at all.
  public internal(set) var optsOut = false
  /// Topics of which the person wants none.
  public internal(set) var topics: Set<String> = []
  /// Addresses that cannot be reached.
  public internal(set) var undeliverable: [Undeliverable] = []
  /// Tells whether the person has died.
  public internal(set) var isDeceased = false
  /// Tells whether the person's identity is protected.
  public internal(set) var isProtected = false
  /// Addresses that were repaired, as an import may ask for (I3).
  public internal(set) var repairs = 0

  init(line: Int) {
    self.line = line
  }

  /// Tells whether it names a person at all.
  var hasIdentity: Bool { profileID != nil || !externalIDs.isEmpty || !emails.isEmpty }
}
