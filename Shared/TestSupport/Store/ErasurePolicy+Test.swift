import Contract
import Domain
import Hashing
public import Store

extension ErasurePolicy {
  /// A secret for tests.
  public static let test = ErasurePolicy(
    keys: KeyRing(
      signing: KeyRing.Key(id: "new", secret: Array("a secret of thirty-two octets, 1".utf8)),
      earlier: [KeyRing.Key(id: "old", secret: Array("a secret of thirty-two octets, 0".utf8))]),
    lifetime: .seconds(86_400), lastingMembers: RecordedRegistration.lastingMembers,
    sender: SenderAddress.read, addressee: OutgoingAddressee.read)
}
