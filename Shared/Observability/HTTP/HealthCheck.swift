import POSIX
package import Settings

/// Asks the worker that listens at an address whether it is ready: the health check of a container in
/// which there is no other program.
package struct HealthCheck: Sendable {
  private let address: SocketAddress
  private let patience: Duration

  /// Aims at the listener of a worker; connecting and the answer may take so long each.
  package init(of address: SocketAddress, patience: Duration = .seconds(5)) {
    self.address = address
    self.patience = patience
  }

  /// Result of asking.
  package struct Finding: Hashable, Sendable {
    /// `true` if the worker says that it is ready.
    package let isReady: Bool
    /// Words of the worker, or the reason why it said nothing; ends with a line break.
    package let text: String
  }

  /// Asks once.
  package func run() -> Finding {
    do throws(HostError) {
      let answer = try HTTPClient(to: address, patience: patience, limit: 1 << 16)
        .get("/health/ready")
      return Finding(
        isReady: answer.status == 200, text: String(decoding: answer.body, as: UTF8.self))
    } catch {
      return Finding(isReady: false, text: "No worker answers at \(address): \(error).\n")
    }
  }
}
