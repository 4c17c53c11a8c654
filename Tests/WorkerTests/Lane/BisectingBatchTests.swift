import Contract
import Testing

@testable import Worker

@Suite("Isolation of one bad message, on paper")
struct PortionsTests {
  /// Writes slices that fail while the culprit is among them, and notes what was committed.
  private func isolate(_ culprit: Int, of count: Int) -> (
    committed: [Int], parked: [Int], writes: Int
  ) {
    var slices = BisectingBatch<Int>()
    slices.begin(Array(0..<count))
    var (committed, parked, writes): ([Int], [Int], Int) = ([], [], 0)
    while let slice = slices.first {
      writes += 1
      if slice.elements.contains(culprit), slice.culprit == nil {
        slices.faulted(because: .unstorable(sqlstate: "22P05", constraint: nil))
      } else {
        if slice.culprit == nil {
          committed += slice.elements
        } else {
          parked += slice.elements
        }
        slices.done()
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
    var slices = BisectingBatch<Int>()
    slices.begin(Array(0..<9))
    slices.halve()
    slices.halve()
    var all: [Int] = []
    while let slice = slices.first {
      all += slice.elements
      slices.done()
    }
    #expect(all == Array(0..<9))
  }

  @Test("A slice that is cut keeps its order, and each part is as if new")
  func cutIntoParts() {
    var slices = BisectingBatch<Int>()
    slices.begin(Array(0..<6))
    slices.faulted(because: .unstorable(sqlstate: "22P05", constraint: nil))
    slices.cut(into: [2, 1, 3])
    var parts: [[Int]] = []
    while let slice = slices.first {
      #expect(slice.faults == 0)
      parts.append(slice.elements)
      slices.done()
    }
    #expect(parts == [[0, 1], [2], [3, 4, 5]])
  }

  @Test("What is dropped is gone: the broker delivers it again")
  func dropping() {
    var slices = BisectingBatch<Int>()
    slices.begin([1, 2])
    slices.drop()
    #expect(slices.isEmpty)
    #expect(slices.first == nil)
  }

  @Test("A batch is cut where an element must come after those before it")
  func cutting() {
    var slices = BisectingBatch<Int>()
    slices.begin([1, 2, 1, 3]) { $0 == 1 }
    #expect(slices.first?.elements == [1, 2])
    slices.done()
    #expect(slices.first?.elements == [1, 3])
  }
}
