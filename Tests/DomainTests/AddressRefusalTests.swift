import Domain
import Testing

@Suite struct AddressRefusalTests {
  @Test(
    "I3: a refusal names the fault and its octet, counted in the text as it was sent",
    arguments: [
      ("", .noAt, 0),
      ("   ", .noAt, 3),
      ("asa.x.se", .noAt, 8),
      ("  asa.x.se ", .noAt, 10),
      ("\"asa@x.se\"", .noAt, 10),
      ("asa@@x.se", .secondAt, 4),
      ("asa@b@x.se", .secondAt, 5),
      ("\"a\"@b@x.se", .secondAt, 5),
      ("as\u{7}a@x.se", .control, 2),
      ("as\u{0}a@x.se", .control, 2),
      ("åsa\u{85}@b@x.se", .control, 4),
      ("åsa\u{202e}@x.se", .control, 4),
      ("a(b)@x.se", .comment, 1),
      ("asa@x.se (Åsa)", .comment, 9),
      ("@x.se", .emptyLocal, 0),
      (" @x.se", .emptyLocal, 1),
      (".asa@x.se", .dots, 0),
      ("asa.@x.se", .dots, 3),
      ("a..b@x.se", .dots, 2),
      (" å sa@x.se", .localCharacter, 3),
      ("a\u{a0}b@x.se", .localCharacter, 1),
      ("a\u{37e}b@x.se", .localCharacter, 1),
      ("åsa,b@x.se", .localCharacter, 4),
      ("\"asa\"b@x.se", .quotedString, 5),
      ("\"asa@x.se", .quotedString, 9),
      ("\"a\\å\"@x.se", .quotedString, 2),
      ("asa\u{200b}@localhost", .invisible, 3),
      ("\u{200b}@x.se", .invisible, 0),
      (String(repeating: "a", count: 65) + "@x.se", .localTooLong, 64),
      (String(repeating: "å", count: 33) + "@x.se", .localTooLong, 64),
      ("asa@[127.0.0.1]", .addressLiteral, 4),
      ("asa@x_y.se", .domainCharacter, 5),
      ("asa@exä mple.se", .domainCharacter, 8),
      ("åsa@ex⒈mple.se", .domainCharacter, 7),
      ("asa@", .emptyLabel, 4),
      ("asa@.se", .emptyLabel, 4),
      ("asa@x..se", .emptyLabel, 6),
      ("asa@x。。se", .emptyLabel, 8),
      ("asa@\u{ad}.se", .emptyLabel, 4),
      ("asa@" + String(repeating: "x", count: 64) + ".se", .labelTooLong, 67),
      ("asa@-x.se", .hyphen, 4),
      ("asa@x-.se", .hyphen, 5),
      ("asa@x.s-", .hyphen, 7),
      ("asa@ab--c.se", .hyphen, 4),
      ("asa@xn--a.se", .aLabel, 4),
      ("asa@localhost", .oneLabel, 13),
      ("asa@x.123", .numericTop, 6),
      ("asa@１２７.０.０.１", .numericTop, 22),
      ("asa@" + String(repeating: "x23456789.", count: 25) + "s", .tooLong, 254),
      ("asa@" + String(repeating: "ä.", count: 1000) + "se", .tooLong, 257),
      ("\u{7}" + String(repeating: "ä", count: 4000), .tooLong, 254),
    ] as [(String, AddressRefusal.Code, Int)])
  func fault(text: String, code: AddressRefusal.Code, offset: Int) {
    #expect(refusal(of: text) == AddressRefusal(code: code, offset: offset))
  }

  @Test(
    "I3: what nobody sees or means in a local part makes no mailbox of its own",
    arguments: [
      0xad, 0x34f, 0x115f, 0x17b4, 0x180b, 0x200b, 0x200c, 0x200d, 0x2060, 0x2064, 0x3164,
      0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfffd, 0xfdd0, 0xfffe, 0xe000, 0x10fffd, 0x378, 0x1bca0,
      0xe0001, 0xe0100,
    ])
  func invisible(code: UInt32) throws {
    let text = "as\(try #require(Unicode.Scalar(code)))a@x.se"
    #expect(
      refusal(of: text) == AddressRefusal(code: .invisible, offset: 2, repaired: "asa@x.se"))
    // One that was taken before can still be named, and is another one than that without it.
    #expect(try EmailAddress(known: text).key.text == text)
  }

  @Test("I3: letters, digits and marks of any script are seen, and stay")
  func seen() throws {
    for text in ["用户@x.se", "नमस्ते@x.se", "a\u{301}@x.se", "😀@x.se", "سلام@x.se", "ß9@x.se"] {
      #expect(refusal(of: text) == nil, "\(text)")
    }
  }

  @Test(
    "I3: what people paste has codes of its own, with the repaired address",
    arguments: [
      ("Åsa Öberg <asa@x.se>", .displayName, 0, "asa@x.se"),
      ("  <asa@x.se>", .displayName, 2, "asa@x.se"),
      ("Åsa <a\u{200b}sa@x.se>", .displayName, 0, "asa@x.se"),
      ("a\u{ad}sa@x.se.", .trailingPunctuation, 10, "asa@x.se"),
      (" å\u{200b}s\u{feff}a@x.se", .invisible, 3, "åsa@x.se"),
      ("\"a\u{2060}sa\"@x.se", .invisible, 2, "\"asa\"@x.se"),
      ("Öberg, Åsa <asa@x.se>", .displayName, 0, "asa@x.se"),
      ("asa@x.se <asa@x.se>", .displayName, 0, "asa@x.se"),
      ("\"Åsa Öberg\" <Asa@x.se>", .displayName, 0, "Asa@x.se"),
      ("asa@x.se, bo@x.se", .severalAddresses, 8, "asa@x.se"),
      (" asa@x.se;bo@x.se;", .severalAddresses, 9, "asa@x.se"),
      ("asa@x.se bo@x.se", .severalAddresses, 8, "asa@x.se"),
      ("asa@x.se\nbo@x.se", .severalAddresses, 8, "asa@x.se"),
      ("Åsa <asa@x.se>, \"Bo, B\" <bo@x.se>", .severalAddresses, 15, "asa@x.se"),
      ("mailto:asa@x.se", .mailto, 0, "asa@x.se"),
      ("MAILTO:%C3%A5sa@x.se?subject=hej", .mailto, 0, "åsa@x.se"),
      ("<mailto:asa@x.se>", .displayName, 0, "asa@x.se"),
      ("asa@x.se.", .trailingPunctuation, 8, "asa@x.se"),
      ("åsa@x.se,", .trailingPunctuation, 9, "åsa@x.se"),
      ("Åsa <asa@x.se>;", .trailingPunctuation, 15, "asa@x.se"),
    ] as [(String, AddressRefusal.Code, Int, String)])
  func pasted(text: String, code: AddressRefusal.Code, offset: Int, repaired: String) {
    #expect(
      refusal(of: text) == AddressRefusal(code: code, offset: offset, repaired: repaired))
  }

  @Test(
    "I3: where no right address comes out of it, the plain fault is named",
    arguments: [
      ("Åsa <asa@x_y.se>", .localCharacter), ("mailto:asa@", .localCharacter),
      ("mailto:%C3@x.se", .localCharacter), ("mailto:a%4", .noAt),
      ("asa@x.", .emptyLabel), ("asa@x.se, bo", .domainCharacter),
    ] as [(String, AddressRefusal.Code)])
  func unrepaired(text: String, code: AddressRefusal.Code) {
    #expect(refusal(of: text)?.code == code)
    #expect(refusal(of: text)?.repaired == nil)
  }

  @Test(
    "I3: the limits are 64 octets before the @ and 254 in all, the domain as A-labels",
    arguments: [
      String(repeating: "a", count: 64) + "@x.se", String(repeating: "å", count: 32) + "@x.se",
      "asa@" + String(repeating: "x23456789.", count: 24) + "x234567.se",
      "a@" + String(repeating: "x", count: 63) + ".se",
    ])
  func withinLimits(text: String) throws {
    #expect(try mail(text).text == text)
  }

  @Test("I3: the total counts A-labels, not the octets of the text")
  func totalOfALabels() {
    // 199 octets as written; each label takes 7 octets more as an A-label.
    let text = "asa@" + String(repeating: "åäö1234567890.", count: 12) + "se"
    #expect(text.utf8.count < 254)
    #expect(refusal(of: text)?.code == .tooLong)
  }

  @Test("I3: each code has a word and a sentence of its own")
  func sentences() {
    let codes = AddressRefusal.Code.allCases
    #expect(Set(codes.map(\.sentence)).count == codes.count)
    for code in codes { #expect(code.sentence.hasSuffix(".")) }
  }
}
