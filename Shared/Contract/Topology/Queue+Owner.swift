extension Queue {
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
}

extension Topology.DeclaredQueue {
  /// Who takes from it: a worker's executable, or the mail gateway.
  public var owner: String {
    let queue = Queue.allCases.first { [$0.name, $0.deadName].contains(name) }
    return queue?.owner ?? "the mail gateway"
  }
}
