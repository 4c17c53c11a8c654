import Formats
import Testing

@Suite("Paths")
struct PathTests {
  /// A value and all below it.
  private func all(in value: JSONValue) -> [JSONValue] {
    [value] + value.elements.flatMap(all) + value.members.flatMap(all)
  }

  @Test("Each value of a text is found again at its own path")
  func roundTrip() throws {
    let text = #"""
      {"a":{"b":[1,[2,{"c":null}],"x"]},"a.b":3,"a[0]":[4],"ab":5,"d'e\"":{"":6},"\u0001":{"1x":7},
      "å":[{"b":8},{"b":9}],"b":{"a":{"b":[true]}}}
      """#
    let root = try JSONValue(Array(text.utf8))
    let values = all(in: root)
    #expect(values.count == 26)
    for value in values {
      let found = try #require(root.value(at: value.path), "\(value.path)")
      #expect(found.range == value.range && found.path == value.path)
    }
  }

  @Test(
    "Nothing stands at another path", arguments: ["", "$.", "$.x", "$.a.b", "$.a[1]", "$.ab", "a"])
  func nothing(path: String) throws {
    let root = try JSONValue(Array(#"{"a":[1]}"#.utf8))
    #expect(root.value(at: path) == nil)
  }

  @Test("A key that is too long for a path is found by its beginning")
  func long() throws {
    let key = String(repeating: "k", count: 100)
    let root = try JSONValue(Array(#"{"a":1,"\#(key)":{"b":2}}"#.utf8))
    let inner = try #require(Array(root.members).last?.members.first { _ in true })
    #expect(root.value(at: inner.path)?.number == "2")
  }
}
