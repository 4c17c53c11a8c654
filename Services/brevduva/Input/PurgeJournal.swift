import Domain
import Formats

/// The purges that `erasure list --json` has printed, of one file or several.
struct PurgeJournal: Sendable {
  /// Each purge once, in the order of the files.
  private(set) var purges: [JournaledPurge] = []
  private var known: Set<JournaledPurge> = []

  /// A journal without an entry.
  init() {}

  /// Adds what a file tells.
  ///
  /// - Throws: `usage`: the file cannot be read, or is not such a list; then where.
  mutating func add(_ file: InputFile) throws(Failure) {
    try add(try file.octets(), from: file.path)
  }

  /// Adds what a text tells; the name is that of its file.
  mutating func add(_ octets: [UInt8], from name: String) throws(Failure) {
    let root: JSONValue
    do throws(JSONFault) {
      root = try JSONValue(octets)
    } catch {
      throw Self.notAJournal(name, at: "octet \(error.offset)")
    }
    guard root.kind == .array else { throw Self.notAJournal(name, at: "$") }
    for element in root.elements {
      guard let purge = JournaledPurge(element) else {
        throw Self.notAJournal(name, at: element.path)
      }
      if known.insert(purge).inserted { purges.append(purge) }
    }
  }

  private static func notAJournal(_ name: String, at place: String) -> Failure {
    .usage(
      "\(name.visible) is no list of purges (\(place)): give what brevduva erasure list --json "
        + "has printed.")
  }
}

extension JournaledPurge {
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
