import Contract
import Testing

@testable import Worker

@Suite("Isolation of one bad message, on paper")
struct PortionsTests {
  /// Writes portions that fail while the culprit is among them, and notes what was committed.
  private func isolate(_ culprit: Int, of count: Int) -> (
    committed: [Int], parked: [Int], writes: Int
  ) {
    var portions = Portions<Int>()
    portions.begin(Array(0..<count))
    var (committed, parked, writes): ([Int], [Int], Int) = ([], [], 0)
    while let portion = portions.first {
      writes += 1
      if portion.elements.contains(culprit), portion.culprit == nil {
        portions.faulted(because: .unstorable(sqlstate: "22P05", constraint: nil))
      } else {
        if portion.culprit == nil {
          committed += portion.elements
        } else {
          parked += portion.elements
        }
        portions.done()
      }
    }
    return (committed, parked, writes)
  }

  @Test(
    "One culprit is parked alone and its neighbours are committed in order",
    arguments: [1, 2, 7, 200, 500])
  func oneCulprit(count: Int) {
    for culprit in Set([0, count / 2, count - 1]) {
      let (committed, parked, writes) = isolate(culprit, of: count)
      #expect(parked == [culprit])
      #expect(committed == (0..<count).filter { $0 != culprit })
      #expect(writes <= 40)
    }
  }

  @Test("Halving keeps every element once and in order")
  func halving() {
    var portions = Portions<Int>()
    portions.begin(Array(0..<9))
    portions.halve()
    portions.halve()
    var all: [Int] = []
    while let portion = portions.first {
      all += portion.elements
      portions.done()
    }
    #expect(all == Array(0..<9))
  }

  @Test("What is dropped is gone: the broker delivers it again")
  func dropping() {
    var portions = Portions<Int>()
    portions.begin([1, 2])
    portions.drop()
    #expect(portions.isEmpty)
    #expect(portions.first == nil)
  }

  @Test("A batch is cut where an element must come after those before it")
  func cutting() {
    var portions = Portions<Int>()
    portions.begin([1, 2, 1, 3]) { $0 == 1 }
    #expect(portions.first?.elements == [1, 2])
    portions.done()
    #expect(portions.first?.elements == [1, 3])
  }
}
