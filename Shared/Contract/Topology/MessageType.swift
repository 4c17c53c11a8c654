/// The types of messages that come in, as the contract names them.
///
/// A type that a newer version knows and this one does not is parked as unknown, and retried by cause.
public enum MessageType: String, CaseIterable, Sendable {
  /// Somebody registers for an event.
  case registrationEvent = "registration.event"
  /// Somebody registers as an alumnus.
  case registrationAlumni = "registration.alumni"
  /// Somebody donates.
  case registrationDonation = "registration.donation"
  /// A registration goes to another profile, or to a new one.
  case registrationMove = "registration.move"
  /// A mail to or from people.
  case noteEmail = "note.email"
  /// A note goes to a profile.
  case noteAssign = "note.assign"
  /// A file is imported.
  case importFile = "import.file"
  /// A chunk of a file is imported; its worker alone sends it.
  case importChunk = "import.chunk"
  /// An import is taken back.
  case importUndo = "import.undo"
  /// A chunk of an import is taken back; its worker alone sends it.
  case importUndoChunk = "import.undoChunk"
  /// A mail gateway tells what became of a mail.
  case bounceEvent = "bounce.event"
  /// A mail server tells what became of a mail.
  case bounceReport = "bounce.report"
  /// A storm is confirmed or dropped.
  case bounceStorm = "bounce.storm"
  /// A steward makes a profile.
  case profileCreate = "profile.create"
  /// A steward edits a profile.
  case profileUpdate = "profile.update"
  /// A steward adds an address.
  case profileAddAddress = "profile.addAddress"
  /// A steward puts an address in the place of another.
  case profileReplaceAddress = "profile.replaceAddress"
  /// A steward takes an address away.
  case profileRemoveAddress = "profile.removeAddress"
  /// A steward gives an address a use.
  case profileSetUse = "profile.setUse"
  /// A steward takes a use away.
  case profileClearUse = "profile.clearUse"
  /// A steward marks an address as undeliverable.
  case profileMark = "profile.mark"
  /// A steward clears a mark.
  case profileClearMark = "profile.clearMark"
  /// Somebody wants no bulk mail.
  case profileOptOut = "profile.optOut"
  /// Somebody wants bulk mail after all.
  case profileOptIn = "profile.optIn"
  /// Somebody has died.
  case profileDeceased = "profile.deceased"
  /// Somebody is alive after all.
  case profileRevokeDeceased = "profile.revokeDeceased"
  /// Somebody's data are erased.
  case profilePurge = "profile.purge"
  /// A profile is hidden.
  case profileRemove = "profile.remove"
  /// A profile is shown again.
  case profileRestore = "profile.restore"
  /// Two profiles become one.
  case profileMerge = "profile.merge"
  /// One profile becomes two again.
  case profileUnmerge = "profile.unmerge"
  /// A suggestion is carried out.
  case suggestionAccept = "suggestion.accept"
  /// A suggestion is turned down.
  case suggestionDismiss = "suggestion.dismiss"
  /// A mailing goes out.
  case mailingSend = "mailing.send"
  /// A mailing is stopped.
  case mailingCancel = "mailing.cancel"
  /// Recipients of a mailing are chosen; its worker alone sends it.
  case mailingPrepareChunk = "mailing.prepareChunk"
  /// Recipients of a mailing are handed over; its worker alone sends it.
  case mailingHandOverChunk = "mailing.handOverChunk"

  /// The queue on which it is taken; on another it is unknown.
  public var queue: Queue {
    switch self {
    case .registrationEvent, .registrationAlumni, .registrationDonation: .registrations
    case .noteEmail: .contactNotes
    case .importFile, .importChunk, .importUndo, .importUndoChunk: .imports
    case .bounceEvent, .bounceReport, .bounceStorm: .bounces
    case .registrationMove, .noteAssign, .profileCreate, .profileUpdate, .profileAddAddress,
      .profileReplaceAddress, .profileRemoveAddress, .profileSetUse, .profileClearUse,
      .profileMark, .profileClearMark, .profileOptOut, .profileOptIn, .profileDeceased,
      .profileRevokeDeceased, .profilePurge, .profileRemove, .profileRestore, .profileMerge,
      .profileUnmerge, .suggestionAccept, .suggestionDismiss:
      .lifecycle
    case .mailingSend, .mailingCancel, .mailingPrepareChunk, .mailingHandOverChunk: .mailings
    }
  }

  /// `true` if its data is a raw mail (RFC 5322) and not JSON.
  public var isMail: Bool { self == .noteEmail || self == .bounceReport }
}
