import Contract
import Store
import Testing
import WorkerDefinitions

/// A worker as the fault tests see it, which are the same for each.
struct WorkerKind: Sendable, CustomTestStringConvertible {
  static let all = WorkerDefinition.all.map(WorkerKind.init)
  /// Those that can be set to work.
  static let underLoad = all.filter { $0.scenario != nil }
  static let registrations = WorkerKind(definition: .registrationMatcher)
  static let commands = WorkerKind(definition: .lifecycleWorker)
  static let bounces = WorkerKind(definition: .bounceHandler)
  static let imports = WorkerKind(definition: .importWorker)
  static let notes = WorkerKind(definition: .contactNoteMatcher)
  static let mailings = WorkerKind(definition: .mailingWorker)

  let definition: WorkerDefinition

  var name: String { definition.name }
  var role: DatabaseRole { definition.role }
  var queue: Queue { definition.queue }
  /// `true` if its messages are handled in their order: slower, and by one worker at a time.
  var isOrdered: Bool { queue.isOrdered }

  var testDescription: String { name }

  /// The load under which it is tested; asked for only of those ``underLoad``.
  var load: any LoadScenario {
    guard let scenario else { preconditionFailure("\(name) has no load") }
    return scenario
  }

  /// `nil` for a worker that can read no message yet.
  var scenario: (any LoadScenario)? {
    switch queue {
    case .registrations: RegistrationLoad()
    case .lifecycle: CommandLoad()
    case .bounces: BounceLoad()
    case .imports: ImportLoad()
    case .contactNotes: NoteLoad()
    case .mailings: MailingLoad()
    }
  }
}

/// Messages for one kind of worker, and the accounts that are settled when all have their outcome.
protocol LoadScenario: Sendable {
  /// Lays out what the messages find in the book; again without effect.
  func prepare(_ testbed: Testbed, addresses: Int) throws

  /// A message that is like many.
  func sound(id: String) -> Posting

  /// A message that cannot be read.
  func broken(id: String) -> Posting

  /// The messages of a load, the same each time.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - addresses: how many addresses they are about, where that can be chosen.
  /// - Returns: them, in the order in which they are sent.
  func postings(_ count: Int, addresses: Int) -> [Posting]

  /// `true` if nothing goes on of what the messages began.
  func isSettled(_ testbed: Testbed) throws -> Bool

  /// Looks at what the messages have left in the tables, and at what was told; so many others were
  /// parked besides.
  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws
}

extension LoadScenario {
  /// They find nothing.
  func prepare(_ testbed: Testbed, addresses: Int) throws {}

  /// What a message begins ends with it.
  func isSettled(_ testbed: Testbed) throws -> Bool { true }

  /// A sound one without its last sign.
  func broken(id: String) -> Posting {
    let sound = sound(id: id)
    return Posting(id: id, type: sound.type, body: String(sound.body.dropLast()))
  }
}

/// A message as it is published.
struct Posting: Hashable, Sendable {
  let id: String
  let type: String
  let body: String
}
