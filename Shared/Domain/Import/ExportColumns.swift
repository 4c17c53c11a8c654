extension ExternalID {
  /// The system under which an export names a profile's own id (P11).
  public static let exportSystem = "brevduva"
}

/// Columns of an export, which are those that an import takes (P11).
public struct ExportColumns: Hashable, Sendable {
  /// The word of a yes-or-no cell that says yes; one that does not is empty.
  private static let yes = "yes"

  /// What each column is for, in their order.
  public let fields: [ImportField]

  /// Makes the columns for the profiles of a book.
  ///
  /// - Parameters:
  ///   - systems: the systems of their external ids, in any order.
  ///   - topics: the topics of which they want no bulk mail, in any order and spelling; that of all bulk
  ///     mail has its column whether it is among them or not.
  ///   - additional: the most additional addresses that one of them has.
  public init(systems: some Sequence<String>, topics: some Sequence<String>, additional: Int) {
    let systems = Set(systems).subtracting([ExternalID.exportSystem]).sorted()
    let optOuts = Set(
      topics.filter { $0 != Profile.everyTopic }.compactMap { ImportField("optOut:\($0)") })
    fields =
      ([ExternalID.exportSystem] + systems).map { .externalID(system: $0) }
      + [.givenName, .familyName, .phone] + Use.allCases.map { .email($0) }
      + Array(repeating: .email(nil), count: additional) + [.optOut(topic: nil)]
      + optOuts.sorted { $0.description < $1.description }
      + [.undeliverable, .deceased, .protected]
  }

  /// The header: a field's word for each column, and from the second additional address on its number.
  public var header: [String] {
    var additional = 0
    return fields.map { field in
      guard field == .email(nil) else { return field.description }
      additional += 1
      return additional == 1 ? field.description : "\(field) \(additional)"
    }
  }

  /// The row of a profile, as ``ColumnMapping/read(_:line:repairs:)`` reads it.
  ///
  /// Of one with protected identity it has the id and the protection alone (L8).
  ///
  /// - Parameters:
  ///   - profile: active or deceased, of those for which the columns were made.
  ///   - marks: those of its addresses.
  /// - Returns: as many cells as there are columns; what is not known is empty.
  public func row(of profile: Profile, marks: [AddressKey: Mark]) -> [String] {
    var row = ExportedCells(profile, marks)
    return fields.map { row.next($0) }
  }

  /// The cells of a row, one after the other.
  private struct ExportedCells {
    private let profile: Profile
    private let marks: [AddressKey: Mark]
    private let topics: Set<ImportField>
    /// The additional addresses that have no column yet.
    private var additional: ArraySlice<Address>

    init(_ profile: Profile, _ marks: [AddressKey: Mark]) {
      self.profile = profile
      self.marks = marks
      topics = Set(profile.optedOut.compactMap { ImportField("optOut:\($0)") })
      additional = profile.addresses.filter(\.uses.isEmpty)[...]
    }

    mutating func next(_ field: ImportField) -> String {
      switch field {
      case .externalID(system: ExternalID.exportSystem): return profile.exportedID
      case .protected: return said(profile.isProtected)
      case _ where profile.isProtected: return ""
      case .profileID: return profile.id.description
      case .externalID(let system): return profile.externalIDs[system] ?? ""
      case .givenName: return profile.name.given ?? ""
      case .familyName: return profile.name.family ?? ""
      case .phone: return profile.phone ?? ""
      case .email(nil): return additional.popFirst()?.address.text ?? ""
      case .email(let use?): return profile.address(for: use)?.address.text ?? ""
      // Whoever is declared dead is opted out of everything by that (L1), elsewhere as well.
      case .optOut(topic: nil):
        return said(profile.optedOut.contains(Profile.everyTopic) || profile.state == .deceased)
      case .optOut: return said(topics.contains(field))
      case .undeliverable: return undeliverable
      case .deceased: return said(profile.state == .deceased)
      }
    }

    /// The marked addresses in the order of their columns, so that it stays through an import.
    private var undeliverable: String {
      guard !marks.isEmpty else { return "" }
      var addresses = Use.allCases.compactMap { profile.address(for: $0) }
      addresses += profile.addresses.filter(\.uses.isEmpty)
      var entries: [String] = []
      for address in addresses {
        guard let mark = marks[address.key] else { continue }
        let entry = ImportRow.Undeliverable.entry(mark, on: address.address)
        if !entries.contains(entry) { entries.append(entry) }
      }
      return entries.joined(separator: "; ")
    }

    private func said(_ yes: Bool) -> String { yes ? ExportColumns.yes : "" }
  }
}

extension Profile {
  /// The id by which a row finds or makes its profile elsewhere: the one that an export from another book
  /// brought, else its own.
  ///
  /// Of a profile with protected identity no other text may stand there (L8).
  fileprivate var exportedID: String {
    guard let brought = externalIDs[ExternalID.exportSystem],
      !isProtected || ProfileID(brought) != nil
    else { return id.description }
    return brought
  }
}
