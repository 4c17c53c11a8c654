import Foundation
import Testing
import WorkerDefinitions

/// The units of `deploy/systemd`, as systemd's own tools see them.
@Suite("systemd units")
struct UnitFileTests {
  private static let folder = "deploy/systemd"
  private static let template = "brevduva-worker@.service"
  /// One for each worker, which the template makes, and those that stand alone.
  private static let units =
    WorkerDefinition.all.map { "brevduva-worker@\($0.name).service" }
    + ["brevduva-migrate.service", "brevduva-topology.service"]

  /// A copy of the units in which the programs stand where they were built.
  private func withUnits(_ body: (URL) throws -> Void) throws {
    let bin = try #require(
      ProcessInfo.processInfo.environment["BREVDUVA_BIN"],
      "BREVDUVA_BIN must name the executables' folder.")
    try withFolder { folder in
      let copy = folder.appending(path: "units")
      try FileManager.default.copyItem(at: Project.url(Self.folder), to: copy)
      for name in try FileManager.default.contentsOfDirectory(atPath: copy.path)
      where name.hasSuffix(".service") {
        try change(copy.appending(path: name), "/usr/local/bin", to: bin)
      }
      try body(copy)
    }
  }

  private func change(_ file: URL, _ text: String, to other: String) throws {
    let unit = try String(contentsOf: file, encoding: .utf8)
    try #require(unit.contains(text))
    try Data(unit.replacing(text, with: other).utf8).write(to: file)
  }

  private func verify(_ units: [String], in folder: URL) throws -> Ran {
    try run(
      "systemd-analyze", ["verify", "--man=no"] + units.map { folder.appending(path: $0).path })
  }

  @Test("Each unit is one that systemd can load, with a program that is there")
  func sound() throws {
    try withUnits { folder in
      let ran = try verify(Self.units, in: folder)
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.output)\(ran.errors)")
      // What verify would find: it is no test if it finds nothing in a unit that is wrong.
      let stranger = try verify(["brevduva-worker@nobody.service"], in: folder)
      #expect(stranger.status != 0 && stranger.errors.contains("nobody is not executable"))
      try change(folder.appending(path: Self.template), "RestartSec=5", to: "RestartSec=soon")
      #expect(try verify([Self.units[0]], in: folder).errors.contains("soon"))
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

  @Test("The workers' unit gives time to drain, and starts none anew for a wrong setting")
  func ending() throws {
    let text = try Project.text("\(Self.folder)/\(Self.template)")
    let seconds = Project.matches(of: /TimeoutStopSec=(\d+)/, in: text).first.flatMap { Int($0) }
    #expect(seconds.map { $0 > 25 } == true)
    #expect(text.contains("RestartPreventExitStatus=2"))
    #expect(text.contains("KillSignal=SIGTERM"))
    #expect(text.contains("ExecStart=/usr/local/bin/%i\n"))
  }
}
