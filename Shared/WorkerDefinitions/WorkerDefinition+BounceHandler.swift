import Contract
import Store

extension WorkerDefinition {
  /// Bounces, which are kept whole until they can be read.
  public static let bounceHandler = WorkerDefinition(
    queue: .bounces, role: .bounces, events: ["message.parked"])
}
