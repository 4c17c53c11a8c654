import Contract

/// What a parked message is mended by before it is sent again.
struct ParkedMending: Sendable {
  /// Its new body; `nil` for its own.
  var body: [UInt8]?
  /// Changes of its properties and headers.
  var edits: [PropertyEdit] = []

  /// `true` if nothing is mended.
  var isEmpty: Bool { body == nil && edits.isEmpty }
}
