extension Migration {
  /// Room beside each recipient of a mailing, so that no index is written again at hand-over.
  ///
  /// The row that says so then fits on the page of the one before. There are no more pages for it: they were filled
  /// by those rows anyway.
  static let m0015RecipientRoom = Migration(
    number: 15, name: "recipientRoom", usableFrom: 14,
    sql: "ALTER TABLE mailing_recipient SET (fillfactor = 40)")
}
