import Foundation
import RawAMQP

/// The certificate that PostgreSQL shows.
extension Testbed {
  /// Has PostgreSQL write the files itself, since its key may be readable by nobody else.
  func show(_ name: String, of certificates: Certificates) throws {
    for (path, file) in [
      (certificates.path(name), "tested.pem"), (certificates.path("\(name).key"), "tested.key"),
    ] {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      _ = try sql(
        """
        COPY (SELECT unnest(string_to_array('\(text)', E'\\n'))) \
        TO PROGRAM 'umask 077 && cat > \(file)'
        """)
    }
    for setting in ["ssl_cert_file = 'tested.pem'", "ssl_key_file = 'tested.key'", "ssl = on"] {
      _ = try administer("ALTER SYSTEM SET \(setting)")
    }
    _ = try sql("SELECT pg_reload_conf()")
  }

  /// Has it show none again.
  func showNothing() throws {
    for setting in ["ssl", "ssl_key_file", "ssl_cert_file"] {
      _ = try administer("ALTER SYSTEM RESET \(setting)")
    }
    _ = try sql("SELECT pg_reload_conf()")
  }
}
