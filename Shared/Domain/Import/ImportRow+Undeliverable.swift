extension ImportRow.Undeliverable {
  /// Reads date, status and address, each of which may be missing, in this order.
  init?(_ entry: some StringProtocol) {
    self.init()
    var words = String(entry).split { $0 == " " || $0 == "," }.map(String.init)[...]
    if let word = words.first, let day = Timestamp(day: word) {
      since = day
      words.removeFirst()
      // The time of day behind it.
      if let time = words.first, let moment = Timestamp(day: "\(word) \(time)") {
        since = moment
        words.removeFirst()
      }
    }
    if let word = words.first, Self.isStatus(word) {
      status = word
      words.removeFirst()
    }
    if let word = words.popFirst() {
      guard let address = EmailAddress(exactly: word) else { return nil }
      self.address = address.key
    }
    guard words.isEmpty, since != nil || status != nil || address != nil else { return nil }
  }

  /// Class, subject and detail (RFC 3463): `5.1.1`.
  private static func isStatus(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3
      && ["4", "5"].contains(String(parts[0]))
      && parts.allSatisfy { 1...3 ~= $0.utf8.count && $0.utf8.allSatisfy(\.isDigit) }
  }
}
