/// Conditions by which a statement keeps quiet about whoever is hidden (L8): a profile that is protected,
/// or was merged into one that is, through any number of merges.
///
/// The one place that says so of the database. Each statement that gives a profile's texts to people asks
/// here, but for those about the one profile whose id was given. Only a profile that was merged away costs
/// a walk along its merges, each step of it a look-up.
enum HiddenProfile {
  /// Of `profile AS p`: it is hidden.
  static let profile = """
    (p.is_protected OR p.merged_into IS NOT NULL AND (
      SELECT \(HiddenProfile.condition) FROM (VALUES (p.merged_into)) AS w (id)))
    """

  /// Of an id in `w (id)`: it is that of a hidden profile; false for `NULL`.
  static let condition = """
    EXISTS (
      WITH RECURSIVE upwards (id, merged_into) AS (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = w.id
        \(MergeWalk.upwards)
      )
      SELECT FROM upwards AS u
      CROSS JOIN LATERAL (
        SELECT k.is_protected FROM profile AS k WHERE k.id = u.id OFFSET 0
      ) AS hidden
      WHERE hidden.is_protected)
    """

  /// Of an id in `w (id)` on the sheet of the profile `$1`: it is that of a hidden profile which is another
  /// person; those who are one by merges are not hidden from each other.
  static let besides = """
    (\(HiddenProfile.condition)
      AND \(MergeWalk.kept) <> (SELECT \(MergeWalk.kept) FROM (VALUES ($1::uuid)) AS w (id)))
    """

  /// Of `suggestion AS s`, a table with a column `id`: whom it names, by a profile, or by an address that
  /// one has, or had if nobody has it now.
  static let named = """
    (
      SELECT s.profile_id AS id
      UNION ALL
      SELECT s.other_profile_id
      UNION ALL
      SELECT h.profile_id FROM address AS h WHERE h.key = s.evidence
      UNION ALL
      SELECT h.profile_id
      FROM address_past AS h
      WHERE h.key = s.evidence
      AND NOT EXISTS (SELECT FROM address AS k WHERE k.key = s.evidence OFFSET 0)
    )
    """
}
