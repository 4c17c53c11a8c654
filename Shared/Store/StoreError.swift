/// Failure of a load or a write.
public enum StoreError: Error, Hashable, Sendable {
  /// Another lane was faster (U1, the inbox, a suggestion): the batch is loaded and decided again.
  case conflict(constraint: String)
  /// A lock time-out, a deadlock or a serialisation failure: the same again, a little later.
  case contention(sqlstate: String)
  /// The database cannot be reached, or cannot write now: wait, reconnect, go on. Nothing is parked.
  case outage(String)
  /// It answers, but not to us: password, rights, database, schema. The sentence names the cure.
  case unusable(String)
  /// One of the batch's own values is at fault, or a rule that the database keeps was broken.
  case data(sqlstate: String, constraint: String?)

  /// Another consumer of an ordered queue has followed this one (L7): give back what is held.
  case superseded
}
