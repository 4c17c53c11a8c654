import Testing

@testable import brevduva

/// What is told of an import while somebody waits for it.
struct ImportProgressTests {
  private let begin = ContinuousClock.now

  @Test("Rate and time left are those of the last ten seconds")
  func pace() {
    var progress = ImportProgress(at: begin)
    #expect(
      progress.look(at: .running(done: 0, total: 10_000), begin).bar
        == "[------------------------------] 0 %, 0 of 10000")
    #expect(
      progress.look(at: .running(done: 1000, total: 10_000), begin + .seconds(1)).bar
        == "[###---------------------------] 10 %, 1000 of 10000, 1000 rows/s, 9 s left")
    for second in 2...20 {
      _ = progress.look(at: .running(done: 1000 + second, total: 10_000), begin + .seconds(second))
    }
    #expect(
      progress.look(at: .running(done: 1021, total: 10_000), begin + .seconds(21)).bar.hasSuffix(
        ", 1 rows/s, 2 h left"))
  }

  @Test(
    "Where nobody watches a bar, a line is told on ten percent more, and at most every three seconds"
  )
  func lines() {
    var progress = ImportProgress(at: begin)
    var told: [Int] = []
    for tenths in 0...200 {
      let look = progress.look(
        at: .running(done: tenths, total: 200), begin + .milliseconds(100 * tenths))
      if look.line != nil { told.append(tenths) }
    }
    #expect(told == [30, 60, 90, 120, 150, 180])
    var slow = ImportProgress(at: begin)
    let lines = (0...100).compactMap {
      slow.look(at: .running(done: $0, total: 100), begin + .seconds(5 * $0)).line
    }
    #expect(lines.count == 10)
    #expect(lines.first?.hasPrefix("[###---------------------------] 10 %, 10 of 100") == true)
  }

  @Test("That nothing has taken it is told once, after five seconds")
  func untaken() {
    var progress = ImportProgress(at: begin)
    #expect(progress.look(at: .waiting, begin + .seconds(4)).notice == nil)
    let look = progress.look(at: .waiting, begin + .seconds(5))
    #expect(look.bar == "Waiting for import-worker to take it" && look.line == nil)
    #expect(look.notice?.contains("brevduva stats") == true)
    #expect(progress.look(at: .waiting, begin + .seconds(60)).notice == nil)
    #expect(
      progress.look(at: .reading(rows: 7), begin + .seconds(61)).bar
        == "The file is being read: 7 rows so far")
  }

  @Test("That nothing was done for half a minute is told once each time")
  func standstill() {
    var progress = ImportProgress(at: begin)
    func notice(_ done: Int, _ second: Int) -> String? {
      progress.look(at: .running(done: done, total: 100), begin + .seconds(second)).notice
    }
    #expect(notice(5, 1) == nil && notice(5, 30) == nil)
    #expect(notice(5, 31)?.contains("parked list") == true)
    #expect(notice(5, 90) == nil && notice(6, 91) == nil && notice(6, 120) == nil)
    #expect(notice(6, 121) != nil)
  }
}
