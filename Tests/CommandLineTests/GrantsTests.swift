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

  private func definitions(_ flags: String) throws -> [String: [[String: Any]]] {
    let result = Shell.result(of: "grants broker --vhost uni" + flags)
    #expect(result.exitCode == 0)
    let json = try JSONSerialization.jsonObject(with: Data(result.output))
    return try #require(json as? [String: [[String: Any]]])
  }

  @Test("The permissions come alone, after what narrows them")
  func permissions() throws {
    let definitions = try definitions(" --permissions")
    #expect(definitions.keys.sorted() == ["permissions"])
    let permissions = try #require(definitions["permissions"] as? [[String: String]])
    #expect(permissions.allSatisfy { $0["vhost"] == "uni" })
    let forms = try #require(permissions.first { $0["user"] == "brevduva-forms" })
    #expect(forms["configure"] == "^$" && forms["read"] == "^$")
    #expect(forms["write"] == #"^brevduva\.in$"#)
    #expect(Shell.result(of: "grants broker --permissions --new-users").exitCode == 2)
  }

  @Test("The rights on routing keys bring exchanges, and users only if asked; none has a password")
  func routingKeys() throws {
    for (flag, keys) in [
      ("", ["exchanges", "topic_permissions"]),
      (" --new-users", ["exchanges", "topic_permissions", "users"]),
    ] {
      let definitions = try definitions(flag)
      #expect(definitions.keys.sorted() == keys)
      let topics = try #require(definitions["topic_permissions"] as? [[String: String]])
      let forms = topics.filter { $0["user"] == "brevduva-forms" }
      #expect(forms.map { $0["exchange"] } == ["brevduva.in"])
      let words = ["event", "alumni", "donation"].map { #"registration\.\#($0)"# }
      #expect(forms[0]["write"] == "^(\(words.joined(separator: "|")))$")
      let users = try #require((definitions["users"] ?? []) as? [[String: String]])
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
