extension Migration {
  /// Owners of the outbox's rows, the workers that publish them: with rights of its own, no worker
  /// may publish what another one tells.
  static let m0006Owners = Migration(
    number: 6, name: "owners", usableFrom: 4,
    sql: """
      ALTER TABLE outbox ADD COLUMN queue text COLLATE "C";
      COMMENT ON COLUMN outbox.queue IS
        'The queue whose worker publishes it; null: any, as older versions wrote. not personal';
      """)
}
