/// Makes ids: UUIDv7 (RFC 9562), increasing within one source, so that new rows lie side by side.
///
/// A value: the same seed and the same times give the same ids, so a batch can be replayed.
public struct IDSource: Sendable {
  private var state: UInt64
  private var lastMillisecond: UInt64 = 0
  private var counter: UInt64 = 0

  /// Starts a sequence; two sources with different seeds do not collide in practice.
  public init(seed: UInt64) {
    state = seed
  }

  /// Makes the next id, greater than every one that this source made before.
  public mutating func next<Entity>(at time: Timestamp) -> ID<Entity> {
    let millisecond = UInt64(max(0, time.microseconds / 1000))
    if millisecond > lastMillisecond {
      lastMillisecond = millisecond
      // Room to count upwards within the millisecond: the top bit of 26 starts clear.
      counter = random() & 0x1ff_ffff
    } else {
      counter += 1
      if counter > 0x3ff_ffff {
        counter = 0
        lastMillisecond += 1
      }
    }
    let high = lastMillisecond << 16 | 0x7000 | counter >> 14
    let low = 0x8000_0000_0000_0000 | (counter & 0x3fff) << 48 | random() & 0xffff_ffff_ffff
    return ID(value: UInt128(high) << 64 | UInt128(low))
  }

  /// SplitMix64: statistically good, and the whole state is one word.
  private mutating func random() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
