/// Reason not to understand a row, and the column in which it lies (P7).
public struct CellFault: Error, Hashable, Sendable {
  /// The fault.
  public enum Code: Hashable, Sendable {
    /// An address that I3 refuses.
    case address(AddressRefusal.Code)
    /// A yes-or-no cell that says neither, or another cell in a form that is not understood (P11).
    case unclearValue
    /// A number that has lost digits.
    case roundedNumber
    /// No id of a profile.
    case badProfileID
    /// A text with a character that no text may have.
    case control
    /// A text that is longer than its field.
    case tooLong
    /// Neither an id nor an address (P1).
    case noIdentity
    /// Ids, or addresses of a row without an id, that lead to different profiles (P1).
    case identityConflict
    /// Nobody has the id, or the row is unknown and may create no profile (P1, P6).
    case unknownProfile
    /// Another active profile holds the address (P4).
    case addressTaken
    /// It belongs to a removed profile (P9).
    case removedProfile
    /// It belongs to somebody who has died (P9).
    case deceased
    /// It belonged to somebody who was purged (P9).
    case purgedEarlier
    /// An address that is said to be undeliverable, and is none of the person's (P11).
    case unknownAddress

    /// The word that a report has for it.
    public var word: String {
      switch self {
      case .address(let code): code.rawValue
      case .unclearValue: "unclearValue"
      case .roundedNumber: "roundedNumber"
      case .badProfileID: "badProfileId"
      case .control: "control"
      case .tooLong: "tooLong"
      case .noIdentity: "noIdentity"
      case .identityConflict: "identityConflict"
      case .unknownProfile: "unknownProfile"
      case .addressTaken: "addressTaken"
      case .removedProfile: "removedProfile"
      case .deceased: "deceased"
      case .purgedEarlier: "purgedEarlier"
      case .unknownAddress: "unknownAddress"
      }
    }
  }

  /// The fault.
  public let code: Code
  /// The header of the column; `nil` where it is the row.
  public let column: String?
  /// The address that was meant, where that is plain to see; personal data.
  public let repaired: String?

  /// Describes a fault.
  public init(_ code: Code, column: String?, repaired: String? = nil) {
    self.code = code
    self.column = column
    self.repaired = repaired
  }
}
