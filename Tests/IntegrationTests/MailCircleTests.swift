import Foundation
import Testing

/// The whole circle with a real mail server: mailing, gateway, Postfix, report, mark, and the next mailing without it.
@Suite("Circle of mail", .serialized)
struct MailCircleTests {
  private static let isPossible = MailServer.isPossible && MailExampleTests.python != nil

  private static let people = [
    (id: "018f0000-0000-7000-8000-00000000000a", address: "anna@mail.example"),
    (id: "018f0000-0000-7000-8000-00000000000b", address: "away.bo@mail.example"),
    (id: "018f0000-0000-7000-8000-00000000000c", address: "gone@mail.example"),
  ]
  private static let marks =
    "SELECT string_agg(key, ' ' ORDER BY key) FROM mark WHERE since IS NOT NULL"

  @Test(
    "B4, B5, M6, R2: what comes back marks, the next mailing leaves it out, a late one marks no more",
    .enabled(if: isPossible, "a mail server, its rights or pika are missing"))
  func circle() throws {
    let testbed = try Testbed()
    try withFolder { folder in
      let server = try MailServer(in: folder, reportingTo: testbed)
      defer { server.stop() }
      let gateway = try server.gateway(of: testbed)
      defer { gateway.terminate() }
      let workers = try [WorkerKind.commands, .bounces, .mailings, .notes].map { kind in
        try testbed.worker(for: kind, ["RETURN_PATH_DOMAIN": "bounces.example"])
      }
      try send(
        Self.people.map { person in
          Posting(
            id: "create \(person.address)", type: "profile.create",
            body: #"{"profileId":"\#(person.id)","emails":[{"address":"\#(person.address)"}]}"#)
        }, in: testbed)
      try wait(until: "they are there") { try testbed.count("profile") == 3 }

      try mail("m1", handedOver: 3, in: testbed)
      try wait(until: "what came back has marked", within: .seconds(60)) {
        try testbed.sql(Self.marks) == "away.bo@mail.example gone@mail.example"
      }
      try wait(until: "Anna has hers") { server.delivered == 1 }
      try mail("m2", handedOver: 1, in: testbed)
      #expect(try excluded("m2", in: testbed) == "undeliverable 2")

      try send(
        [
          Posting(
            id: "clear", type: "profile.clearMark",
            body: #"{"profileId":"\#(Self.people[1].id)","address":"\#(Self.people[1].address)"}"#)
        ], in: testbed)
      try wait(until: "it is cleared") { try testbed.sql(Self.marks) == "gone@mail.example" }
      try server.reportAgain(to: testbed)
      try wait(until: "the late report is read") {
        try testbed.count("inbox WHERE message_id = 'late'") == 1
      }
      #expect(try testbed.sql(Self.marks) == "gone@mail.example")
      try mail("m3", handedOver: 2, in: testbed)

      try server.answer(from: Self.people[0].address)
      try wait(until: "her answer is a note on her") {
        try testbed.sql("SELECT profile_id FROM note_profile") == Self.people[0].id
      }
      for worker in workers { try worker.stop() }
    }
  }

  private func send(_ postings: [Posting], in testbed: Testbed) throws {
    let publisher = try Publisher(testbed)
    for posting in postings { try publisher.publish(posting) }
    try publisher.finish()
  }

  /// Sends a mailing to all, and waits for its end.
  private func mail(_ id: String, handedOver count: Int, in testbed: Testbed) throws {
    try send([MailingLoad.posting(id: id, to: #"{"all":true}"#)], in: testbed)
    try wait(until: "the mailing \(id) is handed over") {
      try testbed.count("mailing WHERE id = '\(id)' AND state = 3") == 1
    }
    #expect(try testbed.sql("SELECT handed_over FROM mailing WHERE id = '\(id)'") == "\(count)")
  }

  private func excluded(_ id: String, in testbed: Testbed) throws -> String {
    try testbed.sql(
      "SELECT status || ' ' || count(*) FROM mailing_recipient "
        + "WHERE mailing_id = '\(id)' AND status <> 'handedOver' GROUP BY status")
  }
}

/// A real mail server below a folder, whose reports and other mail for the system go into the broker.
private struct MailServer {
  /// Debian's name of the server: Postfix, where nothing else is asked for.
  static let kind = ProcessInfo.processInfo.environment["BREVDUVA_TEST_MAIL_SERVER"] ?? "postfix"

  /// `true` where it is installed and may be started.
  static var isPossible: Bool {
    (try? run(script, ["has", kind]).status) == 0  // what cannot be run is not there
  }

  let folder: URL
  private var data: URL { folder.appending(path: "server") }
  private var arrived: URL { data.appending(path: "arrived") }

  /// Starts it.
  init(in folder: URL, reportingTo testbed: Testbed) throws {
    self.folder = folder
    let bin = try #require(ProcessInfo.processInfo.environment["BREVDUVA_BIN"])
    let program = URL(fileURLWithPath: bin).appending(path: "brevduva").path
    // Whoever delivers is another user.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let ran = try run(
      Self.script, ["start", data.path, program, Self.kind],
      ["AMQP_URL": testbed.broker(as: "gateway")])
    try #require(ran.status == 0, "\(ran.errors)")
  }

  private static var script: String { Project.url("Tests/Scripts/mailserver").path }

  private var address: String {
    get throws {
      try run(Self.script, ["address", data.path]).output
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The gateway of the examples, at this server.
  func gateway(of testbed: Testbed) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      try [#require(MailExampleTests.python)]
      + [Project.url("Examples/gateway/gateway.py").path, folder.appending(path: "sent.db").path]
    process.environment = try ProcessInfo.processInfo.environment.merging(
      [
        "AMQP_URL": testbed.broker(as: "gateway"), "SMTP": address,
        "MAIL_FROM": "University <news@bounces.example>",
      ]) { $1 }
    try process.run()
    return process
  }

  /// Number of mails that were delivered.
  var delivered: Int {
    let place = data.appending(path: "mail/new").path
    // It is not there from the beginning.
    return (try? FileManager.default.contentsOfDirectory(atPath: place).count) ?? 0  // none yet
  }

  /// Sends the first report that came once more, as another message.
  func reportAgain(to testbed: Testbed) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: arrived.path)
    let report = try #require(files.first)
    let ran = try testbed.brevduva(
      "publish", "bounce.report", "--id", "late", arrived.appending(path: report).path)
    #expect(ran.status == 0, "\(ran.errors)")
  }

  /// Has somebody answer, with a copy to the system.
  func answer(from address: String) throws {
    let file = folder.appending(path: "answer.eml")
    let mail = """
      From: Anna <\(address)>
      To: news@uni.example
      Cc: notes@bounces.example
      Subject: Re: Hej
      Message-ID: <answer@mail.example>

      Tack, jag kommer.

      """
    try Data(mail.replacing("\n", with: "\r\n").utf8).write(to: file)
    let ran = try run(
      "curl",
      [
        "-sS", "--max-time", "30", "smtp://\(self.address)", "--mail-from", address, "--mail-rcpt",
        "notes@bounces.example", "-T", file.path,
      ])
    #expect(ran.status == 0, "\(ran.errors)")
  }

  func stop() {
    _ = try? run(Self.script, ["stop", data.path])  // the folder goes anyway
  }
}
