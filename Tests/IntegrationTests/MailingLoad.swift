import Contract
import Foundation
import Testing

/// A mailing to all people, so many that its chunks outlast many a crash, and mailings to one of them each.
struct MailingLoad: LoadScenario {
  func prepare(_ testbed: Testbed, addresses: Int) throws {
    guard try testbed.count("profile") == 0 else { return }
    try testbed.addPeople(addresses)
  }

  func sound(id: String) -> Posting {
    Self.posting(id: id, to: #"{"profileIds":["\#(Self.person(0))"]}"#)
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    // A mailing is three transactions of its own: an eighth of them keeps a worker as busy as so many
    // registrations.
    (0..<(count < 1000 ? count : count / 8)).map { number in
      number == 0
        ? Self.posting(id: "m0", to: #"{"all":true}"#)
        : Self.posting(
          id: "m\(number)", to: #"{"profileIds":["\#(Self.person((number * 7919) % addresses))"]}"#)
    }
  }

  /// The id of one of the people, counted from 0.
  static func person(_ number: Int) -> String {
    let digits = String(number + 1, radix: 16)
    return "018f0000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// A mailing of news, with further members of its message.
  static func posting(id: String, to audience: String, _ more: String = "") -> Posting {
    Posting(
      id: id, type: "mailing.send",
      body: #"""
        {"mailingId":"\#(id)","topic":"news","use":"primary","audience":\#(audience),\#(more)\#
        "subject":"Hej {{givenName}}","body":{"text":"Hej {{givenName}}! {{unsubscribeUrl}}"}}
        """#)
  }

  func isSettled(_ testbed: Testbed) throws -> Bool {
    try testbed.count("mailing WHERE state <> 3") == 0
  }

  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let (testbed, people) = (load.testbed, load.addresses)
    let mailings = try testbed.count("mailing")
    let mails = people + mailings - 1
    #expect(mailings == load.postings.count)
    #expect(try testbed.count("mailing WHERE state = 3") == mailings)
    #expect(try testbed.count("mailing_recipient WHERE status = 'handedOver'") == mails)
    #expect(try testbed.count("mailing_recipient") == mails)
    #expect(try testbed.sql("SELECT sum(handed_over) FROM mailing") == "\(mails)")
    let sent = try recorder.drainMail { Set($0.map(\.id)).count >= mails }
    #expect(Set(sent.map(\.id)).count == mails)
    #expect(Set(sent).count == mails, "one id with two bodies")
    #expect(Set(sent.map { "\($0.mailing) \($0.profile)" }).count == mails)
    let events = try recorder.drainEvents { events in
      events.count { $0.type == "mailing.completed" } >= mailings
        && events.count { $0.type == "message.parked" } >= parked
    }
    for type in ["mailing.prepared", "mailing.completed"] {
      #expect(events.count { $0.type == type } == mailings, "\(type)")
    }
    #expect(events.count { $0.type == "message.parked" } == parked)
  }
}

/// A mail that the gateway would get.
struct RecordedMail: Hashable {
  let id: String
  let mailing: String
  let profile: String
  let to: String
  let token: String
  let body: [UInt8]

  /// Reads what lies on the gateway's queue.
  init(_ octets: [UInt8]) throws {
    let message = try #require(
      try JSONSerialization.jsonObject(with: Data(octets)) as? [String: Any])
    let data = try #require(message["data"] as? [String: Any])
    let headers = try #require(data["headers"] as? [String: String])
    id = try #require(message["id"] as? String)
    mailing = try #require(data["mailingId"] as? String)
    profile = try #require(data["profileId"] as? String)
    to = try #require(data["to"] as? String)
    token = try #require(headers["X-Brevduva-Token"])
    body = octets
  }
}

extension Publisher {
  /// Takes what lies on the gateway's queue until it is enough.
  func drainMail(until isEnough: ([RecordedMail]) -> Bool) throws -> [RecordedMail] {
    try drain(Topology.outgoingMail, reading: RecordedMail.init, until: isEnough)
  }
}

extension Testbed {
  /// Puts so many people with a primary address into the book, past all code of ours.
  func addPeople(_ count: Int) throws {
    _ = try sql(
      """
      INSERT INTO profile (id, version, given_name, created_at)
        SELECT ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'Given' || n, now()
        FROM generate_series(1, \(count)) AS n;
      INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
          added_by_type, added_by_source, added_by_id)
        SELECT 'person' || n || '@x.se', 1,
          ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'person' || n || '@x.se', 1,
          1, now(), 't', 's', 'i'
        FROM generate_series(1, \(count)) AS n
      """)
  }
}
