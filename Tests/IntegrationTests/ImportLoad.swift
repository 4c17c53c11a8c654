import Foundation
import Testing

/// A file about all people, whose events are too many to be sent at once, and files of one row each about
/// one of them.
struct ImportLoad: LoadScenario {
  func sound(id: String) -> Posting {
    Self.posting(id: id, rows: ["\(id)@example.se,Given"])
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    // A file is a transaction of its own: an eighth of them keeps a worker as busy as so many registrations.
    (0..<(count < 1000 ? count : count / 8)).map { number in
      let people = number == 0 ? Array(0..<addresses) : [(number * 7919) % addresses]
      return Self.posting(
        id: "m\(number)", rows: people.map { "person\($0)@example.se,Given\($0)" })
    }
  }

  /// A file with the columns `E-post` and `Namn`, and further members of its message.
  static func posting(id: String, rows: [String], _ more: String = "") -> Posting {
    let file = Data((["E-post,Namn"] + rows + [""]).joined(separator: "\r\n").utf8)
    return Posting(
      id: id, type: "import.file",
      body: #"""
        {"importId":"\#(id)","columns":{"E-post":"email.primary","Namn":"givenName"},\#(more)\#
        "content":"\#(file.base64EncodedString())"}
        """#)
  }

  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let (testbed, files, people) = (load.testbed, load.postings.count, load.addresses)
    #expect(try testbed.count("inbox WHERE ending = 0") == files)
    #expect(try testbed.count("import WHERE ended_at IS NOT NULL") == files)
    #expect(
      try testbed.sql("SELECT sum(created), sum(unchanged), sum(changed + refused) FROM import")
        == "\(people)|\(files - 1)|0")
    #expect(try testbed.count("import_line WHERE chunk >= 0") == 0)
    #expect(try testbed.count("profile") == people)
    #expect(try testbed.count("address WHERE uses = 1") == people)
    let events = try recorder.drainEvents { events in
      Set(events.lazy.filter { $0.type == "import.completed" }.map(\.cause)).count >= files
        && events.count { $0.type == "message.parked" } >= parked
    }
    #expect(events.count { $0.type == "import.completed" } == files)
    #expect(events.count { $0.type == "profile.created" } == people)
    #expect(events.count { $0.type == "message.parked" } == parked)
  }
}
