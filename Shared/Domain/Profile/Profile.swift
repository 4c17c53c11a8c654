/// One person in the address book, as it is loaded, decided on and written.
public struct Profile: Hashable, Sendable {
  /// State of a profile in its life.
  public enum State: Int16, CaseIterable, Sendable {
    /// Matched, mailed, edited.
    case active = 0
    /// Hidden; can be restored (L3).
    case removed = 1
    /// Dead: name and id are left (L1).
    case deceased = 2
    /// Erased: the id is left (L2).
    case purged = 3
  }

  /// Id, which never changes.
  public let id: ProfileID
  /// Active, removed, deceased or purged.
  public var state: State
  /// Number of changes of the profile, 1 when it is made; registrations do not count.
  public var version: Int64
  /// Name as far as it is known; each part may be missing.
  public var name: Name
  /// Telephone as it was written; `nil` if none is known.
  public var phone: String?
  /// Ids in other systems, one for each system.
  public var externalIDs: [String: String]
  /// Protected identity (L8).
  public var isProtected: Bool
  /// The profile that this one was merged into; `nil` if it was not (L5).
  public var mergedInto: ProfileID?
  /// The state in which the person died, to which a revocation returns (L1); `nil` unless deceased.
  public var stateBeforeDeath: State?
  /// The topics of bulk mail that the person wants none of, ``everyTopic`` for all (R6).
  public var optedOut: Set<String>
  /// Time at which it was made; of two that become one, the older is kept.
  public let createdAt: Timestamp
  /// The addresses in the order in which they came.
  public var addresses: [Address]

  /// The word for all bulk mail among the topics.
  public static let everyTopic = "*"

  /// The form in which a topic is kept and compared: trimmed, in lower case (R6).
  public static func topic(_ text: String) -> String { text.trimmed.lowercased() }

  /// Describes a profile.
  public init(
    id: ProfileID, state: State = .active, version: Int64 = 1, name: Name = Name(),
    phone: String? = nil, externalIDs: [String: String] = [:], isProtected: Bool = false,
    mergedInto: ProfileID? = nil, stateBeforeDeath: State? = nil, optedOut: Set<String> = [],
    createdAt: Timestamp, addresses: [Address] = []
  ) {
    self.id = id
    self.state = state
    self.version = version
    self.name = name
    self.phone = phone
    self.externalIDs = externalIDs
    self.isProtected = isProtected
    self.mergedInto = mergedInto
    self.stateBeforeDeath = stateBeforeDeath
    self.optedOut = optedOut
    self.createdAt = createdAt
    self.addresses = addresses
  }
}

extension Profile {
  /// The profile's address with a key; `nil` if it does not hold it.
  public func address(_ key: AddressKey) -> Address? {
    addresses.first { $0.key == key }
  }

  /// The address that has a use; `nil` if none has (S1).
  func address(for use: Use) -> Address? {
    addresses.first { $0.uses.contains(Uses(use)) }
  }

  /// The ids in other systems, in the order of the systems' names.
  public var externalIDList: [ExternalID] {
    externalIDs.isEmpty ? [] : externalIDs.map { ExternalID(system: $0, value: $1) }.sorted()
  }
}

/// A person's name as a form gives it.
public struct Name: Hashable, Sendable {
  /// Given name; `nil` if it is not known.
  public var given: String?
  /// Family name; `nil` if it is not known.
  public var family: String?

  /// Keeps both parts as they were written.
  public init(given: String? = nil, family: String? = nil) {
    self.given = given
    self.family = family
  }
}

/// An id that another system gave: unique for each system.
public struct ExternalID: Hashable, Comparable, Sendable {
  /// The system's name, `ladok` for instance.
  public let system: String
  /// The id there.
  public let value: String

  /// Names a person in another system.
  public init(system: String, value: String) {
    self.system = system
    self.value = value
  }

  /// Orders by system, then by value.
  public static func < (left: Self, right: Self) -> Bool {
    (left.system, left.value) < (right.system, right.value)
  }
}
