import Contract
import Messaging

extension ConfirmingPublisher {
  /// Sends a message to the workers, and waits until the broker keeps it.
  ///
  /// - Throws: `refused` if no queue takes it or the broker will not have it.
  mutating func deliver(_ writer: EnvelopeWriter) throws(Failure) {
    try deliver(
      writer.message, to: Exchange.incoming.rawValue, routingKey: writer.routingKey)
  }

  /// Publishes a message, and waits until the broker keeps it.
  ///
  /// - Throws: `refused` if no queue takes it or the broker will not have it.
  mutating func deliver(
    _ message: Message, to exchange: String, routingKey: String
  ) throws(Failure) {
    let settlement: Settlement?
    do throws(AMQPError) {
      settlement = try publish(
        message, exchange: exchange, routingKey: routingKey, within: .seconds(30))
    } catch .closed(let code, let text) {
      let cure = code == 404 ? " Run brevduva topology declare." : ""
      throw .refused("The broker refuses the message: \(code) \(text.visible).\(cure)")
    } catch .tooLarge(let what) {
      throw .refused("The message cannot be sent, too large: \(what).")
    } catch {
      throw Failure(error)
    }
    switch settlement {
    case .confirmed?: return
    case .rejected?:
      throw .refused("The broker could not keep the message: its queue may be full. Try again.")
    case .returned(let returned)?:
      throw .refused(
        "No queue takes messages of the type \(returned.routingKey.visible) "
          + "(exchange \(returned.exchange)): check the type, or run brevduva topology declare.")
    case nil:
      throw .unreachable(
        connection.isBlocked
          ? "The broker takes no messages now: it is short of memory or disk."
          : "The broker has not confirmed the message in time; it may have taken it.")
    }
  }
}
