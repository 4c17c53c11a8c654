import Domain
import Postgres

/// Notes with merges what was said of profiles that are one by them (L4).
struct AffirmMerges: Statement {
  let said: [(removed: ProfileID, affirmation: Affirmation)]

  static let sql = """
    UPDATE merge AS m
    SET affirmed = ARRAY(SELECT DISTINCT a.word FROM unnest(m.affirmed || u.words) AS a (word))
    FROM (
      SELECT s.removed_id, array_agg(s.word) AS words
      FROM unnest($1::uuid[], $2::text[]) AS s (removed_id, word)
      GROUP BY s.removed_id
    ) AS u
    WHERE m.removed_id = ANY ($1::uuid[])
    AND m.removed_id = u.removed_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(said) { $0.removed.value }
    parameters.textArray(said) { $0.affirmation.text }
  }
}

/// Lets merges give what others, which were taken back, had given first (L4).
struct AmendMerges: Statement {
  let merges: [Merge]

  static let sql = """
    UPDATE merge AS m
    SET
      kept_keys = u.kept_keys::text[],
      kept_uses = u.kept_uses::smallint[],
      given_name = u.given_name,
      family_name = u.family_name,
      phone = u.phone,
      external_systems = u.external_systems::text[],
      external_values = u.external_values::text[],
      is_protected = u.is_protected,
      topics = u.topics::text[]
    FROM unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::boolean[], $10::text[])
      AS u (
        removed_id, kept_keys, kept_uses, given_name, family_name, phone, external_systems,
        external_values, is_protected, topics)
    WHERE m.removed_id = ANY ($1::uuid[])
    AND m.removed_id = u.removed_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.given(by: merges)
  }
}

extension Parameters {
  /// Appends who was merged away, the uses from before, and what the merges gave besides addresses: keys and
  /// uses (`NULL` where they are not known), names, telephone, external ids, protection, topics.
  mutating func given(by merges: [Merge]) {
    let uses = merges.map { $0.keptUses?.sorted { $0.key < $1.key } }
    let external = merges.map { $0.filled.externalIDs.sorted { $0.key < $1.key } }
    uuidArray(merges) { $0.removed.value }
    textArray(uses) { $0.map { ArrayText.joined($0.map(\.key.text)) } }
    textArray(uses) { $0.map { ArrayText.joined($0.map(\.value)) } }
    textArray(merges) { $0.filled.name.given }
    textArray(merges) { $0.filled.name.family }
    textArray(merges) { $0.filled.phone }
    textArray(external) { ArrayText.joined($0.map(\.key)) }
    textArray(external) { ArrayText.joined($0.map(\.value)) }
    boolArray(merges) { $0.filled.isProtected }
    textArray(merges) { ArrayText.joined($0.optOuts.sorted()) }
  }
}
