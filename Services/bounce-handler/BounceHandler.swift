import Contract
import Domain
import Settings
import Worker
import WorkerDefinitions

/// Bounces, each of which is parked whole until they can be read.
struct BounceHandler: WorkerService {
  static var definition: WorkerDefinition { .bounceHandler }

  let rules = BounceRules()

  /// Reads no variable of its own.
  init?(_ settings: inout SettingsReader) {}
}

/// Message about a bounce, of which none can be read yet.
struct BounceMessage: IncomingMessage {
  /// Has it parked: it is sent again by cause, once a newer version knows the type.
  static func read(_ envelope: Envelope) throws(Fault) -> BounceMessage {
    throw Fault(.unknownType, detail: "No message about a bounce is read by this version.")
  }
}

/// Rules that are never asked, since no message is read.
struct BounceRules: MessageDecider {
  func touch(_ message: BounceMessage) -> Touch { Touch() }

  func decide(_ message: BounceMessage, in book: inout AddressBook, cause: Cause) -> Outcome {
    .alreadyApplied
  }
}
