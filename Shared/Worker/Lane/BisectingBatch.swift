import Contract

/// The batch in hand, as slices that are written one after the other: one at first; a slice that
/// fails for a reason of its data is tried again, then halved, until the culprit stands alone.
///
/// A state machine without I/O, over anything that a message is.
struct BisectingBatch<Element> {
  /// Elements that are written in one transaction.
  struct Slice {
    var elements: [Element]
    /// Number of times that its data were at fault.
    var faults = 0
    /// Number of times that another lane was in the way.
    var clashes = 0
    /// Set when the one element left is the culprit: it is parked, with this reason.
    var culprit: Fault?
  }

  private var queue: [Slice] = []

  /// Nothing in hand.
  init() {}

  var isEmpty: Bool { queue.isEmpty }

  /// The slice to be written now.
  var first: Slice? { queue.first }

  /// All that is in hand, in order.
  var elements: some Sequence<Element> { queue.lazy.flatMap(\.elements) }

  /// Takes a new batch in hand; the one before must be done.
  ///
  /// - Parameters:
  ///   - elements: in order.
  ///   - opens: asked of each in turn, whether it must be written after those before it are.
  mutating func begin(
    _ elements: [Element], cutWhere opens: (Element) -> Bool = { _ in false }
  ) {
    precondition(queue.isEmpty, "a batch is begun while another is in hand")
    var slice = Slice(elements: [])
    for element in elements {
      if opens(element), !slice.elements.isEmpty {
        queue.append(slice)
        slice = Slice(elements: [])
      }
      slice.elements.append(element)
    }
    if !slice.elements.isEmpty { queue.append(slice) }
  }

  /// Makes several slices of the first, each as if new.
  ///
  /// - Parameter parts: how many elements each takes, in order; all of them together.
  mutating func cut(into parts: [Int]) {
    guard parts.count > 1, let slice = queue.first else { return }
    precondition(parts.reduce(0, +) == slice.elements.count, "parts that are not the whole slice")
    var rest = slice.elements[...]
    let slices = parts.map { count in
      defer { rest.removeFirst(count) }
      return Slice(elements: Array(rest.prefix(count)))
    }
    queue.replaceSubrange(0..<1, with: slices)
  }

  /// The first slice was committed.
  mutating func done() {
    queue.removeFirst()
  }

  /// Another lane was faster, or held a lock.
  ///
  /// - Returns: how often that has happened to this slice in a row, for the back-off; 0 if none is in
  ///   hand.
  mutating func clashed() -> Int {
    guard !queue.isEmpty else { return 0 }
    queue[0].clashes += 1
    return queue[0].clashes
  }

  /// A value of the first slice is at fault: once more as it is (a race looks alike), then halved,
  /// and when it stands alone it is the culprit.
  mutating func faulted(because reason: Fault) {
    guard !queue.isEmpty else { return }
    queue[0].faults += 1
    guard queue[0].faults > 1 else { return }
    if queue[0].elements.count == 1 {
      queue[0].culprit = reason
    } else {
      halve()
    }
  }

  /// Makes two slices of the first, each as if new; one that cannot be halved stays as it is.
  mutating func halve() {
    let elements = queue[0].elements
    guard elements.count > 1 else { return }
    let middle = elements.count / 2
    queue.replaceSubrange(
      0..<1,
      with: [
        Slice(elements: Array(elements[..<middle])),
        Slice(elements: Array(elements[middle...])),
      ])
  }

  /// Gives everything up; the broker delivers it again.
  mutating func drop() {
    queue.removeAll()
  }
}
