/// One step of the schema; once released it is never edited, a checksum proves it.
public struct Migration: Sendable {
  /// Its number, from 1, rising.
  public let number: Int32
  /// Subject of the step.
  public let name: String
  /// The oldest step that a program may know that works with the schema after this one: during a
  /// deployment two versions of the workers run side by side.
  public let usableFrom: Int32
  /// Its statements, run in one transaction.
  public let sql: String
  /// `true` if the texts that are there are then read for whom they name, in the same transaction (L2).
  public var notesMentions = false

  /// All steps, in order.
  public static let all: [Migration] = [
    .m0001Profiles, .m0002Registrations, .m0003Messages, .m0004Life, .m0005Trials, .m0006Owners,
    .m0007Bounces, .m0008Mentions, .m0009Unmerges, .m0010Upkeep, .m0011Mail, .m0012Imports,
    .m0013Notes, .m0014Mailings, .m0015RecipientRoom, .m0016OpenSuggestions, .m0017SentMessages,
    .m0018FormerAddresses,
  ]
}
