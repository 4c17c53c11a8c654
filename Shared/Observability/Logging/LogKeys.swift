/// The keys of the log's metadata: one word for one thing, in every line.
///
/// Their values are never personal data: ids, names of ours, numbers.
public enum LogKeys {
  /// Id of a message.
  public static let messageID = "message.id"
  /// Source of a message.
  public static let messageSource = "message.source"
  /// The W3C trace that a message belongs to, as it came with it.
  public static let traceparent = "traceparent"
  /// Name of a queue.
  public static let queue = "queue"
  /// Number of a lane, from 0.
  public static let lane = "lane"
  /// Number of messages in a batch.
  public static let batchSize = "batch.size"
  /// Outcome of a message.
  public static let outcome = "outcome"
  /// A code of the contract: the reason for which it was refused or parked.
  public static let code = "code"
  /// Time until it is tried again.
  public static let wait = "wait"
  /// Server: `postgres` or `rabbitmq`.
  public static let server = "server"
  /// Reason why something is not as it should be.
  public static let reason = "reason"
  /// The port of the HTTP listener.
  public static let httpPort = "http.port"
  /// The host of the HTTP listener.
  public static let httpHost = "http.host"
  /// The version of the program.
  public static let version = "version"
  /// Number of lanes.
  public static let lanes = "lanes"
  /// The failpoint that is set.
  public static let failpoint = "failpoint"
  /// The signal that came.
  public static let signal = "signal"
  /// The type of an error whose words are not ours.
  public static let errorType = "error.type"
}
