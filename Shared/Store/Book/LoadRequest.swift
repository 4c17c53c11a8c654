import Domain
import Postgres

/// Parameters of one load; what may be locked is sorted.
struct LoadRequest {
  var ids: [ProfileID] = []
  var keys: [AddressKey] = []
  var externalIDs: [ExternalID] = []
  var registrations: [RegistrationID] = []
  var suggestions: [SuggestionID] = []
  var merges: [ProfileID] = []
  var counters: [CounterKey] = []
  var mail: [AddressKey] = []
  var storms: [CounterKey.Subject] = []
  var stormsToDecide: [StormID] = []
  /// Domains whose recipients are counted; nobody knows yet how many a mailing has.
  var domains: [(name: String, needed: Int)] = []
  var messages: [MessageReference] = []
  var strength = Touch.Access.beside

  /// Makes a request for nothing.
  init() {}

  /// Makes the request of a touch.
  init(_ touch: Touch, messages: [MessageReference]) {
    ids = touch.profiles.keys.sorted()
    keys = touch.keys.keys.sorted()
    externalIDs = touch.externalIDs.sorted()
    registrations = touch.registrations.sorted()
    suggestions = touch.suggestions.keys.sorted()
    merges = touch.merges.sorted()
    counters = Array(touch.counters)
    mail = touch.mail.sorted()
    for storm in touch.storms {
      switch storm {
      case .id(let id): stormsToDecide.append(id)
      case .of(let subject): storms.append(subject)
      }
    }
    stormsToDecide.sort()
    for case (.domain(let name), let needed) in touch.recipients { domains.append((name, needed)) }
    strength = touch.strength
    self.messages = messages
  }

  var touchesProfiles: Bool {
    !ids.isEmpty || !keys.isEmpty || !registrations.isEmpty || !suggestions.isEmpty
  }

  /// The profiles that are named, by whatever leads to them: `$1` to `$4`.
  static let namedProfiles = """
    named (id) AS MATERIALIZED (
      SELECT unnest($1::uuid[])
      UNION
      SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])
      UNION
      SELECT r.profile_id FROM registration AS r WHERE r.id = ANY ($3::uuid[])
      UNION
      SELECT s.profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT s.other_profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT r.profile_id
      FROM suggestion AS s
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM registration AS k WHERE k.id = s.registration_id OFFSET 0
      ) AS r
      WHERE s.id = ANY ($4::uuid[])
    )
    """

  /// All that are one with them (L5), if `$5`: up to where each chain of merges ends, and down again.
  static let mergedProfiles = """
    upwards (id, merged_into) AS (
      SELECT n.id, p.merged_into
      FROM named AS n
      CROSS JOIN LATERAL (
        SELECT k.merged_into FROM profile AS k WHERE k.id = n.id OFFSET 0
      ) AS p
      WHERE $5
      \(MergeWalk.upwards)
    ), merged_profiles (id) AS (
      SELECT u.id FROM upwards AS u
      \(MergeWalk.downwards)
    )
    """

  /// The parameters of what leads to profiles: `$1` to `$5`.
  func bindNamed(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.textArray(keys) { $0.text }
    parameters.uuidArray(registrations) { $0.value }
    parameters.uuidArray(suggestions) { $0.value }
    parameters.bool(strength >= .changing)
  }
}
