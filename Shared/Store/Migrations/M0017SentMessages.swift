extension Migration {
  /// Messages of mailings by the id in their `Message-ID`, for news that tells no token (B2, B5, B7).
  static let m0017SentMessages = Migration(
    number: 17, name: "sentMessages", usableFrom: 14,
    sql: """
      CREATE INDEX mailing_recipient_message ON mailing_recipient (message_id);
      """)
}
