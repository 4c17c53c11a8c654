import Domain
import Formats

/// Reads an audience: what is ill-typed is a fault, a kind of audience that there is not none at all.
enum AudienceReader {
  /// The longest id of an event, in octets.
  private static let textLimit = 512
  /// The most profiles, or audiences, of one list.
  private static let countLimit = 250_000
  /// How deep audiences may be nested.
  private static let depthLimit = 8

  /// An audience; `nil` if it, or a part of it, is of a kind that there is not.
  static func audience(_ fields: Fields) throws(Fault) -> Audience? {
    try audience(fields, depth: 0)
  }

  private static func audience(_ fields: Fields, depth: Int) throws(Fault) -> Audience? {
    let members = fields.object.members.filter { $0.kind != .null }
    guard members.count == 1, let member = members.first, depth < depthLimit else { return nil }
    switch member.key {
    case "all":
      guard let isEverybody = member.bool else { throw .illTyped(member, "true") }
      return isEverybody ? Audience(isEverybody: true) : nil
    case "profileIds":
      var profiles: Set<ProfileID> = []
      for value in try fields.list("profileIds", limit: countLimit) ?? [] {
        guard let id = value.string.flatMap({ ProfileID($0) }) else {
          throw .illTyped(value, "an id (RFC 9562)")
        }
        profiles.insert(id)
      }
      return profiles.isEmpty ? nil : Audience(profiles: profiles)
    case "registeredTo":
      return try fields.text("registeredTo", limit: textLimit).map { Audience(events: [$0]) }
    case "kind":
      let word = try fields.text("kind", limit: textLimit)
      return word.flatMap(Registration.Kind.init(rawValue:)).map { Audience(kinds: [$0]) }
    case "anyOf":
      var union = Audience()
      for value in try fields.list("anyOf", limit: countLimit) ?? [] {
        guard let part = try audience(Fields(value), depth: depth + 1) else { return nil }
        union.formUnion(part)
      }
      return union.isEmpty ? nil : union
    default: return nil
    }
  }
}
