import Formats

/// A message as a note keeps it: within its limits, and without U+0000, whatever it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let note = NoteMail(MailMessage(Array(UnsafeBufferPointer(start: start, count: count))))
  let mailboxes = note.from + note.to + note.cc
  precondition(mailboxes.count <= 500 && note.attachments.count <= 100)
  precondition(note.text.utf8.count <= 128 * 1024 && note.subject.utf8.count <= 998)
  let texts =
    [note.text, note.subject] + mailboxes.flatMap { [$0.address, $0.name ?? ""] }
    + note.attachments.flatMap { [$0.name, $0.type] }
  for text in texts { precondition(!text.utf8.contains(0)) }
  precondition(note.kind == .personal || (mailboxes.isEmpty && note.text.isEmpty))
  return 0
}
