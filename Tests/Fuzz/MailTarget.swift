import Formats

/// A message and everything in it: parts, texts, header fields.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let message = MailMessage(Array(UnsafeBufferPointer(start: start, count: count)))
  var octets = message.readableText.utf8.count
  for part in message.parts {
    octets += message.content(of: part).count + message.text(of: part).count
    let header = message.header(of: part)
    for name in ["from", "to", "cc", "reply-to"] { octets += header.mailboxes(name).count }
    octets += header.text("subject")?.utf8.count ?? 0
    octets += header.messageID?.utf8.count ?? 0
    octets += header.moment("date") == nil ? 0 : 1
  }
  precondition(octets >= 0)
  return 0
}
