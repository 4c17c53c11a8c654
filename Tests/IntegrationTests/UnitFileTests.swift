import Foundation
import Testing

/// The units of `deploy/systemd`, as systemd's own tools see them.
@Suite("systemd units")
struct UnitFileTests {
  private static let folder = "deploy/systemd"
  private static let units = [
    "brevduva-registration-matcher", "brevduva-lifecycle-worker", "brevduva-migrate",
    "brevduva-topology",
  ].map { "\($0).service" }

  /// A copy of the units in which the programs stand where they were built.
  private func withUnits(_ body: (URL) throws -> Void) throws {
    let bin = try #require(
      ProcessInfo.processInfo.environment["BREVDUVA_BIN"],
      "BREVDUVA_BIN must name the executables' folder.")
    try withFolder { folder in
      let copy = folder.appending(path: "units")
      try FileManager.default.copyItem(at: Project.url(Self.folder), to: copy)
      for unit in Self.units {
        let file = copy.appending(path: unit)
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("/usr/local/bin", with: bin).utf8).write(to: file)
      }
      try body(copy)
    }
  }

  @Test("Each unit is one that systemd can load, with a program that is there")
  func sound() throws {
    try withUnits { folder in
      let files = Self.units.map { folder.appending(path: $0).path }
      let ran = try run("systemd-analyze", ["verify", "--man=no"] + files)
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.output)\(ran.errors)")
      // What verify would find: it is no test if it finds nothing in a unit that is wrong.
      let text = try String(contentsOfFile: files[0], encoding: .utf8)
      try Data(text.replacing("RestartSec=5", with: "RestartSec=soon").utf8)
        .write(to: URL(fileURLWithPath: files[0]))
      #expect(try run("systemd-analyze", ["verify", "--man=no", files[0]]).errors.contains("soon"))
    }
  }

  @Test("Each unit is hardened: an exposure of 1.1 at the most, of 10", arguments: units)
  func hardened(unit: String) throws {
    try withUnits { folder in
      let file = folder.appending(path: unit).path
      func exposure(_ threshold: Int) throws -> Ran {
        try run(
          "systemd-analyze", ["security", "--offline=true", "--threshold=\(threshold)", file])
      }
      let ran = try exposure(11)
      #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
      // Without the drop-in next to it nothing of that would hold.
      try FileManager.default.removeItem(at: folder.appending(path: "brevduva-.service.d"))
      #expect(try exposure(80).status != 0)
    }
  }

  @Test("A worker's unit gives it time to drain, and does not start it anew for a wrong setting")
  func ending() throws {
    for unit in Self.units.prefix(2) {
      let text = try Project.text("\(Self.folder)/\(unit)")
      let seconds = Project.matches(of: /TimeoutStopSec=(\d+)/, in: text).first.flatMap { Int($0) }
      #expect(seconds.map { $0 > 25 } == true)
      #expect(text.contains("RestartPreventExitStatus=2"))
      #expect(text.contains("KillSignal=SIGTERM"))
      let program = unit.trimmingPrefix("brevduva-").replacing(".service", with: "")
      #expect(text.contains("ExecStart=/usr/local/bin/\(program)\n"))
    }
  }
}
