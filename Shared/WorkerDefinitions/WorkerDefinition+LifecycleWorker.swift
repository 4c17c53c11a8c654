import Contract
import Domain
public import Settings
import Store

extension WorkerDefinition {
  /// The stewards' commands, in order.
  public static let lifecycleWorker = WorkerDefinition(
    queue: .lifecycle, role: .lifecycle,
    events: [
      "profile.*", "registration.*", "note.recorded", "address.*", "suggestion.*", "message.*",
    ],
    variables: [unmergeDays.row])

  /// The days after a merge within which it can be taken back (L4).
  public static let unmergeDays = Variable<Int>(
    "UNMERGE_DAYS", "how many days after a merge it can be taken back", in: 1...3650,
    fallback: LifeRules.standard.unmergeDays)
}
