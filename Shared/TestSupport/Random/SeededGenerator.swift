/// SplitMix64: the same seed gives the same numbers, so that a run can be had again.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator at the beginning of its numbers.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// Draws one of these; there must be one.
  public mutating func pick<Values: Collection>(_ values: Values) -> Values.Element {
    values[values.index(values.startIndex, offsetBy: pick(values.count))]
  }

  /// Draws a number from 0, of so many.
  public mutating func pick(_ count: Int) -> Int {
    Int(next() % UInt64(count))
  }

  /// Draws whether one of so many cases is met.
  public mutating func isOne(of count: Int) -> Bool {
    pick(count) == 0
  }
}
