/// A command as it arrives.
public struct CommandMessage: Hashable, Sendable {
  /// Content of the message.
  public enum Content: Hashable, Sendable {
    /// A command.
    case command(Command)
    /// Something that can be read, and that the rules forbid whatever the book says: a use that there
    /// is not, an address that I3 refuses.
    case forbidden(Refusal)
  }

  /// The command.
  public let content: Content
  /// The version that the profile must have (L7); `nil` if any will do.
  public let expectedVersion: Int64?

  /// Describes a message.
  public init(_ content: Content, expectedVersion: Int64? = nil) {
    self.content = content
    self.expectedVersion = expectedVersion
  }
}

extension LifeRules: MessageDecider {
  /// The profiles that a command names, with all that are one with them, and whoever holds its addresses.
  public func touch(_ message: CommandMessage) -> Touch {
    switch message.content {
    case .forbidden: Touch()
    case .command(let command): Touch(command)
    }
  }

  /// Carries the command out, if the profile has the version that it expects (L7).
  public func decide(
    _ message: CommandMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message.content {
    case .forbidden(let refusal): return .refused(refusal)
    case .command(let command):
      if let expected = message.expectedVersion, let subject = subject(of: command, in: book),
        let conflict = book.conflict(on: subject, expecting: expected)
      {
        return conflict
      }
      return book.carryOut(command, rules: self, cause: cause)
    }
  }

  /// The profile whose version a command expects: the one that it names, by its id or by its address.
  private func subject(of command: Command, in book: AddressBook) -> ProfileID? {
    switch command {
    case .purgeHolder(let key, _): book.holder(of: key)
    case .optOutByToken(let token, _), .optInByToken(let token, _):
      book.sends[.token(token)]?.profile
    default: command.subject
    }
  }
}
