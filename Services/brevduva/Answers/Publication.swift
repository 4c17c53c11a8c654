package import Formats

/// A message that the broker has taken.
package struct Publication: Answer {
  private let id: String
  private let source: String
  private let type: String

  /// Names the message as its worker will know it.
  package init(id: String, source: String, type: String) {
    self.id = id
    self.source = source
    self.type = type
  }

  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("messageId", id)
      $0.member("source", source)
      $0.member("type", type)
    }
  }

  package func lines(on surface: Surface) -> [String] {
    [id.visible]
  }

  package var hints: [String] {
    ["What becomes of it: brevduva trace \(id.shellWord) --wait 10"]
  }
}
