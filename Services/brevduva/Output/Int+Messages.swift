extension Int {
  /// So many messages and what they do: `1 message waits`, `2 messages wait`.
  func messages(_ one: String, _ many: String) -> String {
    self == 1 ? "1 message \(one)" : "\(self) messages \(many)"
  }
}
