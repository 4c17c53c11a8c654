/// Progress of an import that somebody waits for, as it is told: a bar with rate and time left at a
/// terminal, elsewhere a line now and then.
struct ImportProgress {
  /// How far an import is.
  enum Stage: Hashable, Sendable {
    /// No worker has begun it.
    case waiting
    /// So many rows were read, and more may come.
    case reading(rows: Int)
    /// So many rows of so many are done.
    case running(done: Int, total: Int)
  }

  /// What is told after a look.
  struct Telling: Hashable, Sendable {
    /// Line that stands at the end of a terminal, over the one before.
    var bar: String
    /// Line for all else; `nil` for none yet.
    var line: String?
    /// Sentence for both, which is told once; `nil` for none.
    var notice: String?
  }

  /// Time that a rate is taken over, and after which a lack of progress is told.
  private static let (window, untaken, standstill, pause):
    (Duration, Duration, Duration, Duration) =
      (.seconds(10), .seconds(5), .seconds(30), .seconds(3))

  private let begin: ContinuousClock.Instant
  /// Rows that were done at a moment, the oldest first; one may be older than the window.
  private var samples: [(at: ContinuousClock.Instant, done: Int)] = []
  private var movedAt: ContinuousClock.Instant
  private var isNoticed = false
  private var told: (at: ContinuousClock.Instant, tenth: Int)

  /// Begins when the import was sent.
  init(at begin: ContinuousClock.Instant) {
    self.begin = begin
    movedAt = begin
    told = (begin, 0)
  }

  /// Takes a look at an import that has not ended.
  mutating func look(at stage: Stage, _ now: ContinuousClock.Instant) -> Telling {
    switch stage {
    case .waiting: return waiting(now)
    case .reading(let rows): return Telling(bar: "The file is being read: \(rows) rows so far")
    case .running(let done, let total):
      if samples.last?.done != done {
        movedAt = now
        isNoticed = false
      }
      samples.append((now, done))
      while samples.count > 2, samples[1].at <= now - Self.window { samples.removeFirst() }
      let text = ProgressBar(done: done, total: total).text + pace(done, of: total)
      return Telling(
        bar: text, line: line(text, done * 10 / max(total, 1), now), notice: stillness(now))
    }
  }

  private mutating func waiting(_ now: ContinuousClock.Instant) -> Telling {
    var telling = Telling(bar: "Waiting for import-worker to take it")
    if now - begin >= Self.untaken, !isNoticed {
      isNoticed = true
      telling.notice =
        "Nothing has taken it yet: brevduva stats tells whether import-worker runs, and what waits."
    }
    return telling
  }

  private mutating func line(
    _ text: String, _ tenth: Int, _ now: ContinuousClock.Instant
  ) -> String? {
    guard tenth > told.tenth, now - told.at >= Self.pause else { return nil }
    told = (now, tenth)
    return text
  }

  private mutating func stillness(_ now: ContinuousClock.Instant) -> String? {
    guard now - movedAt >= Self.standstill, !isNoticed else { return nil }
    isNoticed = true
    return
      "Nothing was done for \(Self.standstill.components.seconds) s: brevduva stats tells whether "
      + "import-worker runs, brevduva parked list whether a part of the file was parked."
  }

  /// Rate and time left; nothing while there is no rate.
  private func pace(_ done: Int, of total: Int) -> String {
    guard let first = samples.first, let last = samples.last, done > first.done else { return "" }
    let seconds = (last.at - first.at) / .seconds(1)
    guard seconds > 0 else { return "" }
    let rate = Double(done - first.done) / seconds
    let left = Int((Double(total - done) / rate).rounded(.up))
    let words =
      switch left {
      case ..<100: "\(left) s"
      case ..<6000: "\(left / 60) min"
      default: "\(left / 3600) h"
      }
    return ", \(Int(rate.rounded())) rows/s, \(words) left"
  }
}
