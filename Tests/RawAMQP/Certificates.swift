package import Foundation

/// A tool of the system that is not there, or does not do what it is for.
package struct ToolFailure: Error, CustomStringConvertible {
  package let description: String
}

/// Authorities and certificates in a folder that is gone when the test is over.
package struct Certificates {
  /// Folder in which they lie.
  package let folder: URL

  /// Makes an authority `ca`, another one, and what the first has signed: `good`, `elsewhere` (another
  /// host's), `expired`.
  package static func use(_ body: (Certificates) throws -> Void) throws {
    let certificates = try Certificates()
    defer { try? FileManager.default.removeItem(at: certificates.folder) }
    try body(certificates)
  }

  private init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("certificates-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for authority in ["ca", "other-ca"] {
      try openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
        "2", "-subj", "/CN=\(authority)", "-keyout", path("\(authority).key"), "-out",
        path(authority))
    }
    try sign("good", names: "DNS:localhost,IP:127.0.0.1")
    try sign("elsewhere", names: "DNS:elsewhere.example")
    try sign("expired", names: "DNS:localhost,IP:127.0.0.1", days: "-1")
  }

  /// The path of a certificate; that of its key ends with `.key`.
  package func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Makes a certificate with these subject alternative names.
  package func sign(
    _ name: String, by authority: String = "ca", names: String, days: String = "2"
  ) throws {
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-keyout", path("\(name).key"), "-out",
      path("\(name).request"))
    try openssl(
      "x509", "-req", "-in", path("\(name).request"), "-CA", path(authority), "-CAkey",
      path("\(authority).key"), "-copy_extensions", "copy", "-days", days, "-out", path(name))
  }

  private func openssl(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ToolFailure(description: "openssl \(arguments[0]) failed: is it installed?")
    }
  }
}
