import Domain
package import Formats
package import Store

/// A parked message that was thrown away.
package struct Discarded: Answer {
  private let id: ParkedID

  /// Names it.
  package init(_ id: ParkedID) {
    self.id = id
  }

  package func write(to json: inout JSONWriter) {
    json.object { $0.member("discarded", id.description) }
  }

  package func lines(on surface: Surface) -> [String] {
    ["Thrown away: \(id)"]
  }
}
