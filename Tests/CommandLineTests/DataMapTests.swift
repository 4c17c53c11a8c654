import Foundation
import Testing

/// `data-map` against a real database.
struct DataMapTests {
  @Test("docs/data-map.md is what the migrated schema says; ./dev docs writes it anew")
  func document() throws {
    try CLIHarness.use { harness in
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/data-map.md")
      let written = try String(contentsOf: file, encoding: .utf8)
      #expect(try harness.run("data-map").output == written)
    }
  }

  @Test("A column that is added shows, one without a word on personal data too")
  func differs() throws {
    try CLIHarness.use { harness in
      let before = try harness.run("data-map").output
      #expect(
        before.contains("| `phone` | As it was written (L1) | **yes** | on death and on purge |"))
      #expect(before.contains("| `given_name` | As it was written | **yes** | on purge |"))
      #expect(!before.contains("not said"))
      try harness.sql("ALTER TABLE fence ADD COLUMN shoe_size integer")
      #expect(
        try harness.run("data-map").output.contains("| `shoe_size` |  | not said | not said |"))
      let json = try harness.run("data-map --json").output
      #expect(json.contains(#"{"column":"shoe_size","meaning":"","personal":true,"#))
      #expect(
        json.contains(#"{"table":"opt_out","purpose":"Who wants no bulk mail of a topic (R6).""#))
    }
  }
}
