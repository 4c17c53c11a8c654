internal import CLibPQ

/// Host to which a URI leads, as far as it says so itself: libpq takes the rest from its variables.
public struct DatabaseHost: Hashable, Sendable {
  /// The host's name or address, or the folder of a socket; `nil` where the URI names none.
  public let name: String?
  /// The word of `sslmode`; `nil` where the URI says nothing.
  public let sslmode: String?

  /// Names a place.
  public init(name: String?, sslmode: String?) {
    self.name = name
    self.sslmode = sslmode
  }
}

extension Connection {
  /// The version of libpq: 150018 for 15.18.
  public static var libraryVersion: Int { Int(PQlibVersion()) }

  /// The hosts of a URI in turn, at least one; none for a URI that libpq cannot read.
  public static func hosts(of uri: String) -> [DatabaseHost] {
    guard let options = Handle.options(of: uri) else { return [] }
    return Conninfo(options, applicationName: "").attempts.map { attempt in
      DatabaseHost(name: attempt["host"] ?? attempt["hostaddr"], sslmode: attempt["sslmode"])
    }
  }
}
