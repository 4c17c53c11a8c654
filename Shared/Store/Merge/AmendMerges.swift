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

/// Lets a merge give what another one, which was taken back, had given first (L4).
struct AmendMerge: Statement {
  let merge: Merge

  static let sql = """
    UPDATE merge AS m
    SET
      kept_keys = CASE WHEN $2 THEN $3::text[] END,
      kept_uses = CASE WHEN $2 THEN $4::smallint[] END,
      given_name = $5,
      family_name = $6,
      phone = $7,
      external_systems = $8,
      external_values = $9,
      is_protected = $10,
      topics = $11
    WHERE m.removed_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(merge.removed.value)
    parameters.keptUses(of: merge)
    parameters.given(by: merge)
  }
}

extension Parameters {
  /// Appends the uses from before a merge: whether they are known, keys, and uses.
  mutating func keptUses(of merge: Merge) {
    let uses = merge.keptUses?.sorted { $0.key < $1.key } ?? []
    bool(merge.keptUses != nil)
    textArray(uses) { $0.key.text }
    int2Array(uses) { $0.value.rawValue }
  }

  /// Appends what a merge gave besides addresses: names, telephone, external ids, protection, topics.
  mutating func given(by merge: Merge) {
    let external = merge.filled.externalIDs.sorted { $0.key < $1.key }
    text(merge.filled.name.given)
    text(merge.filled.name.family)
    text(merge.filled.phone)
    textArray(external) { $0.key }
    textArray(external) { $0.value }
    bool(merge.filled.isProtected)
    textArray(merge.optOuts.sorted())
  }
}
