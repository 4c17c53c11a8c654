package import Domain
import Formats

/// The purges that `erasure list --json` has printed, of one file or several.
package struct PurgeJournal: Sendable {
  /// A purge.
  package struct Entry: Hashable, Sendable {
    /// The profile that was kept.
    package let profile: ProfileID
    /// All ids that the person had.
    package let profiles: [ProfileID]
    /// When it was carried out first.
    package let purgedAt: Timestamp
    /// The ground that the request named; `nil` if it named none.
    package let decision: String?
  }

  /// Each purge once, in the order of the files.
  package private(set) var entries: [Entry] = []
  private var known: Set<Entry> = []

  /// A journal without an entry.
  package init() {}

  /// Adds what a file tells.
  ///
  /// - Throws: `usage`: the file cannot be read, or is not such a list; then where.
  package mutating func add(_ file: InputFile) throws(Failure) {
    try add(try file.octets(), from: file.path)
  }

  /// Adds what a text tells; the name is that of its file.
  package mutating func add(_ octets: [UInt8], from name: String) throws(Failure) {
    let root: JSONValue
    do throws(JSONFault) {
      root = try JSONValue(octets)
    } catch {
      throw Self.notAJournal(name, at: "octet \(error.offset)")
    }
    guard root.kind == .array else { throw Self.notAJournal(name, at: "$") }
    for element in root.elements {
      guard let entry = Entry(element) else { throw Self.notAJournal(name, at: element.path) }
      if known.insert(entry).inserted { entries.append(entry) }
    }
  }

  private static func notAJournal(_ name: String, at place: String) -> Failure {
    .usage(
      "\(name.visible) is no list of purges (\(place)): give what brevduva erasure list --json "
        + "has printed.")
  }
}

extension PurgeJournal.Entry {
  /// Reads an entry; `nil` if it is none.
  fileprivate init?(_ value: JSONValue) {
    guard let profile = value["profileId"]?.string.flatMap({ ProfileID($0) }),
      let purgedAt = value["purgedAt"]?.string.flatMap({ RFC3339.microseconds($0) }),
      let ids = value["profileIds"], ids.kind == .array
    else { return nil }
    let texts = Array(ids.elements)
    let profiles = texts.compactMap { $0.string.flatMap { ProfileID($0) } }
    guard profiles.count == texts.count, profiles.contains(profile) else { return nil }
    self.init(
      profile: profile, profiles: profiles, purgedAt: Timestamp(microseconds: purgedAt),
      decision: value["decision"]?.string)
  }
}
