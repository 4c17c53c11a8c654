import Testing

@testable import Formats

@Suite("Recipients in fields")
struct RecipientFieldTests {
  @Test(
    "B7: the address is read without its type, its brackets and the encodings of RFC 3461 and RFC 6533",
    arguments: [
      ("rfc822; anna@example.net", "anna@example.net"),
      ("RFC822;anna@example.net", "anna@example.net"),
      ("rfc822; <anna@example.net>", "anna@example.net"),
      ("anna@example.net", "anna@example.net"),
      ("rfc822; rfc822; anna@example.net", "anna@example.net"),
      ("rfc822; anna+2Bkurs@example.net", "anna+kurs@example.net"),
      ("rfc822; anna+kurs@example.net", "anna+kurs@example.net"),
      ("utf-8; \\x{E5}sa@example.net", "åsa@example.net"),
      ("utf-8; åsa@example.net", "åsa@example.net"),
      ("rfc822; \"anna b\"@example.net", "\"anna b\"@example.net"),
      ("rfc822; anna@example.net (Anna)", "anna@example.net"),
      ("Anna Berg anna@example.net", "anna@example.net"),
      ("rfc8 22; anna@example.net", "anna@example.net"),
      ("x-unix; anna", nil), ("rfc822;", nil), ("", nil), ("rfc822; @", nil),
      ("rfc822; @example.net", nil), ("utf-8; \\x{110000}@example.net", "\\x{110000}@example.net"),
    ])
  func address(written: String, expected: String?) {
    #expect(RecipientField.address(written.octets) == expected)
  }
}
