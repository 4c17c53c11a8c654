import Testing

/// Mails of people who are in the book, each copied to us three times under ids of their own.
struct NoteLoad: LoadScenario {
  func prepare(_ testbed: Testbed, addresses: Int) throws {
    try BounceLoad().prepare(testbed, addresses: addresses)
  }

  func sound(id: String) -> Posting {
    Posting(id: id, type: "note.email", body: "From: nobody@example.se\r\n\r\nHej")
  }

  func broken(id: String) -> Posting {
    Posting(id: id, type: "note.email", body: "Hej")
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    let mails = Self.mails(of: count)
    return (0..<count).map { number in
      let mail = (number * 7919) % mails
      let (writer, reader) = (mail % addresses, (mail + 1) % addresses)
      return Posting(
        id: "m\(number)", type: "note.email",
        body: """
          From: <Person\(writer)@d\(writer).example.se>
          To: Bo <person\(reader)@d\(reader).example.se>, kansli@uni.se
          Message-ID: <\(mail)@example.se>
          Date: Mon, 30 Nov 2026 10:00:00 +0100
          Subject: Fråga \(mail)

          Hej!
          """)
    }
  }

  /// Number of mails of which copies come.
  private static func mails(of count: Int) -> Int { max(1, count / 3) }

  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let (testbed, messages) = (load.testbed, load.postings.count)
    let mails = Self.mails(of: messages)
    #expect(try testbed.count("inbox WHERE ending = 0") == mails)
    #expect(try testbed.count("inbox WHERE ending = 1") == messages - mails)
    #expect(try testbed.count("note") == mails)
    #expect(try testbed.count("note WHERE is_unmatched") == 0)
    #expect(try testbed.count("note_profile") == 2 * mails)
    let events = try recorder.drainEvents { events in
      events.count { $0.type == "note.recorded" } >= 2 * mails
        && events.count { $0.type == "message.parked" } >= parked
    }
    #expect(events.count { $0.type == "note.recorded" } == 2 * mails)
    #expect(events.count { $0.type == "message.parked" } == parked)
  }
}
