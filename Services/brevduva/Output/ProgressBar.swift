/// Bar that shows at a terminal how far something is.
struct ProgressBar: Hashable, Sendable {
  /// Number of signs of the bar between its brackets.
  private static let width = 30

  /// Number of things that are done.
  let done: Int
  /// Number of all things, at least those that are done.
  let total: Int

  /// The bar, with the numbers behind it.
  var text: String {
    let part = total == 0 ? 1 : Double(done) / Double(total)
    let full = Int(part * Double(Self.width))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: Self.width - full)
    return "[\(bar)] \(Int(part * 100)) %, \(done) of \(total)"
  }
}
