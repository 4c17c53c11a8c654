import Contract
import Foundation
import TestSupport
import Testing

/// A mailing whose worker is killed again and again while others change people.
@Suite("Mailings under fire", .serialized)
struct MailingKillTests {
  /// How often the worker is killed: `BREVDUVA_TEST_KILLS`, else few enough for every run.
  private static let kills =
    ProcessInfo.processInfo.environment["BREVDUVA_TEST_KILLS"].flatMap { Int($0) } ?? 8
  private static let people = kills > 20 ? 20_000 : 4_000
  private static let changes = kills > 20 ? 1_000 : 200

  /// Commands of each kind that keeps a person from being mailed, each about another one.
  private static func command(_ number: Int) -> Posting {
    let person = (number * 19 + 7) % people
    let id = MailingLoad.person(person)
    let key = "person\(person + 1)@x.se"
    let (type, body) =
      switch number % 5 {
      case 0: ("profile.purge", #"{"profileId":"\#(id)"}"#)
      case 1: ("profile.mark", #"{"profileId":"\#(id)","address":"\#(key)"}"#)
      case 2: ("profile.optOut", #"{"profileId":"\#(id)"}"#)
      case 3: ("profile.deceased", #"{"profileId":"\#(id)"}"#)
      default: ("profile.remove", #"{"profileId":"\#(id)"}"#)
      }
    return Posting(id: "c\(number)", type: type, body: body)
  }

  @Test(
    "R3, R4: killed many times, each person has one row and one id, and nobody who must not is mailed"
  )
  func killed() throws {
    let testbed = try Testbed()
    try testbed.addPeople(Self.people)
    let lifecycle = try testbed.worker(for: .commands)
    let publisher = try Publisher(testbed)
    try publisher.publish(MailingLoad.posting(id: "m", to: #"{"all":true}"#))
    try publisher.finish()
    var sent = 0
    var leftAtPreparing = 0
    for kill in 0..<Self.kills {
      let worker = try testbed.worker(for: .mailings, ["MAILING_CHUNK": "40"])
      // They are worked on while the worker goes on with its chunks, in both parts of the mailing.
      while sent < (kill + 1) * Self.changes / Self.kills {
        try publisher.publish(Self.command(sent))
        sent += 1
      }
      try publisher.finish()
      // Whoever is changed may be left out, and is then never handed over.
      let goal = 2 * (Self.people - Self.changes) * (kill + 1) / (Self.kills + 1)
      try wait(until: "it has come so far", within: .seconds(60)) {
        try Self.progress(in: testbed) >= goal
      }
      if try testbed.count("mailing WHERE state = 0") == 1 {
        leftAtPreparing = try testbed.count("mailing_recipient WHERE \(Self.isLeft)")
      }
      worker.send(SIGKILL)
      #expect(try worker.end() == -SIGKILL)
    }
    let heir = try testbed.worker(for: .mailings)
    try wait(until: "it is completed", within: .seconds(300)) {
      try testbed.count("mailing WHERE state = 3") == 1 && testbed.count("outbox") == 0
        && testbed.count("inbox WHERE message_id LIKE 'c%'") == Self.changes
    }
    for worker in [heir, lifecycle] { try worker.stop() }
    let left = try testbed.count("mailing_recipient WHERE \(Self.isLeft)")
    #expect(left > leftAtPreparing + Self.changes / 20, "changes met people who waited their turn")
    try check(testbed, by: publisher)
  }

  private static let isLeft = "status NOT IN ('waiting', 'handedOver')"

  /// How many were prepared, and how many had their turn; both in the order of the profiles.
  private static func progress(in testbed: Testbed) throws -> Int {
    try testbed.count("mailing_recipient")
      + testbed.count("mailing_recipient WHERE status = 'handedOver'")
  }

  @Test("R4: a broker that takes nothing in the middle of a mailing loses nothing")
  func alarm() throws {
    try Testbed.use(on: .breakable) { testbed in
      try testbed.addPeople(Self.people)
      let publisher = try Publisher(testbed)
      try publisher.publish(MailingLoad.posting(id: "m", to: #"{"all":true}"#))
      try publisher.finish()
      let worker = try testbed.worker(for: .mailings, ["MAILING_CHUNK": "20"])
      try wait(until: "it is under way", within: .seconds(60)) {
        try testbed.count("mailing_recipient WHERE status = 'handedOver'") >= 100
      }
      try testbed.broken {
        try Testbed.servers("ctl", "set_vm_memory_high_watermark", "0.00001")
        try wait(until: "the alarm is raised") {
          try testbed.doctor().check("rabbitmq alarms").state == "fault"
        }
        #expect(try testbed.count("mailing WHERE state = 2") == 1, "it is in the middle")
      } mended: {
        try Testbed.servers("ctl", "set_vm_memory_high_watermark", "0.4")
      }
      try wait(until: "it is completed", within: .seconds(120)) {
        try testbed.count("mailing WHERE state = 3") == 1 && testbed.count("outbox") == 0
      }
      let mails = try publisher.drainMail { $0.count >= Self.people }
      #expect(mails.count == Self.people)
      #expect(Set(mails.map(\.id)).count == Self.people)
      #expect(Set(mails.map(\.profile)).count == Self.people)
      try worker.stop()
    }
  }

  /// Settles the accounts by the times that PostgreSQL kept, past all code of ours.
  private func check(_ testbed: Testbed, by publisher: Publisher) throws {
    let mailed = try testbed.count("mailing_recipient WHERE status = 'handedOver'")
    // A purge takes the rows of those away who were handed over before it.
    let gone = try testbed.count(
      "profile AS p WHERE NOT EXISTS (SELECT FROM mailing_recipient AS r WHERE r.profile_id = p.id)"
    )
    #expect(try testbed.count("mailing_recipient") + gone == Self.people)
    #expect(
      try testbed.count(
        "profile AS p WHERE p.state <> 3 AND NOT EXISTS "
          + "(SELECT FROM mailing_recipient AS r WHERE r.profile_id = p.id)") == 0)
    #expect(try testbed.count("mailing_recipient WHERE status = 'waiting'") == 0)
    let handedOver = try testbed.sql("SELECT handed_over FROM mailing")
    #expect(handedOver == "\(mailed + gone)")
    // By the clock of the commits: nobody was handed over after the command that forbids it.
    for reason in [
      "mark AS x ON x.key = r.address_key WHERE x.since < r.handed_over_at",
      "opt_out AS x ON x.profile_id = r.profile_id WHERE x.since < r.handed_over_at",
      "generate_series(0, \(Self.changes - 1)) AS n ON r.profile_id = ('018f0000-0000-7000-8000-' || "
        + "lpad(to_hex((n * 19 + 7) % \(Self.people) + 1), 12, '0'))::uuid "
        + "JOIN inbox AS x ON x.message_id = 'c' || n WHERE x.handled_at < r.handed_over_at",
    ] {
      #expect(
        try testbed.count("mailing_recipient AS r JOIN \(reason) AND r.status = 'handedOver'") == 0,
        "\(reason)")
    }
    let mails = try publisher.drainMail { Set($0.map(\.id)).count >= mailed }
    let profiles = Dictionary(grouping: Set(mails), by: \.profile)
    #expect(profiles.values.allSatisfy { $0.count == 1 }, "one id and one body for each person")
    #expect(Set(mails.map(\.id)).count == profiles.count)
    #expect(profiles.count <= mailed + gone && profiles.count >= mailed)
    for mail in try testbed.sql(
      "SELECT profile_id FROM mailing_recipient WHERE status <> 'handedOver'"
    ).split(separator: "\n") {
      #expect(profiles[String(mail)] == nil, "\(mail) was left out and mailed")
    }
  }
}
