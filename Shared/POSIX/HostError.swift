/// Failure of all of a host's addresses.
public enum HostError: Error, Hashable, Sendable {
  /// The host has no address; the resolver's words.
  case unknown(String)
  /// The last address was refused, with this error of the system.
  case refused(SystemError)
  /// Nothing came in time.
  case timedOut
}

extension HostError: CustomStringConvertible {
  /// The reason in the system's words.
  public var description: String {
    switch self {
    case .unknown(let words): words
    case .refused(let error): error.description
    case .timedOut: "no answer"
    }
  }
}
