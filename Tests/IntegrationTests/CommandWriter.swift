import Foundation
import TestSupport

/// Commands on few people with few addresses, so that they meet often: many are applied, many refused.
///
/// They name every profile by an id of theirs, and say nothing of when they were written; so what comes
/// of them depends on their order alone.
struct CommandWriter {
  static let people = 60
  static let addresses = 90

  /// So many people are there from the start, and so many commands in all end and join nobody, so that
  /// batches are large at first.
  private static let founders = 54
  private static let calm = 200

  private var random = SeededGenerator(seed: 2_026)

  /// The first commands of the one history that there is.
  static func postings(_ count: Int) -> [Posting] {
    var writer = CommandWriter()
    return (0..<count).map { writer.next($0) }
  }

  static func person(_ number: Int) -> String {
    String(format: "0198a000-0000-7000-8000-%012x", number)
  }

  private mutating func next(_ number: Int) -> Posting {
    var (type, fields) =
      number < Self.founders
      ? create(number, holding: [number])
      : verb(number < Self.calm ? 0..<100 : 0..<132, busy(number))
    if number >= Self.calm, pick(25) == 0 { fields += #","expectedVersion":\#(1 + pick(6))"# }
    return Posting(id: "m\(number)", type: "profile.\(type)", body: "{\(fields)}")
  }

  /// Most commands are about the few people of the hour, so that their order counts.
  private mutating func busy(_ number: Int) -> Int {
    pick(4) == 0 ? pick(Self.people) : (number / 40 * 7 + pick(5)) % Self.people
  }

  private mutating func pick(_ count: Int) -> Int {
    Int.random(in: 0..<count, using: &random)
  }
}

// MARK: Verbs

extension CommandWriter {
  private typealias Draft = (type: String, fields: String)

  private mutating func verb(_ range: Range<Int>, _ person: Int) -> Draft {
    let id = #""profileId":"\#(Self.person(person))""#
    switch Int.random(in: range, using: &random) {
    case ..<4: return create(person, holding: (0..<pick(3)).map { _ in preferred(of: person) })
    case ..<20: return ("update", id + edit())
    case ..<62: return onAddress(person, id)
    case ..<80: return ("setUse", id + address(of: person) + #","use":"\#(use())""#)
    case ..<85: return ("clearUse", id + #","use":"\#(use())""#)
    case ..<94: return (pick(2) == 0 ? "optOut" : "optIn", id + topic())
    case ..<97: return ("remove", id)
    case ..<108: return ("restore", id)
    case ..<114: return merge(person)
    case ..<122: return ("unmerge", #""removed":"\#(Self.person(person))""#)
    case ..<124: return ("deceased", id)
    case ..<131: return ("revokeDeceased", id)
    default: return purge(person, id)
    }
  }

  private mutating func onAddress(_ person: Int, _ id: String) -> Draft {
    let address = address(of: person)
    switch pick(42) {
    case ..<20:
      let despite = pick(3) == 0 ? #","despitePurge":true"# : ""
      return ("addAddress", id + address + #","uses":[\#(uses())]"# + despite)
    case ..<28:
      return ("replaceAddress", id + address + self.address("with", of: person))
    case ..<32:
      let next = pick(2) == 0 ? self.address("nextPrimary", of: person) : ""
      return ("removeAddress", id + address + next)
    case ..<38: return ("mark", id + address + #","reason":"Returned \#(pick(9))""#)
    default: return ("clearMark", id + address)
    }
  }

  private mutating func create(_ person: Int, holding addresses: [Int]) -> Draft {
    let emails = addresses.map {
      #"{"address":"\#(Self.spelt($0, pick(2)))","uses":[\#(uses())]}"#
    }
    let body = #"""
      "profileId":"\#(Self.person(person))","name":{"given":"Given\#(person)","family":"Family"},\#
      "emails":[\#(emails.joined(separator: ","))]
      """#
    return ("create", body)
  }

  private mutating func edit() -> String {
    switch pick(5) {
    case 0: #","name":{"given":"Name\#(pick(9))","family":""}"#
    case 1: #","phone":"+46 70 \#(1000 + pick(50))""#
    case 2: #","externalIds":{"ladok":"\#(pick(40))"}"#
    case 3: #","externalIds":{"ladok":"","idp":"\#(pick(40))"}"#
    default: #","protected":\#(pick(4) == 0)"#
    }
  }

  private mutating func merge(_ person: Int) -> Draft {
    let left = pick(6) == 0 ? #","leaveBehind":["\#(Self.spelt(preferred(of: person), 0))"]"# : ""
    return (
      "merge",
      #""keep":"\#(Self.person(pick(Self.people)))","remove":"\#(Self.person(person))""# + left
    )
  }

  private mutating func purge(_ person: Int, _ id: String) -> Draft {
    let decision = #","decision":"D \#(pick(100))""#
    if pick(3) > 0 { return ("purge", id + decision) }
    return ("purge", #""email":"\#(Self.spelt(preferred(of: person), 0))""# + decision)
  }
}

// MARK: Words

extension CommandWriter {
  /// One of the few addresses that a person is likely to hold, else one of all.
  private mutating func preferred(of person: Int) -> Int {
    pick(5) == 0 ? pick(Self.addresses) : (person + [0, 7, 31][pick(3)]) % Self.addresses
  }

  private static func spelt(_ number: Int, _ way: Int) -> String {
    way == 0 ? "person\(number)@example.org" : "Person\(number)@Example.ORG"
  }

  private mutating func address(_ field: String = "address", of person: Int) -> String {
    let text = pick(60) == 0 ? "nobody" : Self.spelt(preferred(of: person), pick(2))
    return #","\#(field)":"\#(text)""#
  }

  private mutating func use() -> String {
    pick(40) == 0 ? "holiday" : ["primary", "work", "private", "student"][pick(4)]
  }

  private mutating func uses() -> String {
    (0..<pick(3)).map { _ in #""\#(use())""# }.joined(separator: ",")
  }

  private mutating func topic() -> String {
    pick(3) == 0 ? "" : #","topic":"\#(["news", "alumni"][pick(2)])""#
  }
}
