import Synchronization

/// Whether a lane failed, told by the lanes and read at the end.
final class LifeOutcome: Sendable {
  private let failed = Atomic<Bool>(false)

  func fail() {
    failed.store(true, ordering: .releasing)
  }

  var exitCode: Int32 { failed.load(ordering: .acquiring) ? 1 : 0 }
}
