import Formats

/// Message of lines, as they are written in a test.
func mail(_ text: String) -> MailMessage {
  MailMessage(Array(text.utf8))
}

/// Text of octets.
func text(_ octets: some Sequence<UInt8>) -> String {
  String(decoding: Array(octets), as: UTF8.self)
}

extension String {
  /// Its octets.
  var octets: ArraySlice<UInt8> { Array(utf8)[...] }

  /// The same lines, ended in another way.
  func lines(endingIn end: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
  }
}
