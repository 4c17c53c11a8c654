import Testing

/// Commands on a small world, many of which are refused; the order decides which.
struct CommandLoad: LoadScenario {
  func sound(id: String) -> Posting {
    Posting(id: id, type: "profile.optOut", body: #"{"profileId":"\#(CommandWriter.person(0))"}"#)
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] { CommandWriter.postings(count) }

  /// The database is what the pure core makes of the commands in their order, row by row (L7).
  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let postings = load.postings
    let model = try CommandModel(postings)
    if postings.count >= 500 {
      #expect(model.applied > postings.count / 5, "too few commands fit")
      #expect(model.refusedRows.count > postings.count / 4, "too few commands are refused")
    }
    for table in model.tables {
      let (found, expected) = (try load.testbed.rows(table.query), table.rows)
      let (odd, missing) = (Set(found).subtracting(expected), Set(expected).subtracting(found))
      #expect(
        odd.isEmpty && missing.isEmpty && found.count == expected.count,
        "\(table.name): found \(odd.prefix(3)) instead of \(missing.prefix(3))")
    }
    let events = try recorder.drainEvents { events in
      model.lost(among: events.map(\.told)).isEmpty
        && events.count { $0.type == "message.parked" } >= parked
    }
    let told = events.filter { $0.type != "message.parked" }
    #expect(events.count - told.count == parked)
    #expect(model.lost(among: told.map(\.told)) == [])
    #expect(model.odd(among: told.map(\.told)) == [])
    let places = told.filter { $0.version != nil }.map { [$0.type, $0.subject, $0.version] }
    #expect(Set(places).count == places.count, "two events of a type in one place")
  }
}
