import Formats
import Testing

@Suite("Parts of mail")
struct MailTreeTests {
  @Test("Parts lie where boundaries say, with any line ends", arguments: ["\n", "\r\n", "\r"])
  func tree(end: String) {
    let message = mail(
      """
      Content-Type: multipart/mixed; boundary="a b"

      preamble
      --a b
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/html

      <p>Hej</p>
      --inner
      Content-Type: text/plain

      Hej
      --inner--
      --a b
      Content-Type: message/rfc822

      Subject: enclosed

      Inside
      --a b--
      epilogue
      """.lines(endingIn: end))
    #expect(
      message.parts.map(\.media)
        == [.multipart, .alternative, .html, .plain, .message, .plain])
    #expect(message.parts.map(\.parent) == [nil, 0, 1, 1, 0, 4])
    #expect(message.parts.map { text(message.content(of: $0)) }[2...3] == ["<p>Hej</p>", "Hej"])
    #expect(text(message.content(of: message.parts[5])) == "Inside")
    #expect(message.header(of: message.parts[5]).text("subject") == "enclosed")
    #expect(message.readableText == "Hej")
  }

  @Test(
    "A boundary that is missing, doubled or of the part outside ends what it must",
    arguments: [
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHej",
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHej\n--b--\n--b--\n--b",
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHej\n--b--",
      "Content-Type: multipart/mixed; boundary=b\n\n--b  \n\nHej\n--b--  \n",
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nHej\n--b--",
      "Content-Type: multipart/mixed;\nboundary=b\n\n--b\n\nHej\n--b--",
      "Content-Type: multipart/mixed; x=y;\r\nboundary=\"b\"\r\nX: y\r\n\r\n--b\r\n\r\nHej\r\n--b--",
      "Content-Type: multipart/mixed\n\nHej",
      "Content-Type: multipart/mixed; boundary=\"\"\n\nHej",
    ])
  func boundaries(written: String) {
    let message = mail(written)
    let texts = message.parts.filter { !$0.isMultipart }.map { text(message.content(of: $0)) }
    #expect(texts.contains("Hej") || text(message.content(of: message.parts[0])) == "Hej")
  }

  @Test("A part without a header, and one that is cut off in it, is a part")
  func bareParts() {
    let message = mail(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHej\n--b\nSubject: x\n--b--")
    #expect(message.parts.count == 3)
    #expect(text(message.content(of: message.parts[1])) == "Hej")
    #expect(text(message.content(of: message.parts[2])) == "")
  }

  @Test(
    "Parameters are read in any of their forms",
    arguments: [
      "boundary=b", "boundary=\"b\"", "BOUNDARY = b", "charset=x; boundary=b", ";;boundary=b",
      "boundary*0=\"b\"", "boundary*=utf-8'sv'%62", "boundary*0*=us-ascii'en'; boundary*1=b",
      "x=\";boundary=c\"; boundary=b", "(comment) boundary=b", "boundary=b; boundary=c",
    ])
  func parameters(written: String) {
    let message = mail("Content-Type: multipart/mixed; \(written)\n\n--b\n\nHej\n--b--")
    #expect(message.parts.count == 2, "\(written)")
  }

  @Test("Nothing is taken apart beyond the limits, and all of it is there")
  func limits() {
    var deep = ""
    for level in 0..<60 {
      deep += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    #expect(mail(deep + "\nHej").parts.count <= 22)
    let many =
      "Content-Type: multipart/mixed; boundary=b\n\n"
      + String(repeating: "--b\n\nx\n", count: 5_000)
    #expect(mail(many).parts.count == 1_000)
    let fields = String(repeating: "A: b\n", count: 30_000) + "\nHej"
    #expect(mail(fields).readableText == "Hej")
  }

  @Test(
    "Bodies are unpacked, and never refused",
    arguments: [
      ("base64", "SGVq", "Hej"), ("base64", "SGVq\r\nIHNh", "Hej sa"), ("BASE64", "S*G*V*q", "Hej"),
      ("base64", "SGVq=", "Hej"), ("base64", "SG", "H"), ("base64", "S", ""), ("base64", "", ""),
      ("base64", "SGU=SGU=", "HeHe"),
      ("quoted-printable", "H=65j", "Hej"), ("quoted-printable", "He=\nj", "Hej"),
      ("quoted-printable", "He=\r\nj", "Hej"), ("quoted-printable", "He=  \nj", "Hej"),
      ("quoted-printable", "H=e", "H=e"), ("quoted-printable", "=", ""),
      ("quoted-printable", "=zz", "=zz"), ("Quoted-Printable", "=c3=A5", "å"),
      ("7bit", "H=65j", "H=65j"), ("nonsense", "SGVq", "SGVq"),
    ])
  func packing(encoding: String, body: String, expected: String) {
    let message = mail("Content-Transfer-Encoding: \(encoding)\n\n\(body)")
    #expect(message.readableText == expected)
  }

  @Test("The text is that of the message: no attachments, no enclosed messages, of HTML no tags")
  func readableText() {
    let html = mail(
      """
      Content-Type: text/html; charset=iso-8859-1

      <html><head><title>T</title><style>p {}</style></head><body>
      <p>Hej&nbsp;&amp; h&aring;</p><p>a &lt;b&gt; &#229;&#xe5; &unknown; <br>c</p>
      <script>x</script>Skriv till <asa@example.se><!-- > --> nu</body></html>
      """)
    #expect(
      html.readableText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        == "Hej & hå a <b> åå &unknown; c Skriv till <asa@example.se> nu")
    let attached = mail(
      """
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      Hej
      --b
      Content-Type: text/plain
      Content-Disposition: attachment; filename=a.txt

      bifogat
      --b--
      """)
    #expect(attached.readableText == "Hej")
  }

  @Test("Octets of a charset are text of it, whatever is announced")
  func charsets() {
    let header = Array("Content-Type: text/plain; charset=iso-8859-1\n\n".utf8)
    #expect(MailMessage(header + [0xe5]).readableText == "å")
    #expect(MailMessage(Array("Subject: a\n\n".utf8) + [0xe5]).readableText == "å")
    #expect(MailMessage(Array("Subject: ".utf8) + [0xe5] + [10, 10]).header.text("subject") == "å")
  }
}

extension MailPart {
  fileprivate var isMultipart: Bool {
    media == .multipart || media == .alternative || media == .report
  }
}
