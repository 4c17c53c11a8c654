/// Whom a message is for that waits to be published, and so what a purge leaves of it (L2).
public enum OutgoingAddressee: Hashable, Sendable {
  /// Whoever listens: what names the person is told to nobody.
  case everybody
  /// The person whom the texts name: the person's own mail is not sent, and that of others goes out without what
  /// names the person.
  case person([String])
  /// A worker that goes on with what the texts name, a mailing for instance: it stays, whoever began that and
  /// whomever it goes on from; but there is nothing to go on with where they name the person.
  case worker([String])
}
