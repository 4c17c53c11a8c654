/// The queues from which our workers take their messages, each owned by one of them.
public enum Queue: String, CaseIterable, Sendable {
  /// Registrations for events, of alumni, and donations.
  case registrations
  /// Mail to and from people, to be filed with their profiles.
  case contactNotes = "contact-notes"
  /// Files, and the chunks into which a file is cut.
  case imports
  /// Reports on what became of mail that we sent.
  case bounces
  /// Commands on profiles, registrations, notes and suggestions; in order (L7).
  case lifecycle
  /// Mailings, and the slices into which one is cut.
  case mailings

  /// Its name with the broker.
  public var name: String { rawValue }

  /// The name of the queue for messages that no worker survived; its owner tries each once more,
  /// alone, and parks it.
  public var deadName: String { rawValue + ".dead" }

  /// `true` if one consumer at a time takes from it, so that messages are applied in order (L7).
  public var isOrdered: Bool { self == .lifecycle }

  /// `true` if the order of its messages counts, so that they are to carry no priority: a broker that honours
  /// priorities lets one message pass another (L7, P5).
  public var forbidsPriorities: Bool { isOrdered || self == .imports }

  /// The size in octets from which on a body is too large, unless the configuration says otherwise.
  public var bodyLimit: Int { self == .imports ? 64 << 20 : 8 << 20 }

  /// The executable that takes its messages, those of the dead among them.
  public var owner: String {
    switch self {
    case .registrations: "registration-matcher"
    case .contactNotes: "contact-note-matcher"
    case .imports: "import-worker"
    case .bounces: "bounce-handler"
    case .lifecycle: "lifecycle-worker"
    case .mailings: "mailing-worker"
    }
  }

  /// The commands that its owner leaves to another worker: a death, of which an import tells (P11).
  public var commands: [String] {
    self == .imports ? [MessageType.profileDeceased.rawValue] : []
  }

  /// The routing keys that lead to it from ``Exchange/incoming``, with AMQP's wildcards.
  public var routingKeys: [String] {
    switch self {
    case .registrations: ["registration.event", "registration.alumni", "registration.donation"]
    case .contactNotes: ["note.email"]
    case .imports: ["import.file", "import.undo", "import.chunk", "import.undoChunk"]
    case .bounces: ["bounce.event", "bounce.report", "bounce.storm"]
    case .lifecycle: ["profile.*", "registration.move", "note.assign", "suggestion.*"]
    case .mailings: ["mailing.*"]
    }
  }
}
