/// Hosts that no network lies in between.
enum Loopback {
  /// Whether a host is this machine: a loopback address, the folder of a socket, or `nil` for none named.
  static func contains(_ host: String?) -> Bool {
    guard let host, !host.isEmpty else { return true }
    return host == "localhost" || host == "::1" || host.hasPrefix("127.") || host.hasPrefix("/")
      || host.hasPrefix("@")
  }
}
