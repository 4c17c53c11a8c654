/// The part of the address book that a batch touches, on paper: messages are applied to it one after
/// another in queue order, and what they change is gathered in ``entries``.
///
/// A value without I/O, clock or randomness. Everything that a message touches must have been loaded.
public struct AddressBook: Sendable {
  /// The profiles by id, in every state.
  var profiles: [ProfileID: Profile]
  /// Which profile holds each key; a key stands on one at the most (U1).
  var holders: [AddressKey: ProfileID]
  /// Which profile each external id stands on.
  var externalHolders: [ExternalID: ProfileID]
  /// The suggestions made before for the loaded profiles, open and decided (E4).
  var known: Set<Suggestion.Identity>
  /// Where fresh ids come from.
  public private(set) var ids: IDSource
  /// How firmly each profile is held.
  var access: [ProfileID: Touch.Access]

  /// What was changed so far, in order.
  public private(set) var entries: [Entry] = []
  /// What turned out to be needed and was not held; while it is not empty, no outcome counts: the
  /// batch is loaded again with this as well and decided anew.
  public internal(set) var missing = Touch()
}
