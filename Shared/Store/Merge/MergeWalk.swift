/// Walks along merges (L4, L5), for the statements that ask who is one with whom: each is the recursive
/// part of a table of a `WITH RECURSIVE`, and follows the rows where the walk begins.
///
/// `UNION` and not `UNION ALL`: were there a circle, the walk would end all the same. `OFFSET 0` keeps
/// each step a look-up by an index.
///
/// A walk begins with the rows of an array: of those PostgreSQL guesses ten, and of a walk a hundred times as many as
/// it begins with. For so many it makes room before the first step, with each execution, be it that nobody was
/// merged. Of two walks in a row that began with a table of sixty, without an array between, 609,030 were guessed:
/// 12 MB of room.
enum MergeWalk {
  /// Steps of `upwards (id, merged_into)`, to where each chain of merges ends.
  static let upwards = """
    UNION
    SELECT p.id, p.merged_into
    FROM upwards AS u
    CROSS JOIN LATERAL (
      SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = u.merged_into OFFSET 0
    ) AS p
    WHERE u.merged_into IS NOT NULL
    """

  /// The profile that was kept of the merges of an id in `w (id)`; `NULL` if nobody has the id.
  static let kept = """
    (WITH RECURSIVE upwards (id, merged_into) AS (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = w.id
        \(MergeWalk.upwards)
      )
      SELECT u.id FROM upwards AS u WHERE u.merged_into IS NULL)
    """

  /// Beginning of `merged_profiles (id)`, where a walk `upwards` came to.
  static let ends = "SELECT e.id FROM unnest(ARRAY(SELECT u.id FROM upwards AS u)) AS e (id)"

  /// Steps of `merged_profiles (id)`, to all that were merged into those.
  static let downwards = """
    UNION
    SELECT p.id
    FROM merged_profiles AS m
    CROSS JOIN LATERAL (
      SELECT k.id FROM profile AS k WHERE k.merged_into = m.id OFFSET 0
    ) AS p
    """
}
