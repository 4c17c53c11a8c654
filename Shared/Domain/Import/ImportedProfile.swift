/// Profile that an import touched, as it was before: by it the import is taken back (P10).
public struct ImportedProfile: Hashable, Sendable {
  /// Name of a row: what was kept of one profile for one import.
  public struct Key: Hashable, Sendable {
    /// The import.
    public let importID: ImportID
    /// The profile.
    public let profile: ProfileID

    /// Names a row.
    public init(_ importID: ImportID, _ profile: ProfileID) {
      self.importID = importID
      self.profile = profile
    }
  }

  /// Part of a profile that an import may change.
  public struct Before: Hashable, Sendable {
    /// The version before the first change of the import.
    public let version: Int64
    /// Name, telephone, external ids and protection.
    public let details: Details
    /// The addresses with their uses, in their order.
    public let addresses: [Address]
    /// The topics that the person wanted none of.
    public let optedOut: Set<String>

    /// Describes a profile.
    public init(
      version: Int64, details: Details, addresses: [Address], optedOut: Set<String>
    ) {
      self.version = version
      self.details = details
      self.addresses = addresses
      self.optedOut = optedOut
    }

    /// Takes it from a profile.
    init(_ profile: Profile) {
      self.init(
        version: profile.version, details: profile.details, addresses: profile.addresses,
        optedOut: profile.optedOut)
    }

    /// Returns the uses that an address had; `nil` if the profile did not hold it.
    func uses(of key: AddressKey) -> Uses? {
      addresses.first { $0.key == key }?.uses
    }
  }

  /// The version that stands for one that nothing was left of, or of which something was said since: no
  /// profile has it.
  public static let noVersion: Int64 = 0

  /// The profile.
  public let profile: ProfileID
  /// How it was before; `nil` if the import made it.
  public let before: Before?
  /// Addresses on it that the import marked (P11).
  public private(set) var marked: Set<AddressKey>
  /// The version after the last change of the import: with another one something has touched it since.
  public private(set) var version: Int64
  /// `true` if a registration or a note lies on it; only of one that the import made this counts.
  public let hasRegistrations: Bool

  /// Describes what was kept.
  public init(
    profile: ProfileID, before: Before?, marked: Set<AddressKey> = [], version: Int64,
    hasRegistrations: Bool = false
  ) {
    self.profile = profile
    self.before = before
    self.marked = marked
    self.version = version
    self.hasRegistrations = hasRegistrations
  }

  /// Takes in what a later chunk of the same import changed; if something had touched the profile between the
  /// two, it stays touched.
  public mutating func take(_ later: ImportedProfile) {
    if later.before?.version == version { version = later.version }
    marked.formUnion(later.marked)
  }

  /// Notes that something was said of the profile that held already: that touches it too.
  public mutating func touch() {
    version = Self.noVersion
  }

  /// Notes that another import is taken back, which alone had touched the profile since.
  public mutating func follow(from old: Int64, to new: Int64) {
    if version == old { version = new }
  }
}

extension AddressBook {
  /// The profiles that the log touches from a place on, as they were before.
  ///
  /// - Parameters:
  ///   - place: where in the log the changes begin.
  ///   - before: the profiles at that place.
  /// - Returns: each once, in the order of their ids.
  func imported(since place: Int, before: [ProfileID: Profile]) -> [ImportedProfile] {
    var touched: Set<ProfileID> = []
    var marked: [ProfileID: Set<AddressKey>] = [:]
    for logged in log[place...] {
      logged.change.scope.forEachRaised { touched.insert($0) }
      switch logged.change {
      case .profile(let id, .created): touched.insert(id)
      case .mark(let key, let id, .set): marked[id, default: []].insert(key)
      default: break
      }
    }
    return touched.sorted().compactMap { id in
      profiles[id].map { now in
        ImportedProfile(
          profile: id, before: before[id].map { ImportedProfile.Before($0) },
          marked: marked[id] ?? [], version: now.version)
      }
    }
  }
}
