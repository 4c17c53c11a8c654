/// The budget: all that a thing may cost, as it was measured last.
///
/// What is counted is the same with each run, but for allocations over a connection, where the size of what
/// arrives at once plays a part, so those of a batch have room of 3 %. Who makes a thing cheaper lowers its
/// limit here, and who must make it dearer says so by raising it.
enum Budget {
  /// A batch of registrations, of which every other one is of somebody known.
  static let registrations = [
    1: BatchCost(batches: 1, roundTrips: 2, statements: 11, publishes: 1, allocations: 185),
    100: BatchCost(batches: 1, roundTrips: 2, statements: 13, publishes: 150, allocations: 8243),
  ]

  /// A batch of commands of all kinds, purges among them; the one alone is an update.
  static let commands = [
    1: BatchCost(batches: 1, roundTrips: 2, statements: 10, publishes: 1, allocations: 138),
    100: BatchCost(batches: 1, roundTrips: 5, statements: 57, publishes: 110, allocations: 17740),
  ]

  /// Allocations of reading a message and finding what it touches.
  static let decoding = ["registration.event": 19, "profile.create": 18, "profile.update": 8]

  /// Allocations of writing the events of a profile that was created.
  static let encoding = 9
}

/// Cost of a batch from the deliveries to what lies ready to be published.
struct BatchCost: Hashable {
  /// Transactions.
  var batches: Int
  var roundTrips: Int
  /// Statements that the server executed, `BEGIN` and `COMMIT` among them.
  var statements: Int
  var publishes: Int
  /// Allocations of the lane's thread in an optimised build, libpq's among them.
  var allocations: Int
}
