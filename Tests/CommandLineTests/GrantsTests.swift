import Foundation
import Store
import Testing
import WorkerDefinitions

@testable import brevduva

/// `grants`: what it prints, without a server.
struct GrantsTests {
  @Test("The SQL names each role by the prefix, grants by table and column, and is one transaction")
  func database() {
    let result = Shell.result(of: "grants database --prefix uni")
    let lines = Shell.text(result.output).split(separator: "\n")
    #expect(result.exitCode == 0 && result.errors.isEmpty)
    #expect(lines.first == "BEGIN;" && lines.last == "COMMIT;")
    let roles = DatabaseRole.all.map { "uni_\($0.name)" }.joined(separator: ", ")
    for line in [
      "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
      "GRANT UPDATE (version) ON brevduva.profile TO uni_registration;",
      "GRANT DELETE ON brevduva.address TO uni_lifecycle;",
      "GRANT USAGE ON SCHEMA brevduva TO \(roles);",
    ] {
      #expect(lines.contains(Substring(line)), "\(line)")
    }
    #expect(!lines.contains { $0.contains("brevduva_") || $0.contains("PASSWORD") })
    let json = Shell.text(Shell.result(of: "grants database --json").output)
    #expect(
      json.contains(
        #"{"privilege":"UPDATE","table":"profile","columns":["version"]}"#))
    #expect(json.contains(#"{"privilege":"DELETE","table":"address","columns":null}"#))
  }

  @Test("The definitions hold permissions, and users only if asked; none has a password")
  func broker() throws {
    for (flag, keys) in [("", 2), (" --new-users", 3)] {
      let result = Shell.result(of: "grants broker --vhost uni" + flag)
      #expect(result.exitCode == 0)
      let json = try JSONSerialization.jsonObject(with: Data(result.output))
      let definitions = try #require(json as? [String: [[String: String]]])
      #expect(definitions.count == keys)
      let permissions = try #require(definitions["permissions"])
      #expect(permissions.allSatisfy { $0["vhost"] == "uni" })
      let forms = try #require(permissions.first { $0["user"] == "brevduva-forms" })
      #expect(forms["configure"] == "^$" && forms["read"] == "^$")
      #expect(forms["write"] == #"^brevduva\.in$"#)
      let topics = try #require(definitions["topic_permissions"])
      let keys = topics.filter { $0["user"] == "brevduva-forms" }
      #expect(keys.map { $0["exchange"] } == ["brevduva.in"])
      let words = ["event", "alumni", "donation"].map { #"registration\.\#($0)"# }
      #expect(keys[0]["write"] == "^(\(words.joined(separator: "|")))$")
      let users = definitions["users"] ?? []
      #expect(users.allSatisfy { $0["password_hash"] == "" && $0["password"] == nil })
    }
  }

  @Test(
    "A prefix that could not begin a role's name is usage", arguments: ["", "Uni", "a-b", "1a"])
  func prefix(text: String) {
    #expect(Shell.result(of: "grants database --prefix=\(text)").exitCode == 2)
    #expect(Shell.result(of: "grants broker --prefix=\(text)").exitCode == 2)
  }
}
