import Contract
import Domain
public import Settings
import Store

extension WorkerDefinition {
  /// News of mail that was sent, each of the address to which it went.
  public static let bounceHandler = WorkerDefinition(
    queue: .bounces, role: .bounces,
    events: [
      "bounce.*", "address.marked", "address.suppressed", "address.unsuppressed", "mailing.refused",
      "profile.optedOut", "suggestion.made", "message.refused", "message.parked",
    ], deleting: [.bounces(.seconds(86_400 * BounceRules.longestWindow))],
    variables: [
      bounceWindowDays.row, bounceSpreadDays.row, bounceStormPercent.row, bounceStormFloor.row,
    ])

  /// The days within which the third temporary failure marks an address (B2).
  public static let bounceWindowDays = Variable<Int>(
    "BOUNCE_WINDOW_DAYS", "within how many days the third temporary failure marks an address",
    in: 1...BounceRules.longestWindow, fallback: BounceRules.standard.windowDays)

  /// The days that must lie between the first and the last of these (B2).
  public static let bounceSpreadDays = Variable<Int>(
    "BOUNCE_SPREAD_DAYS", "how many days must lie between the first and the last of these",
    in: 0...BounceRules.longestWindow, fallback: BounceRules.standard.spreadDays)

  /// The share above which failures within an hour are not believed (B8, B10).
  public static let bounceStormPercent = Variable<Int>(
    "BOUNCE_STORM_PERCENT",
    "above which share of a mailing's or a domain's recipients, in percent, failures within an hour "
      + "are not believed", in: 1...100, fallback: BounceRules.standard.stormPercent)

  /// The number below which no share counts (B8, B10).
  public static let bounceStormFloor = Variable<Int>(
    "BOUNCE_STORM_FLOOR", "below how many failures within an hour no share counts",
    in: 1...1_000_000, fallback: BounceRules.standard.stormFloor)
}
