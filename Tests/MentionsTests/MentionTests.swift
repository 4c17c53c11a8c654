import Domain
import Formats
import Mentions
import Testing

@Suite("Mentions: mailboxes in texts")
struct MentionTests {
  @Test(
    "L2: a spelling of the mailbox is cut out, and what stands around it stays",
    arguments: [
      (#"{"guest":"\"Åsa\"@Exämple.se, bo@x.se"}"#, #"{"guest":", bo@x.se"}"#),
      ("Åsa <ÅSA@XN--EXMPLE-CUA.SE>.", "Åsa <>."),
      ("åsa＠exämple.se", ""), ("A\u{30a}sa@exa\u{308}mple．se!", "!"),
      ("x=åsa@exämple.se&y=1", "x=&y=1"),
      ("email=%C3%A5sa%40ex%C3%A4mple.se&x=a+b", "email=&x=a+b"),
      ("hej+%C3%A5sa%40ex%C3%A4mple.se", "hej+"),
      (#"{"e":"\u00e5sa\u0040ex\u00e4mple.se"}"#, #"{"e":""}"#),
      (#"{"d":"{\"e\":\"\\u00e5sa@exämple.se\"}"}"#, #"{"d":"{\"e\":\"\"}"}"#),
      ("&aring;sa&#64;ex&auml;mple.se;", ";"), ("=C3=A5sa@ex=C3=A4mple=\r\n.se slut", " slut"),
      ("*åsa@exämple.se*", "**"), ("'åsa@exämple.se'", "''"),
      ("=?utf-8?B?w6VzYUBleMOkbXBsZS5zZQ==?=", "=?utf-8?B??="),
    ])
  func spellings(text: String, rest: String) throws {
    let search = MentionSearch(keys: [try EmailAddress("åsa@exämple.se").key])
    #expect(
      search.erasing(from: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == rest)
    let written = search.spellings(in: Array(text.utf8))
    #expect(!written.isEmpty && written.allSatisfy { search.finds(in: Array($0.utf8)) })
  }

  @Test("E3: how somebody is written in a text is told without what stands around, each once")
  func written() throws {
    let search = MentionSearch(keys: [try EmailAddress("a@x.se").key])
    let text = "My A@x.se <a@x.se>, or b@x.se; A@x.se\n"
    #expect(search.spellings(in: Array(text.utf8)) == ["A@x.se", "a@x.se"])
    #expect(search.spellings(in: Array("b@x.se".utf8)) == [])
  }

  @Test(
    "L2: an address that only looks like it stays",
    arguments: [
      "xkim@x.se", "kim@x.se.org", "kim@x.sex", "x.kim@x.se", "kim+a@x.se", "a-kim@x.se",
      "o'kim@x.se",
      "kim@x.se-y", #"{"a":"b\nkim@y.se"}"#, "_kim@x.se", "åkim@x.se", "\"a kim\"@x.se",
      "kim(at)x.se",
      #"{"a":"\nnkim@x.se"}"#,
    ])
  func lookAlikes(text: String) throws {
    let search = MentionSearch(keys: [try EmailAddress("kim@x.se").key])
    #expect(!search.finds(in: Array(text.utf8)))
    #expect(search.erasing(from: Array(text.utf8)) == Array(text.utf8))
  }

  @Test("L2: a letter that belongs to a backslash begins no address")
  func escapedLetter() throws {
    let search = MentionSearch(keys: [try EmailAddress("nkim@x.se").key])
    #expect(!search.finds(in: Array(#"{"a":"b\nkim@x.se"}"#.utf8)))
    #expect(search.finds(in: Array(#"{"a":"b\nnkim@x.se"}"#.utf8)))
    #expect(search.finds(in: Array(#"HOME\nkim@x.se"#.utf8)))
  }

  @Test("L2: a profile's id is found as a whole, in either case")
  func ids() {
    let id = "0190a000-0000-7000-8000-00000000000a"
    let search = MentionSearch(keys: [], profiles: [ProfileID(id)].compactMap(\.self))
    #expect(
      search.erasing(from: Array("{\"id\":\"\(id.uppercased())\"}".utf8))
        == Array("{\"id\":\"\"}".utf8))
    #expect(!search.finds(in: Array("\(id)1".utf8)))
    var reading = MentionReading()
    reading.read(Array("%22\(id)%22".utf8), withIDs: true)
    #expect(reading.ids == [id])
  }

  @Test(
    "L2: what cannot be opened is said to be so",
    arguments: [
      (Array("-----BEGIN PGP MESSAGE-----\n\nhQEMA+abc\n".utf8), false),
      ([UInt8]((0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 3) & 0x9f }), false),
      (Array("hej".utf8), true), ([0, 1, 2], true),
      (Array(#"{"a":"Registration 550e8400e29b41d4"}"#.utf8), true),
    ] as [([UInt8], Bool)])
  func unopened(text: [UInt8], isWhole: Bool) {
    var reading = MentionReading()
    reading.read(text, withIDs: true)
    #expect(reading.isWhole == isWhole)
  }

  @Test("A text without packings is counted by its signs, any other is not")
  func signs() {
    func signs(_ text: String) -> Int? { PackedText.plainSigns(in: Array(text.utf8).span) }
    #expect(signs(#"{"email":"kim@x.se","name":{"given":"Åsa"}}"#) == 1)
    #expect(signs("kim@x.se, bo@y.se") == 2)
    #expect(signs(#"{"at":"2026-12-01T10:20:30Z","name":"Alexandersson","of":"STOCKHOLM"}"#) == 0)
    #expect(
      signs(#"{"givenName":"Kim","displayName":"Kim \"K\" Ek","phone":"+46 70","a":"1 = 2\n"}"#)
        == 0)
    #expect(signs("100 % & more, x?y=z, kim@x.se") == 1)
    for packed in [
      "kim%40x.se", #"kim\u0040x.se"#, "a2ltQHguc2U=", "kim&#64;x.se", "kim＠x.se", "kim=40x.se",
      "a2ltQHguc2Uu",
    ] {
      #expect(signs(packed) == nil)
    }
  }

  @Test("Text of a hundred thousand signs and brackets takes no time to speak of")
  func hostile() {
    let texts = [
      "@", "a@", "\"@", "\\\"@", "%40", "&#64;", "a.", "ä@", "=40", "QUFB\n", "/w8B\n", "gICa\n  ",
      "gIC-\n",
      "\\u0040",
    ]
    for text in texts {
      let repeated = Array(String(repeating: text, count: 65_536 / text.utf8.count).utf8)
      var reading = MentionReading()
      let took = ContinuousClock().measure { reading.read(repeated, withIDs: true) }
      #expect(took < .seconds(5), "\(text)")
    }
  }
}
