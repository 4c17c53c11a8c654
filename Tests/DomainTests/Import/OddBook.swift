import BookSamples
import Domain
import TestSupport

/// Book of a few profiles, in whose texts stands what files and spreadsheets trip over.
struct OddBook {
  private static let texts = [
    "=1+1", "+46 70-123 45 67", "-Anna", "@bo", "'=x", "''", "'s-Hertogenbosch", "Åsa", "a,b;c|d",
    "\"q\"", "a\"b", "NA", "NULL", "TRUE", "sep=,", "\\N", "C:\\", "\\\"", "0701", "1E5", "#1",
    "e\u{301}", "😀", "asa@x.se", "2026-11-30", "x", "no", "＝1",
  ]
  private static let systems = ["ladok", "=sum", "a:b", "x,\"y\"", "brevduva"]
  private static let topics = ["*", "news", "a,\"b\";c", "Ämne", "=x", "yes"]

  private var profiles: [Profile] = []
  private var marks: [AddressKey: Mark] = [:]
  private var keys: Set<AddressKey> = []

  /// Draws one.
  init(by random: inout SeededGenerator) throws {
    for number in 0..<random.pick(9) {
      var profile = Profile(
        id: ProfileID(value: UInt128(number + 1)), name: Self.name(by: &random),
        phone: Self.text(by: &random), isProtected: random.isOne(of: 6),
        optedOut: Set(Self.topics.filter { _ in random.isOne(of: 3) }))
      for system in Self.systems where random.isOne(of: 3) {
        // Ids of a system are apart from each other.
        profile.externalIDs[system] = (Self.text(by: &random) ?? "") + "-\(number)"
      }
      switch random.pick(6) {
      case 0:
        profile.state = .deceased
        profile.stateBeforeDeath = .active
        profile.phone = nil
        profile.optedOut.insert(Profile.everyTopic)
      case 1: profile.state = .removed
      default: break
      }
      if profile.state != .deceased { try addAddresses(to: &profile, by: &random) }
      profiles.append(profile)
    }
  }

  /// As an export shows it.
  var shown: ShownBook { ShownBook(profiles, marks: marks) }

  private mutating func addAddresses(
    to profile: inout Profile, by random: inout SeededGenerator
  ) throws {
    for _ in 0..<random.pick(5) {
      let address = try RandomMailbox(by: &random).address
      guard keys.insert(address.key).inserted else { continue }
      profile.addresses.append(Address(address))
      guard random.isOne(of: 3) else { continue }
      let days = Int64(random.pick(30_000))
      marks[address.key] = Mark(
        since: Timestamp(microseconds: days * 86_400_000_000 + Int64(random.pick(86_400_000))),
        status: random.pick([nil, "5.1.1", "4.2.2"]), reason: "No such mailbox.")
    }
    guard !profile.addresses.isEmpty else { return }
    for use in Use.allCases where !random.isOne(of: 3) {
      profile.addresses[random.pick(profile.addresses.count)].uses.insert(Uses(use))
    }
  }

  private static func name(by random: inout SeededGenerator) -> Name {
    Name(given: text(by: &random), family: text(by: &random))
  }

  private static func text(by random: inout SeededGenerator) -> String? {
    random.isOne(of: 3) ? nil : random.pick(texts)
  }
}
