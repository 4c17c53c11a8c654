import Postgres

/// A host to which a database's URI leads.
public struct StoreHost: Hashable, Sendable {
  /// Its name or address, or the folder of a socket; `nil` for libpq's default socket.
  public let name: String?
  /// The word of `sslmode`; `nil` where nothing is said.
  public let sslmode: String?
}

extension StoreLocation {
  /// Reads from the URI which hosts are tried in turn.
  ///
  /// - Parameter environment: the variables from which libpq takes what the URI does not say.
  /// - Returns: at least one; none for a URI that libpq cannot read.
  public func hosts(in environment: [String: String]) -> [StoreHost] {
    Connection.hosts(of: uri).map { host in
      StoreHost(
        name: host.name ?? environment["PGHOST"], sslmode: host.sslmode ?? environment["PGSSLMODE"])
    }
  }

  /// The version of the library that connects: 150018 for libpq 15.18.
  public static var libraryVersion: Int { Connection.libraryVersion }
}
