import Domain
import Postgres

/// Parameters of one load; what may be locked is sorted.
struct LoadRequest {
  var ids: [ProfileID] = []
  var keys: [AddressKey] = []
  var externalIDs: [ExternalID] = []
  var registrations: [RegistrationID] = []
  var notes: [NoteID] = []
  var mails: [MailHash] = []
  var suggestions: [SuggestionID] = []
  var merges: [ProfileID] = []
  var erasedProfiles: [ProfileID] = []
  var erasedHolders: [AddressKey] = []
  var counters: [CounterKey] = []
  var mail: [AddressKey] = []
  var storms: [CounterKey.Subject] = []
  var stormsToDecide: [StormID] = []
  /// Domains whose recipients are counted.
  var domains: [(name: String, needed: Int)] = []
  /// Mailings whose messages are counted.
  var mailingsToCount: [MailingID] = []
  var tokens: [String] = []
  /// Messages of mailings, by their ids.
  var sent: [MessageID] = []
  var imports: [ImportID] = []
  var imported: [ImportedProfile.Key] = []
  var mailings: [MailingID] = []
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
    notes = touch.notes.sorted()
    mails = touch.mails.sorted()
    suggestions = touch.suggestions.keys.sorted()
    merges = touch.merges.sorted()
    erasedProfiles = touch.erasedProfiles.sorted()
    erasedHolders = touch.erasedHolders.sorted()
    counters = Array(touch.counters)
    mail = touch.mail.sorted()
    for storm in touch.storms {
      switch storm {
      case .id(let id): stormsToDecide.append(id)
      case .of(let subject): storms.append(subject)
      }
    }
    stormsToDecide.sort()
    for (subject, needed) in touch.recipients {
      switch subject {
      case .domain(let name): domains.append((name, needed))
      case .mailing(let id): mailingsToCount.append(id)
      }
    }
    for send in touch.sends.sorted() {
      switch send {
      case .token(let token): tokens.append(token)
      case .message(let id): sent.append(id)
      }
    }
    imports = touch.imports.sorted()
    imported = Array(touch.imported)
    mailings = touch.mailings.sorted()
    strength = touch.strength
    self.messages = messages
  }

  var touchesProfiles: Bool {
    !ids.isEmpty || !keys.isEmpty || !registrations.isEmpty || !suggestions.isEmpty
  }

  /// The profiles that are named, by whatever leads to them: `$1` to `$4`.
  ///
  /// Each arm begins with what was asked for: PostgreSQL 17 sorts the arms of a union by their indexes
  /// where it can, and would read whole ones if the statistics are those of empty tables.
  static let namedProfiles = """
    named (id) AS MATERIALIZED (
      SELECT w.id FROM unnest($1::uuid[]) AS w (id)
      UNION
      SELECT a.profile_id
      FROM unnest($2::text[]) AS w (key)
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM address AS k WHERE k.key = w.key OFFSET 0
      ) AS a
      UNION
      SELECT r.profile_id
      FROM unnest($3::uuid[]) AS w (id)
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM registration AS k WHERE k.id = w.id OFFSET 0
      ) AS r
      UNION
      SELECT p.id
      FROM unnest($4::uuid[]) AS w (id)
      CROSS JOIN LATERAL (
        SELECT k.profile_id, k.other_profile_id, k.registration_id
        FROM suggestion AS k
        WHERE k.id = w.id
        OFFSET 0
      ) AS s
      CROSS JOIN LATERAL (
        SELECT s.profile_id AS id
        UNION ALL
        SELECT s.other_profile_id
        UNION ALL
        SELECT k.profile_id FROM registration AS k WHERE k.id = s.registration_id
        OFFSET 0
      ) AS p
    )
    """

  /// All that are one with them (L5), if `$5`: up to where each chain of merges ends, and down again.
  static let mergedProfiles = """
    upwards (id, merged_into) AS (
      SELECT n.id, p.merged_into
      FROM unnest(ARRAY(SELECT w.id FROM named AS w)) AS n (id)
      CROSS JOIN LATERAL (
        SELECT k.merged_into FROM profile AS k WHERE k.id = n.id OFFSET 0
      ) AS p
      WHERE $5
      \(MergeWalk.upwards)
    ), merged_profiles (id) AS (
      \(MergeWalk.ends)
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
