import Domain
import Testing

@Suite struct AddressKeyTests {
  @Test(
    "I1: two ways to write one mailbox have one key",
    arguments: [
      ("Åsa@Exämple.se", "åsa@xn--exmple-cua.se"),
      ("ASA@EXAMPLE.SE", "asa@example.se"),
      ("A\u{30a}sa@x.se", "åsa@x.se"),
      ("asa@exa\u{308}mple.se", "asa@xn--exmple-cua.se"),
      ("asa@ｅｘａｍｐｌｅ.se", "asa@example.se"),
      ("asa@example。se", "asa@example.se"),
      ("asa@XN--EXMPLE-CUA.se", "asa@xn--exmple-cua.se"),
      ("\"asa\"@x.se", "asa@x.se"),
      ("\"A\\sa.B\"@x.se", "asa.b@x.se"),
      ("\"åsa\"@x.se", "åsa@x.se"),
      ("\"A b\"@x.se", "\"a b\"@x.se"),
      ("\"a\\ b\"@x.se", "\"a b\"@x.se"),
      ("\"a\\\"\\\\b\"@x.se", "\"a\\\"\\\\b\"@x.se"),
      ("\"a..b\"@x.se", "\"a..b\"@x.se"),
      ("\"\"@x.se", "\"\"@x.se"),
      ("\u{212a}im@x.se", "kim@x.se"),
      ("faß@faß.de", "faß@xn--fa-hia.de"),
    ])
  func oneKey(written: String, key: String) throws {
    #expect(try mail(written).key.text == key)
    #expect(try mail(key).key.text == key)
  }

  @Test(
    "I1: lower case is Unicode's default mapping, without a locale and without a final sigma",
    arguments: [("ΣΑΣ@x.se", "σασ@x.se"), ("İ@x.se", "i\u{307}@x.se"), ("I@x.se", "i@x.se")])
  func lowerCase(written: String, key: String) throws {
    #expect(try mail(written).key.text.utf8.elementsEqual(key.utf8))
  }

  @Test("I1: an address is kept as it was written, without white space around it")
  func keptAsWritten() throws {
    #expect(try mail(" \t\u{a0}Åsa.Öberg@Exämple.SE\r\n").text == "Åsa.Öberg@Exämple.SE")
    #expect(try mail(" Asa@Example.se\n").text == "Asa@Example.se")
    #expect(try mail(" Asa@Example.se\n").key.text == "asa@example.se")
  }

  @Test(
    "I2: dots and tags are significant",
    arguments: [
      ("a.b@x.se", "ab@x.se"), ("a+b@x.se", "a@x.se"), ("a@gmail.com", "a@googlemail.com"),
    ]
  )
  func significant(one: String, other: String) throws {
    #expect(try key(one) != key(other))
  }

  @Test("I1: keys are ordered by their octets")
  func order() throws {
    #expect(try key("a@x.se") < key("b@x.se"))
    #expect(try key("z@x.se") < key("å@x.se"))
    #expect(try !(key("b@x.se") < key("b@x.se")))
  }

  @Test("I1: all threads may make keys at once, the first ones included")
  func concurrent() async throws {
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<64 { group.addTask { try mail("Åsa@Exämple.se").key.text } }
      for try await text in group { #expect(text == "åsa@xn--exmple-cua.se") }
    }
  }
}
