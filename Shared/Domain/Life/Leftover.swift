/// Something that an unmerge leaves on the kept profile, since it was changed after the merge (L4).
public enum Leftover: Hashable, Sendable {
  /// An address that came along, and has left the kept profile or came to it anew with another merge.
  case address(AddressKey)
  /// The kept profile has no primary address any more (S5).
  case primary
  /// The given name.
  case givenName
  /// The family name.
  case familyName
  /// The telephone.
  case phone
  /// The id in another system.
  case externalID(system: String)
  /// An opt-out that was ended.
  case optOut(topic: String)
  /// A registration that came since, and whose address went nowhere.
  case registration(RegistrationID)
  /// A note that came since, and whose addresses went nowhere.
  case note(NoteID)
}
