import BookSamples
import Domain
import Testing

/// Choice of an address for a mailing, and the reasons against one.
@Suite("Recipients of mailings")
struct RecipientTests {
  private static let selection = MailingSelection(
    topic: "news", use: .work, fallsBackToPrimary: false)

  /// The answer for Åsa: the address, with `+` if it is the fallback's, or the reason.
  private func answer(
    _ profile: Profile, marks: [AddressKey: Mark] = [:],
    suppressions: [AddressKey: [String: Suppression]] = [:], use: Use = .work,
    fallback: Bool = false
  ) -> String {
    let book = AddressBook(
      BookContents(profiles: [profile], marks: marks, suppressions: suppressions),
      ids: IDSource(seed: 1))
    let selection = MailingSelection(topic: "news", use: use, fallsBackToPrimary: fallback)
    switch book.choice(of: profile, for: selection, at: Cause.test.at) {
    case .mailed(let address, let byFallback): return address.text + (byFallback ? "+" : "")
    case .left(let reason): return reason.rawValue
    }
  }

  @Test(
    "R1: the address with the use, else, where the mailing allows it, the primary one",
    arguments: [
      (["work"], [], "w@x.se", "w@x.se"), (["work", "primary"], [], "w@x.se", "w@x.se"),
      (["primary"], [], "noAddress", "p@x.se+"), ([], [], "noAddress", "noPrimary"),
      (["work", "primary"], ["w@x.se"], "undeliverable", "p@x.se+"),
      (["work"], ["w@x.se"], "undeliverable", "noPrimary"),
      (["work", "primary"], ["w@x.se", "p@x.se"], "undeliverable", "undeliverable"),
    ] as [([String], [String], String, String)])
  func uses(uses: [String], marked: [String], plain: String, fallback: String) throws {
    var addresses: [Address] = []
    if uses.contains("work") { addresses.append(try at("w@x.se", .work)) }
    if uses.contains("primary") { addresses.append(try at("p@x.se", .primary)) }
    let marks = Dictionary(
      uniqueKeysWithValues: try marked.map { (try key($0), Mark(since: Cause.test.at)) })
    let profile = Profile(id: .åsa, addresses: addresses)
    #expect(answer(profile, marks: marks) == plain)
    #expect(answer(profile, marks: marks, fallback: true) == fallback)
  }

  @Test("R2: of several reasons the first in the order of the list counts")
  func order() throws {
    let address = try at("w@x.se", .work)
    let suppression = Suppression(gateway: "ses", since: Cause.test.at)
    var profile = Profile(
      id: .åsa, state: .purged, isProtected: true, optedOut: ["news"], addresses: [])
    var reasons: [String] = []
    var marks = [address.key: Mark(since: Cause.test.at)]
    var suppressions = [address.key: ["ses": suppression]]
    func note() { reasons.append(answer(profile, marks: marks, suppressions: suppressions)) }
    for state in [Profile.State.removed, .deceased, .purged, .active] {
      profile.state = state
      note()
    }
    profile.addresses = [address]
    note()
    marks = [:]
    note()
    suppressions = [:]
    note()
    profile.optedOut = []
    note()
    profile.isProtected = false
    note()
    #expect(
      reasons == [
        "removed", "deceased", "purged", "noAddress", "undeliverable", "suppressed", "optedOut",
        "protected", "w@x.se",
      ])
    #expect(
      Array(Exclusion.allCases.map(\.rawValue).prefix(9)) == [
        "removed", "deceased", "purged", "noPrimary", "noAddress", "undeliverable", "suppressed",
        "optedOut", "protected",
      ])
  }

  @Test(
    "R6: an opt-out of the topic, or of all bulk mail, counts; one of another topic does not",
    arguments: [
      (["news"], "news", true), (["*"], "news", true), (["*"], nil, true),
      (["alumni"], "news", false),
      (["news"], nil, false), ([], nil, false),
    ] as [(Set<String>, String?, Bool)])
  func optedOut(topics: Set<String>, topic: String?, isLeft: Bool) throws {
    let profile = Profile(id: .åsa, optedOut: topics, addresses: [try at("p@x.se", .primary)])
    let book = AddressBook(profile)
    let choice = book.choice(
      of: profile,
      for: MailingSelection(topic: topic, use: .primary, fallsBackToPrimary: false),
      at: Cause.test.at)
    #expect((choice == .left(.optedOut)) == isLeft)
  }

  @Test("B9: what a gateway held back until a moment that is over counts no more")
  func suppressedUntil() throws {
    let profile = Profile(id: .åsa, addresses: [try at("w@x.se", .work)])
    for (seconds, expected) in [(-1, "w@x.se"), (0, "w@x.se"), (1, "suppressed")]
      as [(Int64, String)]
    {
      let held = Suppression(
        gateway: "ses", since: Cause.test.at.later(by: -60),
        until: Cause.test.at.later(by: seconds))
      #expect(answer(profile, suppressions: [try key("w@x.se"): ["ses": held]]) == expected)
    }
  }
}
