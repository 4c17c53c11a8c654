public import Domain
public import Hashing

/// Reads which mailbox a message says to come from, that of its type's own address field.
///
/// `nil` where none can be read; given by the room that knows the fields.
public typealias SenderReader = @Sendable ([UInt8]) -> AddressKey?

/// Reads whom a message that waits to be published is for, by its exchange and its body.
///
/// Given by the room that knows them.
public typealias AddresseeReader =
  @Sendable (_ exchange: String, _ body: [UInt8]) -> OutgoingAddressee

/// Policy of erasing, and of recognising what was erased.
public struct ErasurePolicy: Sendable {
  /// Makes and recognises the tags that are kept of erased addresses (L6).
  let keys: KeyRing
  /// Time for which tags are kept.
  let lifetime: Duration
  /// The members of a registration's content that stay when its person dies (L1).
  let lastingMembers: [String]
  /// Reads who sent a message that is kept, whose place it keeps then (L2).
  let sender: SenderReader
  /// Reads whom a message is for that waits to be published, some of which is left then (L2).
  let addressee: AddresseeReader

  /// Describes a policy.
  public init(
    keys: KeyRing, lifetime: Duration, lastingMembers: [String], sender: @escaping SenderReader,
    addressee: @escaping AddresseeReader
  ) {
    self.keys = keys
    self.lifetime = lifetime
    self.lastingMembers = lastingMembers
    self.sender = sender
    self.addressee = addressee
  }
}

/// Keys that made tags which still count and that nobody lists here: who was erased would not be recognised
/// (L6).
public struct MissingErasureKeys: Hashable, Sendable, CustomStringConvertible {
  /// Their ids; at least one.
  public let ids: [String]

  /// Compares the ids of the keys that are needed with those that are known; `nil` if none is missing.
  public init?(needed: [String], known: [String]) {
    ids = needed.filter { !known.contains($0) }
    if ids.isEmpty { return nil }
  }

  /// A sentence.
  public var description: String {
    "Erased addresses are kept under \(ids.joined(separator: ", ")), which ERASURE_KEY does not list: "
      + "they would be let in again."
  }
}
