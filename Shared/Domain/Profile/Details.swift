/// Details of a profile that a steward edits; its addresses are none of them.
public struct Details: Hashable, Sendable {
  /// Name, each part of which may be missing.
  public var name: Name
  /// Telephone as it was written; `nil` if none is known.
  public var phone: String?
  /// Ids in other systems, one for each system.
  public var externalIDs: [String: String]
  /// Protected identity (L8).
  public var isProtected: Bool

  /// Gathers details.
  public init(
    name: Name = Name(), phone: String? = nil, externalIDs: [String: String] = [:],
    isProtected: Bool = false
  ) {
    self.name = name
    self.phone = phone
    self.externalIDs = externalIDs
    self.isProtected = isProtected
  }

  /// The ids in other systems that this one has and another does not.
  public func externalIDs(beyond other: Details) -> [ExternalID] {
    externalIDs.filter { other.externalIDs[$0.key] != $0.value }
      .map { ExternalID(system: $0.key, value: $0.value) }.sorted()
  }
}

extension Profile {
  /// Details that a steward edits.
  public var details: Details {
    get {
      Details(name: name, phone: phone, externalIDs: externalIDs, isProtected: isProtected)
    }
    set {
      name = newValue.name
      phone = newValue.phone
      externalIDs = newValue.externalIDs
      isProtected = newValue.isProtected
    }
  }
}

/// An edit of a profile: only what it names changes.
public struct Edit: Hashable, Sendable {
  /// Edit of one field.
  public enum Field: Hashable, Sendable {
    /// It stays.
    case kept
    /// It is emptied.
    case cleared
    /// It gets this value.
    case set(String)

    /// The value afterwards.
    func applied(to old: String?) -> String? {
      switch self {
      case .kept: old
      case .cleared: nil
      case .set(let value): value
      }
    }
  }

  /// The given name.
  public var given: Field
  /// The family name.
  public var family: Field
  /// The telephone.
  public var phone: Field
  /// The ids in these other systems; those in systems that are not named stay.
  public var externalIDs: [String: Field]
  /// Protected identity (L8); `nil` if it stays as it is.
  public var isProtected: Bool?

  /// Describes an edit; without arguments it changes nothing.
  public init(
    given: Field = .kept, family: Field = .kept, phone: Field = .kept,
    externalIDs: [String: Field] = [:], isProtected: Bool? = nil
  ) {
    self.given = given
    self.family = family
    self.phone = phone
    self.externalIDs = externalIDs
    self.isProtected = isProtected
  }

  /// The details afterwards.
  func applied(to old: Details) -> Details {
    var new = old
    new.name.given = given.applied(to: old.name.given)
    new.name.family = family.applied(to: old.name.family)
    new.phone = phone.applied(to: old.phone)
    for (system, field) in externalIDs {
      new.externalIDs[system] = field.applied(to: old.externalIDs[system])
    }
    new.isProtected = isProtected ?? old.isProtected
    return new
  }
}
