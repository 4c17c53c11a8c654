public import Domain
import Formats

/// Mailbox that a message says to come from, or to be about: whose it is, where others stand in it too (L2).
public enum SenderAddress {
  /// The key of the address in the type's own field; of mail, that in `From`.
  ///
  /// - Parameter body: of a message as it came, or data that were kept of one; it may be anything.
  /// - Returns: `nil` if it cannot be read, or holds no address in that place.
  public static func read(_ body: [UInt8]) -> AddressKey? {
    guard let root = JSONText(body).root else {
      return MailMessage(body).header.mailboxes("from").lazy.compactMap { key($0.address) }.first
    }
    let data = root["data"].flatMap { $0.kind == .object ? $0 : nil } ?? root
    let first = data["emails"]?.elements.first { !Registration.isNone($0) }
    let fields = [data["email"], first, first?["address"], data["address"]]
    return fields.lazy.compactMap { $0?.string }.compactMap(key).first
  }

  private static func key(_ text: String) -> AddressKey? {
    try? EmailAddress(text).key  // one that I3 refuses is none
  }
}
