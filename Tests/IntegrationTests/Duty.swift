import Store
import Testing

/// What a worker is for: the fault tests are the same for each.
enum Duty: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case registrations
  case commands

  var testDescription: String { rawValue }

  /// The worker.
  var executable: String {
    switch self {
    case .registrations: "registration-matcher"
    case .commands: "lifecycle-worker"
    }
  }

  /// Its role in the database.
  var role: DatabaseRole {
    switch self {
    case .registrations: .registration
    case .commands: .lifecycle
    }
  }

  /// The queue that it takes from.
  var queue: String {
    switch self {
    case .registrations: "registrations"
    case .commands: "lifecycle"
    }
  }

  /// A message for it that is like many.
  func sound(id: String) -> Posting {
    switch self {
    case .registrations:
      Posting(id: id, type: "registration.event", body: #"{"email":"\#(id)@example.se"}"#)
    case .commands:
      Posting(
        id: id, type: "profile.optOut", body: #"{"profileId":"\#(CommandWriter.person(0))"}"#)
    }
  }

  /// A message for it that cannot be read.
  func broken(id: String) -> Posting {
    let sound = sound(id: id)
    return Posting(id: id, type: sound.type, body: String(sound.body.dropLast()))
  }

  /// The messages of a campaign, the same each time; registrations of people with so many addresses.
  func postings(_ count: Int, addresses: Int) -> [Posting] {
    switch self {
    case .registrations: (0..<count).map { .registration($0, addresses: addresses) }
    case .commands: CommandWriter.postings(count)
    }
  }
}

/// A message as it is published.
struct Posting: Hashable, Sendable {
  let id: String
  let type: String
  let body: String
}

extension Posting {
  /// A registration of one of so many people, spelt in one of two ways.
  fileprivate static func registration(_ number: Int, addresses: Int) -> Posting {
    let person = (number * 7919) % addresses
    let spelling =
      number.isMultiple(of: 2) ? "Person\(person)@Example.SE" : "person\(person)@example.se"
    return Posting(
      id: "m\(number)", type: "registration.\(["event", "alumni", "donation"][number % 3])",
      body: #"{"email":"\#(spelling)","name":{"given":"Given\#(person)","family":"Family"}}"#)
  }
}
