/// Fields of a feedback report (RFC 5965).
struct FeedbackFields {
  /// `abuse` and the like, in lower case; `other` where it is not said.
  private(set) var type = "other"
  /// Those whose report it is, without those that the reporter has made unreadable.
  private(set) var recipients: [String] = []

  init(_ text: ArraySlice<UInt8>) {
    let header = PartReader.header(of: text)
    if let value = header.first("feedback-type") {
      type = value.prefix { !$0.isSpace && $0 != UInt8(ascii: ";") }.text.lowercased()
    }
    for name in [
      "original-rcpt-to", "removal-recipient", "original-recipient", "x-hmxmroriginalrecipient",
    ] {
      for value in header.all(name).prefix(100) {
        let address = RecipientField.address(value)
        if let address, !recipients.contains(address) { recipients.append(address) }
      }
      if !recipients.isEmpty { return }
    }
  }
}
