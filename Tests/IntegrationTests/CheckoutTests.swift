import Foundation
import TestSupport
import Testing

/// Checkouts that are copies of one another, as `cp -a` makes them.
@Suite("Checkouts that were copied", .serialized)
struct CheckoutTests {
  /// The script of the servers.
  private static let servers = Project.url("Tests/Scripts/servers").path

  /// What a folder of servers holds beside their data: where it is, their ports, the numbers of their processes.
  private static let state = [
    "place", "settings", "env", "postgres.pid", "rabbitmq.pid", "epmd.pid",
  ]

  /// The folder of a pair that runs, be this suite the only one that is run.
  private func original() throws -> String {
    try Testbed.servers("start")
    return try #require(ProcessInfo.processInfo.environment["BREVDUVA_TEST_SERVERS"])
  }

  /// The processes of a pair, as its files name them.
  private func processes(of folder: String) throws -> [String] {
    try Self.state.suffix(3).map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
    }
  }

  @Test(
    "The copy of a pair of servers is none: it does not answer, and to stop it leaves the other's alone",
    arguments: [true, false])
  func servers(isMarked: Bool) throws {
    let original = try original()
    let before = try processes(of: original)
    try withFolder { folder in
      for name in Self.state {
        try run("cp", ["-a", "\(original)/\(name)", folder.path])
      }
      if !isMarked {
        // As older versions wrote it.
        try run("sed", ["-i", "2d", folder.appending(path: "place").path])
      }
      let status = try run(Self.servers, ["status", folder.path])
      #expect(status.status == 1 && status.errors.contains("it gets servers of its own"))
      #expect(try run(Self.servers, ["env", folder.path]).status == 1)
      for verb in ["stop", "wipe"] {
        #expect(try run(Self.servers, [verb, folder.path]).status == 0)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
    #expect(try processes(of: original) == before)
    #expect(try run(Self.servers, ["status", original]).status == 0)
  }

  /// Copies what `./dev` needs to begin, and puts a compiler in the place of Swift's that builds nothing.
  private func withCheckout(
    _ body: (_ checkout: URL, _ dev: (String) throws -> Ran) throws -> Void
  ) throws {
    try withFolder { folder in
      let bin = folder.appending(path: "bin")
      let checkout = folder.appending(path: "copy")
      for made in [
        bin, checkout, checkout.appending(path: "Tests"), checkout.appending(path: ".dev"),
      ] {
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
      }
      for path in ["dev", "deploy", "Tests/Scripts"] {
        try run("cp", ["-a", Project.url(path).path, checkout.appending(path: path).path])
      }
      let swift = bin.appending(path: "swift")
      try Data("#!/bin/sh\n[ $1 != --version ] || echo Swift version 6.3.1\n".utf8).write(to: swift)
      try run("chmod", ["755", swift.path])
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      try body(checkout) { command in
        try run(
          checkout.appending(path: "dev").path, [command],
          ["PATH": "\(bin.path):\(path)", "BREVDUVA_SCRATCH": ""])
      }
    }
  }

  @Test(
    "A copied checkout ends none of the other's workers and forgets its URLs",
    arguments: [true, false])
  func workers(isCopy: Bool) throws {
    try withCheckout { checkout, dev in
      let state = checkout.appending(path: ".dev")
      let worker = Process()
      worker.executableURL = URL(filePath: "/bin/sleep")
      worker.arguments = ["600"]
      try worker.run()
      defer { worker.terminate() }
      try FileManager.default.createDirectory(
        at: state.appending(path: "workers"), withIntermediateDirectories: true)
      let started = try run("awk", ["{ print $22 }", "/proc/\(worker.processIdentifier)/stat"])
        .output
      try Data("\(worker.processIdentifier) \(started)".utf8)
        .write(to: state.appending(path: "workers/w.pid"))
      try Data("export DATABASE_URL=x\n".utf8).write(to: state.appending(path: "environment"))
      // The other one stands there, or is this one.
      let owner = isCopy ? checkout.appending(path: "../other") : checkout
      let mark = owner.appending(path: ".dev/checkout").standardizedFileURL
      try FileManager.default.createDirectory(
        at: mark.deletingLastPathComponent(), withIntermediateDirectories: true)
      let name = Data("\(owner.standardizedFileURL.path)\n".utf8)
      try name.write(to: mark)
      try name.write(to: state.appending(path: "checkout"))

      let down = try dev("down")
      #expect(down.status == 0, "\(down.errors)")
      #expect(down.errors.contains("was copied or moved") == isCopy)
      if isCopy {
        #expect(worker.isRunning)
      } else {
        try wait(until: "it has ended") { !worker.isRunning }
      }
      let environment = state.appending(path: "environment").path
      #expect(FileManager.default.fileExists(atPath: environment) == !isCopy)
    }
  }

  @Test(
    "A folder of built files that was made elsewhere is built anew; one that was made here stays",
    arguments: [
      ("made-at", "/elsewhere/.build\n", false), ("made-at", "HERE\n", true),
      ("release.yaml", "  inputs: [\"/elsewhere/.build/x\"]\n", false),
      ("release.yaml", "  inputs: [\"HERE/x\"]\n", true),
    ])
  func build(file: String, text: String, stays: Bool) throws {
    try withCheckout { checkout, dev in
      let scratch = checkout.appending(path: ".build")
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      let kept = scratch.appending(path: "module")
      try Data().write(to: kept)
      try Data(text.replacing("HERE", with: scratch.path).utf8)
        .write(to: scratch.appending(path: file))
      let built = try dev("build")
      #expect(built.status == 0, "\(built.errors)")
      #expect(FileManager.default.fileExists(atPath: kept.path) == stays)
      #expect(built.errors.contains("everything is built anew") == !stays)
      let mark = try String(contentsOf: scratch.appending(path: "made-at"), encoding: .utf8)
      #expect(mark == "\(scratch.path)\n")
    }
  }
}
