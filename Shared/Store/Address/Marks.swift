import Domain
import Postgres

/// Sets marks (B4, B6, B7); what was cleared before is remembered.
struct SetMarks: Statement {
  let marks: [(key: AddressKey, mark: Mark, provenance: Provenance)]

  static let sql = """
    INSERT INTO mark AS m (
      key, since, status, reason, observed_at, diagnostic, gateway_id, changed_at, changed_by_type,
      changed_by_source, changed_by_id, changed_by_actor)
    SELECT
      u.key, u.since, u.status, u.reason, u.observed_at, u.diagnostic, u.gateway_id, u.at, u.type,
      u.source, u.id, u.actor
    FROM unnest(
      $1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::timestamptz[], $6::text[],
      $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[])
      AS u (
        key, since, status, reason, observed_at, diagnostic, gateway_id, at, type, source, id, actor)
    ON CONFLICT (key) DO UPDATE
    SET
      since = excluded.since,
      status = excluded.status,
      reason = excluded.reason,
      observed_at = excluded.observed_at,
      diagnostic = excluded.diagnostic,
      gateway_id = excluded.gateway_id,
      changed_at = excluded.changed_at,
      changed_by_type = excluded.changed_by_type,
      changed_by_source = excluded.changed_by_source,
      changed_by_id = excluded.changed_by_id,
      changed_by_actor = excluded.changed_by_actor
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(marks) { $0.key.text }
    parameters.timestampArray(marks) { $0.mark.since.microseconds }
    parameters.textArray(marks) { $0.mark.status }
    parameters.textArray(marks) { $0.mark.reason }
    parameters.timestampArray(marks) { $0.mark.evidence?.observedAt.microseconds }
    parameters.textArray(marks) { $0.mark.evidence?.diagnostic }
    parameters.textArray(marks) { $0.mark.evidence?.gatewayID }
    parameters.provenanceArrays(marks) { $0.provenance }
  }
}

/// Clears marks, and keeps when (B5).
struct ClearMarks: Statement {
  let cleared: [(key: AddressKey, provenance: Provenance)]

  static let sql = """
    INSERT INTO mark AS m (
      key, cleared_at, changed_at, changed_by_type, changed_by_source, changed_by_id,
      changed_by_actor)
    SELECT u.key, u.at, u.at, u.type, u.source, u.id, u.actor
    FROM unnest(
      $1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS u (key, at, type, source, id, actor)
    ON CONFLICT (key) DO UPDATE
    SET
      since = NULL,
      status = NULL,
      reason = NULL,
      observed_at = NULL,
      diagnostic = NULL,
      gateway_id = NULL,
      cleared_at = excluded.cleared_at,
      changed_at = excluded.changed_at,
      changed_by_type = excluded.changed_by_type,
      changed_by_source = excluded.changed_by_source,
      changed_by_id = excluded.changed_by_id,
      changed_by_actor = excluded.changed_by_actor
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(cleared) { $0.key.text }
    parameters.provenanceArrays(cleared) { $0.provenance }
  }
}

/// Withdraws marks of an import that is taken back, as if they had never been set (P10); one that something else
/// has set since stays.
struct WithdrawMarks: Statement {
  let withdrawn: [(key: AddressKey, provenance: Provenance)]

  static let sql = """
    WITH gone AS (
      DELETE FROM mark AS m
      WHERE m.key = ANY ($1::text[])
      AND m.reason = 'imported'
      AND m.cleared_at IS NULL
      AND m.delivered_at IS NULL
    )
    UPDATE mark AS m
    SET
      since = NULL,
      status = NULL,
      reason = NULL,
      observed_at = NULL,
      diagnostic = NULL,
      gateway_id = NULL,
      changed_at = u.at,
      changed_by_type = u.type,
      changed_by_source = u.source,
      changed_by_id = u.id,
      changed_by_actor = u.actor
    FROM unnest(
      $1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS u (key, at, type, source, id, actor)
    WHERE m.key = ANY ($1::text[])
    AND m.key = u.key
    AND m.reason = 'imported'
    AND (m.cleared_at IS NOT NULL OR m.delivered_at IS NOT NULL)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(withdrawn) { $0.key.text }
    parameters.provenanceArrays(withdrawn) { $0.provenance }
  }
}
