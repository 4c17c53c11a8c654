import Domain
import Mentions
import Postgres
import Threading

extension Connection {
  /// Reads all texts that are there and keeps whom they name, page by page; what is noted already stays.
  mutating func noteMentions(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    try note(ReadRegistrationPage.self, waiting: &waiter)
    try note(ReadSuggestionPage.self, waiting: &waiter)
    try note(ReadProfilePage.self, waiting: &waiter)
    try note(ReadMarkPage.self, waiting: &waiter)
    try note(ReadMessagePage.self, waiting: &waiter)
    try note(ReadReceiptPage.self, waiting: &waiter)
    try note(ReadParkedPage.self, waiting: &waiter)
  }

  private mutating func note<Page: TextPage>(
    _ page: Page.Type, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    var last: StoredTexts?
    repeat {
      let rows = try run(Page(after: last), waiting: &waiter)
      var mentions: [InsertMentions.Named] = []
      var unsearched: [MentionSubject] = []
      for row in rows {
        let reading = row.reading
        mentions += reading.names.map { ($0, row.subject) }
        if row.body != nil, row.isCut || !reading.isWhole { unsearched.append(row.subject) }
      }
      if !mentions.isEmpty { _ = try enqueue(InsertMentions(mentions: mentions)) }
      if !unsearched.isEmpty { _ = try enqueue(MarkUnsearched(ids: unsearched.ids(of: .parked))) }
      try sync(waiting: &waiter)
      last = rows.count == Page.size ? rows.last : nil
    } while last != nil
  }
}

extension StoredTexts {
  fileprivate var reading: MentionReading {
    var reading = MentionReading()
    if let body {
      reading.read(body, withIDs: true)
      for text in texts { reading.read(Array(text.utf8), withIDs: true) }
    } else {
      for text in texts { reading.read(text) }
      reading.subtract(known)
    }
    return reading
  }
}
