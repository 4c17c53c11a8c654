import Foundation
import Messaging
import Testing

/// Messages that are parked for what stands beside their body: each is mended by the command line, and its
/// worker then takes it.
@Suite("Mending", .serialized)
struct MendingTests {
  private struct Case: Sendable {
    let id: String
    let code: String
    /// The place of the fault, as `parked list` has it.
    let path: String
    /// What `parked retry` is given besides.
    let mending: [String]
    let change: @Sendable (inout Properties) -> Void
  }

  private static let cases = [
    Case(
      id: "milliseconds", code: "illTyped", path: "properties.timestamp",
      mending: ["--set", "timestamp=1788256800"]
    ) { $0.timestamp = 1_788_256_800_000 },
    Case(
      id: "no-time", code: "illTyped", path: "properties.timestamp",
      mending: ["--unset", "timestamp"]
    ) { $0.timestamp = 1_788_256_800_000 },
    Case(
      id: "foreign-type", code: "unknownType", path: "properties.type",
      mending: ["--unset", "type"]
    ) { $0.type = "Contoso.X" },
    Case(
      id: "renamed-type", code: "unknownType", path: "headers.ce-type",
      mending: ["--set", "ce-type=registration.event"]
    ) { $0.headers = [Header("ce-type", "Contoso.X")] },
    Case(
      id: "said-packed", code: "unsupportedEncoding", path: "properties.content_encoding",
      mending: ["--unset", "content_encoding"]
    ) { $0.contentEncoding = "gzip" },
    Case(
      id: "actor", code: "illTyped", path: "headers.actor", mending: ["--set", "actor=anna"]
    ) { $0.headers = [Header("actor", 7)] },
    Case(
      id: "time", code: "illTyped", path: "headers.ce-time",
      mending: ["--set", "ce-time=2026-09-01T10:00:00Z"]
    ) { $0.headers = [Header("ce-time", "yesterday")] },
    Case(
      id: "version", code: "unsupportedFormat", path: "headers.cloudEvents:specversion",
      mending: ["--set", "cloudEvents:specversion=1.0"]
    ) { $0.headers = [Header("cloudEvents:specversion", "0.3")] },
    Case(
      id: "batch", code: "unsupportedFormat", path: "properties.content_type",
      mending: ["--set", "content_type=application/json", "--unset", "ce-extra"]
    ) {
      $0.contentType = "application/cloudevents-batch+json"
      $0.headers = [Header("ce-extra", "x")]
    },
  ]

  @Test("E1: whatever a message is parked for beside its body can be mended, and is then taken")
  func mended() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    for item in Self.cases {
      try publisher.publish(
        #"{"email":"\#(item.id)@example.se"}"#, id: item.id, type: "registration.event",
        change: item.change)
    }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "all are parked") { try testbed.count("parked") == Self.cases.count }
    for item in Self.cases {
      let found = "message_id = '\(item.id)'"
      #expect(
        try testbed.sql("SELECT code || ' ' || path FROM parked WHERE \(found)")
          == "\(item.code) \(item.path)")
      let id = try testbed.sql("SELECT id FROM parked WHERE \(found)")
      let shown = try testbed.brevduva("parked", "show", id).output
      #expect(shown.split(separator: "\n").count { $0.hasSuffix("← here") } == 1, "\(shown)")
      let retried = try testbed.brevduva(["parked", "retry", id] + item.mending, [:])
      #expect(retried.status == 0, "\(retried.errors)")
      try wait(until: "\(item.id) is applied") {
        try testbed.count("inbox WHERE \(found) AND ending = 0") == 1
      }
    }
    #expect(try testbed.count("parked") == 0)
    #expect(try testbed.count("profile") == Self.cases.count)
    try worker.stop()
  }

  @Test("E1: a packed body is mended with its encoding, and a cause as a whole")
  func packings() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let packed: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    try publisher.publish(packed, id: "packed", type: "registration.event") {
      $0.contentEncoding = "gzip"
    }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "it is parked") { try testbed.count("parked") == 1 }
    try withFolder { folder in
      let file = folder.appending(path: "mended")
      try Data(#"{"email":"packed@example.se"}"#.utf8).write(to: file)
      let id = try testbed.sql("SELECT id FROM parked")
      let retried = try testbed.brevduva(
        "parked", "retry", id, file.path, "--unset", "content_encoding")
      #expect(retried.status == 0, "\(retried.errors)")
    }
    try wait(until: "it is applied") {
      try testbed.count("inbox WHERE message_id = 'packed' AND ending = 0") == 1
    }
    for number in 1...5 {
      try publisher.publish(
        #"{"email":"said\#(number)@example.se"}"#, id: "said\(number)", type: "registration.event"
      ) { $0.contentEncoding = "br" }
    }
    try publisher.finish()
    try wait(until: "all are parked") { try testbed.count("parked") == 5 }
    let all = try testbed.brevduva(
      "parked", "retry", "--cause", "unsupportedEncoding", "--set", "content_encoding=identity")
    #expect(all.output.hasPrefix("5 of the cause unsupportedEncoding sent again."))
    try wait(until: "all are applied") { try testbed.count("inbox WHERE ending = 0") == 6 }
    #expect(try testbed.count("parked") == 0)
    try worker.stop()
  }
}
