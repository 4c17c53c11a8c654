/// The budget: all that a thing may cost, as it was measured last.
///
/// What is counted is the same with each run, but for allocations over a connection, where the size of what
/// arrives at once plays a part. Who makes a thing cheaper lowers its limit here, and who must make it dearer
/// says so by raising it. A limit of allocations that does not stand here is not held, and the test prints what an
/// optimised build takes.
enum Budget {
  /// A batch of registrations, of which every other one is of somebody known.
  static let registrations = [
    1: BatchCost(batches: 1, roundTrips: 2, statements: 11, publishes: 1),
    100: BatchCost(batches: 1, roundTrips: 2, statements: 13, publishes: 150),
  ]

  /// A batch of commands of all kinds, purges among them; the one alone is an update.
  static let commands = [
    1: BatchCost(batches: 1, roundTrips: 2, statements: 10, publishes: 1),
    100: BatchCost(batches: 1, roundTrips: 5, statements: 57, publishes: 110),
  ]

  /// Allocations of reading a message and finding what it touches.
  static let decoding = ["registration.event": 18, "profile.create": 18, "profile.update": 8]

  /// Allocations of writing the events of a profile that was created.
  static let encoding: Int? = 9
}

/// Cost of a batch from the deliveries to what lies ready to be published.
struct BatchCost: Hashable {
  /// Transactions.
  var batches: Int
  var roundTrips: Int
  /// Statements that the server executed, `BEGIN` and `COMMIT` among them.
  var statements: Int
  var publishes: Int
  /// Allocations of the lane's thread, libpq's among them; `nil` for any number.
  var allocations: Int?
}
