public import Domain
import Postgres
public import Threading

extension OperatorStore {
  /// Decides a command as the worker would, on the book as it stands, and writes nothing (L4).
  ///
  /// - Parameters:
  ///   - command: which one.
  ///   - rules: as the worker has them.
  ///   - read: reads what is kept of a registration.
  ///   - moment: as if it were applied then.
  ///   - waiter: lent for this call.
  /// - Returns: the profiles that it touches, as they are, and the decision.
  /// - Throws: ``StoreError``.
  public mutating func preview(
    _ command: Command, rules: LifeRules, reading read: RegistrationReader, at moment: Timestamp,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> (profiles: [Profile], decision: MessageDecision) {
    let cause = Cause(message: MessageReference(source: "urn:preview", id: "preview"), at: moment)
    var touch = Touch(command)
    while true {
      let contents = try contents(of: touch, reading: read, waiting: &waiter)
      var book = AddressBook(contents, held: touch, ids: IDSource(seed: 0))
      let message = CommandMessage(.command(command))
      if let decision = BatchDecider(rules).decide(message, cause: cause, in: &book) {
        return (contents.profiles, decision)
      }
      touch.formUnion(book.missing)
    }
  }

  mutating func contents(
    of touch: Touch, reading read: RegistrationReader,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> BookContents {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      // The optional is there after connecting.
      return try database.connection?.contents(
        LoadRequest(touch, messages: []), reading: read, waiting: &waiter) ?? BookContents()
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }
}
