import Foundation
import Testing

/// Files of one row each, about people who meet often.
struct ImportLoad: LoadScenario {
  func sound(id: String) -> Posting {
    Self.posting(id: id, rows: ["\(id)@example.se,Given"])
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    (0..<count).map { number in
      let person = (number * 7919) % addresses
      return Self.posting(id: "m\(number)", rows: ["person\(person)@example.se,Given\(person)"])
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
    #expect(try testbed.count("import WHERE ended_at IS NOT NULL AND total = 1") == files)
    #expect(try testbed.count("import WHERE created = 1") == people)
    #expect(try testbed.count("import WHERE unchanged = 1") == files - people)
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
