import Testing

/// Registrations of people, each spelt in one of two ways, who meet often.
struct RegistrationLoad: LoadScenario {
  func sound(id: String) -> Posting {
    Posting(id: id, type: "registration.event", body: #"{"email":"\#(id)@example.se"}"#)
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    (0..<count).map { number in
      let person = (number * 7919) % addresses
      let spelling =
        number.isMultiple(of: 2) ? "Person\(person)@Example.SE" : "person\(person)@example.se"
      return Posting(
        id: "m\(number)", type: "registration.\(["event", "alumni", "donation"][number % 3])",
        body: #"{"email":"\#(spelling)","name":{"given":"Given\#(person)","family":"Family"}}"#)
    }
  }

  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let (testbed, messages, addresses) = (
      load.testbed, load.postings.count, load.addresses
    )
    #expect(try testbed.count("inbox WHERE ending = 0") == messages)
    #expect(try testbed.count("registration") == messages)
    #expect(
      try testbed.count("(SELECT DISTINCT source, message_id FROM registration) r") == messages)
    #expect(try testbed.count("profile") == addresses)
    #expect(try testbed.count("address") == addresses)
    #expect(try testbed.count("address WHERE uses & 1 = 1") == addresses)
    let events = try recorder.drainEvents { events in
      Set(events.lazy.filter { $0.type == "registration.matched" }.map(\.cause)).count >= messages
        && events.count { $0.type == "message.parked" } >= parked
    }
    let matched = events.filter { $0.type == "registration.matched" }
    #expect(matched.count == messages)
    #expect(Set(matched.map(\.cause)).count == messages)
    #expect(events.count { $0.type == "profile.created" } == addresses)
    #expect(events.count { $0.type == "message.parked" } == parked)
  }
}
