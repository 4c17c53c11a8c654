extension JSONValue {
  /// Finds the value at a path as ``path`` gives it, in a value that is the top of its text.
  ///
  /// - Returns: `nil` if nothing stands there.
  public func value(at path: String) -> JSONValue? {
    value(at: path, from: JSONPath())
  }

  /// Follows only the branches that the path goes through.
  private func value(at wanted: String, from here: JSONPath) -> JSONValue? {
    if here.text == wanted { return self }
    let isObject = kind == .object
    for (place, child) in (isObject ? members : elements).enumerated() {
      var path = here
      if isObject { path.append(Array(child.key.utf8)) } else { path.append(place) }
      guard path.leads(to: wanted) else { continue }
      if let found = child.value(at: wanted, from: path) { return found }
    }
    return nil
  }
}

extension JSONPath {
  /// Returns whether another path is this one, or goes on from it.
  fileprivate func leads(to other: String) -> Bool {
    guard other.hasPrefix(text) else { return false }
    let next = other.utf8.dropFirst(text.utf8.count).first
    return next == nil || next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
  }
}
