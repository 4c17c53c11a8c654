import Domain
import Settings
import Worker
import WorkerDefinitions

/// News of mail that was sent: what failed, what was held back, who wants no more (B1–B10, R6).
struct BounceHandler: WorkerService {
  static var definition: WorkerDefinition { .bounceHandler }
  /// Number of addresses that one slice of a decision on a storm lets go.
  private static let sliceLimit = 200

  let rules: BounceRules

  /// Reads the figures of B2 and B8.
  init?(_ settings: inout SettingsReader) {
    let window = settings.read(WorkerDefinition.bounceWindowDays)
    let spread = settings.read(WorkerDefinition.bounceSpreadDays)
    let percent = settings.read(WorkerDefinition.bounceStormPercent)
    let floor = settings.read(WorkerDefinition.bounceStormFloor)
    guard let window, let spread, let percent, let floor else { return nil }
    rules = BounceRules(
      windowDays: window, spreadDays: spread, stormPercent: percent, stormFloor: floor)
  }

  /// A decision on a storm does not name the addresses whose marks wait for it.
  func needsPreparation(_ message: BounceMessage) -> Bool {
    if case .storm = message { true } else { false }
  }

  /// Looks up the next slice of these addresses.
  func prepare(
    _ message: BounceMessage, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> BounceMessage {
    guard case .storm(var order) = message else { return message }
    order.held = try book.heldAddresses(by: order.storm, limit: Self.sliceLimit)
    return .storm(order)
  }
}
