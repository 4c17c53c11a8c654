extension Migration {
  /// Upkeep: what an operator should know of the traffic of messages, and the way to messages that were
  /// handled long ago.
  static let m0010Upkeep = Migration(
    number: 10, name: "upkeep", usableFrom: 8,
    sql: """
      CREATE TABLE anomaly (
        kind smallint NOT NULL,
        subject text COLLATE "C" NOT NULL,
        amount bigint NOT NULL,
        first_at timestamptz NOT NULL DEFAULT now(),
        last_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT anomaly_once PRIMARY KEY (kind, subject),
        CONSTRAINT anomaly_kind_known CHECK (kind BETWEEN 0 AND 1)
      );

      COMMENT ON TABLE anomaly IS
        'What workers met that an operator should know of, a few rows for all time; doctor tells it.';
      COMMENT ON COLUMN anomaly.kind IS
        '0 an event that no queue is bound for, 1 a delivery with a priority. not personal';
      COMMENT ON COLUMN anomaly.subject IS 'The event''s type, or the queue. not personal';
      COMMENT ON COLUMN anomaly.amount IS
        'How often, since first_at; anew after a day without one. not personal';
      COMMENT ON COLUMN anomaly.first_at IS 'By the database''s clock. not personal';
      COMMENT ON COLUMN anomaly.last_at IS 'By the database''s clock. not personal';

      CREATE INDEX inbox_by_time ON inbox (handled_at);

      COMMENT ON COLUMN profile.version IS
        'Counts the changes, 1 when made; the profileversion of events. not personal';
      """)
}
