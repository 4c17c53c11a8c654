import Domain
import Store

/// Contents of the tables that somebody should look at.
struct ContentsFacts: Sendable {
  /// The ids of the secrets that made tags which still count.
  var usedKeys: [String]
  /// The ids that `ERASURE_KEY` lists; `nil` where it is not set here, or cannot be read.
  var knownKeys: [String]?
  /// Messages in the outbox.
  var outbox: Backlog
  /// Number of parked messages.
  var parked: Int
  /// Anomalies of the last day.
  var anomalies: [AnomalyRecord]
  /// Time of the database's clock.
  var now: Timestamp
}

extension Check {
  /// Judges the schema: whether it is there, for us, and the one that this program knows.
  static func schema(_ facts: DatabaseFacts) -> Check {
    guard let schema = facts.server.schema else {
      return .fault("schema", "The database has no schema brevduva.", cure: "brevduva migrate")
    }
    guard schema.isUsable else {
      return .fault(
        "schema", "The user \(facts.server.user) may not use the schema \(schema.name).",
        cure:
          "GRANT USAGE ON SCHEMA \(schema.name) TO \(facts.server.user); brevduva grants prints all "
          + "that is needed.")
    }
    guard schema.hasSteps, let state = facts.schema else {
      return .fault(
        "schema", "The schema \(schema.name) has no tables yet.", cure: "brevduva migrate")
    }
    return judge(state)
  }

  private static func judge(_ state: SchemaState) -> Check {
    switch state {
    case .current:
      .ok("schema", "The schema is the one that this program needs.")
    case .behind(let at, let wanted):
      .fault(
        "schema", "The schema is at step \(at), this program needs step \(wanted).",
        cure: "brevduva migrate")
    case .ahead(let at):
      .warning(
        "schema", "The schema is at step \(at), newer than this program, which it still serves.",
        cure: "Install the version of brevduva and of the workers that made it.")
    case .outgrown(let at, let servesFrom, let known):
      .fault(
        "schema",
        "The schema is at step \(at) and serves programs from step \(servesFrom) on; this one knows "
          + "step \(known).",
        cure: "Install the version of brevduva and of the workers that made it.")
    case .altered(let number):
      .fault(
        "schema", "Step \(number) was applied with another text than this program's.",
        cure:
          "Install the version of brevduva that made the schema; its brevduva migrate tells which "
          + "step differs.")
    }
  }

  /// Judges what the tables hold: keys that are needed and not listed, and what waits too long.
  static func contents(_ facts: ContentsFacts) -> [Check] {
    [keys(facts), outbox(facts.outbox), parked(facts.parked)]
      + traffic(facts.anomalies, at: facts.now)
  }

  /// L6: a purged address is recognised by the key that made its tag, so that key must stay in the list
  /// as long as the tag.
  private static func keys(_ facts: ContentsFacts) -> Check {
    guard let known = facts.knownKeys else {
      return .warning(
        "erasure keys", "ERASURE_KEY cannot be read here; whether it has all keys is not known.",
        cure: "Run brevduva doctor with ERASURE_KEY or ERASURE_KEY_FILE as the workers have it.")
    }
    guard let missing = MissingErasureKeys(needed: facts.usedKeys, known: known) else {
      return .ok(
        "erasure keys",
        "ERASURE_KEY lists \(known.joined(separator: ", ")): all that the database needs.")
    }
    let end = missing.ids.map { "\($0):KEY" }.joined(separator: ",")
    return .fault(
      "erasure keys", missing.description,
      cure:
        "Add what is missing at the end of ERASURE_KEY again (…,\(end)) and restart the workers, which "
        + "wait for it; a key may go ERASURE_DAYS after it last signed.")
  }

  private static func outbox(_ outbox: Backlog) -> Check {
    let seconds = outbox.age.components.seconds
    let found =
      "\(outbox.messages.messages("waits", "wait")) in the outbox, the oldest for \(seconds) s."
    if outbox == .empty { return .ok("outbox", "The outbox is empty.") }
    return seconds <= 60
      ? .ok("outbox", found)
      : .warning(
        "outbox", found,
        cure:
          "If workers run, a receiver's queue is full, or no queue takes what somebody must get: "
          + "brevduva topology check. Else start one, or look why none is ready: "
          + "curl http://HTTP_ADDRESS/health/ready and its log.")
  }

  private static func parked(_ count: Int) -> Check {
    count == 0
      ? .ok("parked", "No message is parked.")
      : .warning(
        "parked", "\(count.messages("is", "are")) parked until mended.",
        cure: "brevduva parked list --by-cause")
  }
}
