import Formats
import Testing

@Suite("Headers of mail")
struct MailHeaderTests {
  @Test(
    "Fields are found whatever their case, folding and line ends", arguments: ["\n", "\r\n", "\r"])
  func fields(end: String) {
    let message = mail(
      """
      SUBJECT: one
       two
      \tthree
      From : Åsa <asa@example.se>
      X-Empty:
      Message-ID: <1@example.se>

      Body: none
      """.lines(endingIn: end))
    #expect(message.header.text("subject") == "one two\tthree")
    #expect(message.header.mailboxes("from") == [Mailbox(address: "asa@example.se", name: "Åsa")])
    #expect(message.header.text("x-empty") == "")
    #expect(message.header.messageID == "<1@example.se>")
    #expect(!message.header.has("body"))
    #expect(message.readableText == "Body: none")
  }

  @Test("A line that separates messages in a mailbox file is none of the header")
  func envelopeLine() {
    let message = mail("From asa@example.se Mon Nov 30 10:00:00 2026\nSubject: a\n\nText")
    #expect(message.hasEnvelopeLine)
    #expect(message.header.text("subject") == "a")
    #expect(!mail("From: asa@example.se\n\nText").hasEnvelopeLine)
  }

  @Test("A line that is no field is stepped over among fields, and begins the body behind them")
  func strayLines() {
    let message = mail("Subject: a\nnonsense without colon\nTo: bo@example.se\n\nText")
    #expect(message.header.text("subject") == "a")
    #expect(message.header.mailboxes("to").map(\.address) == ["bo@example.se"])
    #expect(mail("Subject: a\nHej Bo,\nvi ses").readableText == "Hej Bo,\nvi ses")
  }

  @Test("Nothing at all is a message too", arguments: ["", "\n", "\r\n\r\n", ":", "a", " folded"])
  func nothing(text: String) {
    let message = mail(text)
    #expect(message.parts.count == 1)
    #expect(message.header.messageID == nil)
    #expect(message.header.mailboxes("from").isEmpty)
  }

  @Test(
    "Encoded words of any charset are text, and white space between two of them is none",
    arguments: [
      ("=?utf-8?Q?=C3=85sa?=", "Åsa"),
      ("=?ISO-8859-1?Q?=C5sa_=D6berg?=", "Åsa Öberg"),
      ("=?utf-8?B?w4VzYQ==?=", "Åsa"),
      ("=?utf-8?b?w4Vz?= =?utf-8?b?YQ==?=", "Åsa"),
      ("=?utf-8?Q?=C3?=\n =?utf-8?Q?=85sa?=", "Åsa"),
      ("Re: =?utf-8*sv?Q?=C3=85sa?= och Bo", "Re: Åsa och Bo"),
      ("=?ISO-2022-JP?B?GyRCJSIbKEI=?=", "ア"),
      ("=?x-unknown?Q?=E5?=", "å"),
      ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
      ("=?utf-8?Q?abc", "=?utf-8?Q?abc"),
      ("=?", "=?"),
      ("\u{c5}sa", "Åsa"),
    ])
  func encodedWords(written: String, expected: String) {
    #expect(mail("Subject: \(written)\n\n").header.text("subject") == expected)
  }

  @Test(
    "Moments are read in every form that mail has them in",
    arguments: [
      ("Mon, 30 Nov 2026 10:00:00 +0100", 1_796_029_200),
      ("30 Nov 2026 10:00 +0100", 1_796_029_200),
      ("Mon, 30 Nov 26 09:00:00 GMT", 1_796_029_200),
      ("Mon, 30 Nov 2026 10:00:00 CET", 1_796_029_200),
      ("Mon,30 Nov 2026 04:00:00 EST (Eastern)", 1_796_029_200),
      ("(a comment) Mon, 30 Nov 2026 09:00:00 -0000", 1_796_029_200),
      ("Thu, 1 Jan 1970 00:00:00 +0000", 0),
      ("Fri, 31 Dec 99 23:59:60 +0000", 946_684_799),
      ("Mon, 30-Nov-2026 09:00:00 UT", 1_796_029_200),
    ])
  func moments(written: String, seconds: Int64) {
    #expect(mail("Date: \(written)\n\n").header.moment("date") == seconds * 1_000_000)
  }

  @Test("A moment is the same in each zone, with whatever follows it (RFC 5322, 3.3)")
  func zones() {
    for minutes in stride(from: -720, through: 840, by: 15) {
      let local = 1_796_029_200 + 60 * minutes
      let (day, clock) = (29 + (local - 1_795_910_400) / 86_400, local % 86_400 / 60)
      let time = "\(twoDigits(clock / 60)):\(twoDigits(clock % 60))"
      let zone = "\(twoDigits(abs(minutes) / 60))\(twoDigits(abs(minutes) % 60))"
      let sign = minutes < 0 ? "-" : "+"
      for space in [" ", "  ", ""] {
        for end in ["", " (EST)", " (a comment)", "  ", "\t(x)"] {
          for seconds in ["", ":00"] {
            let written = "\(day) Nov 2026 \(time)\(seconds)\(space)\(sign)\(zone)\(end)"
            #expect(
              mail("Date: \(written)\n\n").header.moment("date") == 1_796_029_200_000_000,
              "\(written)")
          }
        }
      }
    }
  }

  private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

  @Test(
    "What is no moment is none",
    arguments: [
      "", "yesterday", "30 Foo 2026 10:00 +0100", "30 Feb 2026 10:00 +0100",
      "Mon, 30 Nov 2026", "Mon, 30 Nov 2026 25:00 +0100", "99999999999999999999 Nov 2026 10:00",
    ])
  func noMoments(written: String) {
    #expect(mail("Date: \(written)\n\n").header.moment("date") == nil)
  }
}
