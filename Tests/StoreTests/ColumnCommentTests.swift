import Testing

@testable import Store

@Suite("Store: the comments of columns")
struct ColumnCommentTests {
  @Test(
    "A comment says what a column holds, whether that is personal, and when it is erased",
    arguments: [
      ("As it was written: personal: erase on purge", "As it was written", .onPurge),
      ("As it was written (L1). personal: erase on deceased", "As it was written (L1)", .onDeath),
      ("not personal", "", .never),
      ("Its id; not personal.", "Its id", .never),
      ("Who. personal: erase on purge. Kept for long.", "Who; Kept for long", .onPurge),
      ("A shoe size.", "A shoe size.", nil),
      ("", "", nil),
    ] as [(String, String, ColumnComment.Erasure?)])
  func read(text: String, meaning: String, erasure: ColumnComment.Erasure?) {
    let comment = ColumnComment(text)
    #expect(comment.meaning == meaning && comment.erasure == erasure)
  }
}
