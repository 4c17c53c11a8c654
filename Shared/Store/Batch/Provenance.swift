import Domain

/// Where a change of an address came from (E2), as the rows keep it.
struct Provenance {
  let at: Timestamp
  let type: String
  let message: MessageReference
  let actor: String?

  init(_ message: DecidedMessage) {
    at = message.cause.at
    type = message.type
    self.message = message.cause.message
    actor = message.cause.actor
  }
}
