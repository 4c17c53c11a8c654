public import Domain
import Postgres
public import Threading

/// Mailings, and what became of people in them (R2, R5).
extension OperatorStore {
  /// Lists mailings, the latest first.
  ///
  /// - Parameters:
  ///   - before: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func mailings(
    before: MailingRecord? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [MailingRecord] {
    try database.run(ListMailings(before: before, limit: limit), waiting: &waiter)
  }

  /// Finds a mailing; `nil` if there is none with this id.
  public mutating func mailing(
    _ id: MailingID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> MailingRecord? {
    try database.run(FindMailing(id: id), waiting: &waiter).first
  }

  /// Reads the hash by which a mailing is known again (R4); `nil` if there is none with this id.
  public mutating func hash(
    of id: MailingID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [UInt8]? {
    try database.run(ReadMailingHash(id: id), waiting: &waiter).first
  }

  /// Lists who gets nothing of a mailing, and why, in the order of the ids; nobody who is hidden (L8).
  ///
  /// - Parameters:
  ///   - id: the mailing.
  ///   - after: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func excluded(
    from id: MailingID, after: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ExcludedRecord] {
    try database.run(ListExcluded(id: id, after: after, limit: limit), waiting: &waiter)
  }

  /// Chooses among a page of a mailing's audience as the worker would, on the book as it stands, and writes
  /// nothing (R5).
  ///
  /// - Parameters:
  ///   - mailing: which one; it need not be known.
  ///   - last: the last profile of the page before; `nil` for the first page.
  ///   - limit: the most.
  ///   - moment: as if it were prepared then.
  ///   - counted: the persons of the pages before; takes those of this one.
  ///   - waiter: lent for this call.
  /// - Returns: the choices by person, in the order of the ids, and the last profile of the page; `nil` for the
  ///   latter at the end.
  /// - Throws: ``StoreError``.
  public mutating func preview(
    _ mailing: Mailing, after last: ProfileID?, limit: Int, at moment: Timestamp,
    counted: inout Set<ProfileID>, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> (choices: [(profile: Profile, choice: RecipientChoice)], last: ProfileID?)
  {
    let page = try database.run(
      PreviewAudience(
        audience: mailing.audience, exceptions: mailing.exceptions, after: last, limit: limit),
      waiting: &waiter)
    let members = page.filter { !$0.isExcepted }
    let touch = Touch(
      profiles: Dictionary(
        members.map { ($0.profile, .changing) }, uniquingKeysWith: { first, _ in first }))
    let contents = try contents(
      of: touch, reading: { _, profile, _ in RecordedRegistration(profile: profile) },
      waiting: &waiter)
    let book = AddressBook(contents, held: touch, ids: IDSource(seed: 0))
    let choices = members.compactMap { member -> (Profile, RecipientChoice)? in
      guard let profile = book.person(of: member.profile), counted.insert(profile.id).inserted
      else { return nil }
      return (profile, book.choice(of: profile, for: mailing.selection, at: moment))
    }
    return (choices, page.count < limit ? nil : page.last?.profile)
  }
}
