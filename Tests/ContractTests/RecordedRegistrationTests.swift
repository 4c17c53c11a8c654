import Contract
import Domain
import Formats
import Testing

@Suite("Kept registration")
struct RecordedRegistrationTests {
  static let profile = ProfileID(value: 1)

  static func kept(
    _ content: String, on profile: ProfileID? = profile, matched key: String? = nil
  ) -> RecordedRegistration {
    RecordedRegistration(
      content: Array(content.utf8), on: profile, matched: key.map { AddressKey(stored: $0) })
  }

  @Test(
    "M4, M7: of several addresses the one that matched is given, else the first that is one",
    arguments: [
      (#"{"email":" Asa@Example.se "}"#, "asa@example.se", "Asa@Example.se"),
      (#"{"email":"asa@example.se"}"#, nil, "asa@example.se"),
      (#"{"email":"asa@example.se"}"#, "bo@example.se", "asa@example.se"),
      (#"{"emails":["info@b.se","Åsa@Example.se"]}"#, "åsa@example.se", "Åsa@Example.se"),
      (#"{"emails":["info@b.se","asa@example.se"]}"#, nil, "info@b.se"),
      (#"{"emails":["info@b.se","x","A@b.se","a@B.se"]}"#, "a@b.se", "A@b.se"),
      (#"{"emails":["x",7,null,"asa@example.se"]}"#, nil, "asa@example.se"),
      (#"{"email":null,"emails":["asa@example.se"]}"#, nil, "asa@example.se"),
      (#"{"emails":["x"]}"#, nil, nil),
    ] as [(String, String?, String?)])
  func addresses(content: String, key: String?, address: String?) {
    #expect(Self.kept(content, matched: key).address?.text == address)
  }

  @Test("M5: name and telephone are as the rules had them when it came")
  func details() throws {
    let data = #"{"email":"a@b.se","name":{"given":" Åsa ","family":" "},"phone":" +46 70 "}"#
    let registration = try RegistrationMessageTests.message(data)
    let kept = Self.kept(data, matched: "a@b.se")
    #expect(kept.name == registration.name)
    #expect(kept.name == Name(given: "Åsa"))
    #expect(kept.phone == registration.phone)
    #expect(kept.address == registration.first)
    #expect(kept.profile == Self.profile)
    #expect(Self.kept(data, on: nil).profile == nil)
  }

  @Test(
    "L1, L2: what was erased of it is missing, and is no error",
    arguments: [
      "{}", #"{"name":null,"phone":null,"email":null,"emails":null}"#, #"{"answers":{}}"#,
      #"{"name":"Åsa","phone":7,"email":["a@b.se"],"emails":"a@b.se"}"#, "null", "[]", "",
      #"{"email":"#,
    ])
  func erased(content: String) {
    #expect(Self.kept(content) == RecordedRegistration(profile: Self.profile))
    #expect(Self.kept(content, matched: "a@b.se").address == nil)
  }

  @Test("L1: what stays when its person dies holds the name, and no way to reach the person")
  func lasting() throws {
    let data = try JSONValue(
      Array(
        #"""
        {"email":"a@b.se","emails":["a@b.se"],"name":{"given":"Åsa"},"phone":"1",
         "externalIds":{"ladok":"l"},"event":{"id":"e"},"donation":{"amount":"1"},
         "answers":{"x":"y"},"actor":"stina","street":"z"}
        """#.utf8))
    let lasting = data.members.map(\.key).filter(RecordedRegistration.lastingMembers.contains)
    #expect(lasting == ["name", "externalIds", "event", "donation"])
    #expect(Self.kept(#"{"name":{"given":"Åsa"},"event":{"id":"e"}}"#).name.given == "Åsa")
  }
}
