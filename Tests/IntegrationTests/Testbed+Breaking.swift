/// Servers that are broken for a while and whole again however the test ends, since the next test
/// finds them so.
extension Testbed {
  /// Makes a testbed for a test.
  static func use(on pair: Pair = .shared, _ body: (Testbed) throws -> Void) throws {
    try body(Testbed(on: pair))
  }

  /// Breaks something and looks, then mends it, whatever came of the look.
  func broken(_ look: () throws -> Void, mended mend: () throws -> Void) throws {
    try Self.broken(look, mended: mend)
  }

  /// Takes a server away, looks, and brings it back, whatever came of the look.
  static func without(_ server: String, _ how: [String] = [], _ look: () throws -> Void) throws {
    try broken {
      try servers("stop", [server] + how)
      try look()
    } mended: {
      try servers("start", [server])
    }
  }

  private static func broken(_ look: () throws -> Void, mended mend: () throws -> Void) throws {
    do {
      try look()
    } catch {
      try mend()
      throw error
    }
    try mend()
  }
}
