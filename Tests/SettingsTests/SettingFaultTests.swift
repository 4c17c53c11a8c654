import Settings
import Testing

@Suite("Configuration: faults")
struct SettingFaultTests {
  /// A wrong value, and the part of the sentence that says what was wrong with it.
  static let wrong: [(String, String, String)] = [
    ("DATABASE_URL", "mysql://db/x", "another scheme"),
    ("DATABASE_URL", "host=db dbname=x", "a space"),
    ("DATABASE_URL", "postgres://", "ends after its scheme"),
    ("DATABASE_URL", "postgres://db/x?nosuch=1", "cannot be read by libpq"),
    ("AMQP_URL", "http://mq/", "entry 1 (it must begin with amqp:// or amqps://)"),
    ("AMQP_URL", "amqp://mq/,", "an empty entry"),
    ("AMQP_URL", "amqp://mq/v,,amqp://mq2/v", "an empty entry"),
    ("AMQP_URL", "amqp://mq/v, amqp://", "entry 2 (the host is missing)"),
    ("AMQP_URL", "amqp://mq:x/v", "entry 1 (the port must be a number"),
    ("ERASURE_KEY", "0123456789abcdef0123456789abcdef", "no id in entry 1"),
    ("ERASURE_KEY", ":0123456789abcdef0123456789abcdef", "cannot be one in entry 1"),
    ("ERASURE_KEY", "k1:short", "a key of 5 octets in entry 1"),
    ("ERASURE_KEY", Environment.key + "," + Environment.key, "the id of entry 2 twice"),
    ("ERASURE_KEY", Environment.key + ",", "no id in entry 2"),
    ("HTTP_ADDRESS", "8080", "is \"8080\""),
    ("HTTP_ADDRESS", "127.0.0.1:65536", "is \"127.0.0.1:65536\""),
    ("HTTP_ADDRESS", "::1:80", "is \"::1:80\""),
    ("HTTP_ADDRESS", ":80", "is \":80\""),
    ("HTTP_ADDRESS", "h:+1", "is \"h:+1\""),
    ("LOG_LEVEL", "verbose", "is \"verbose\""),
    ("LOG_LEVEL", "INFO", "is \"INFO\""),
    ("LOG_FORMAT", "xml", "is \"xml\""),
    ("BATCH_SIZE", "0", "is \"0\""),
    ("BATCH_SIZE", "5001", "is \"5001\""),
    ("BATCH_SIZE", "many", "is \"many\""),
    ("BATCH_SIZE", "+5", "is \"+5\""),
    ("BATCH_SIZE", "99999999999999999999", "is \"99999999999999999999\""),
    ("PREFETCH", "65536", "is \"65536\""),
    ("OUTBOX_LIMIT", "0", "is \"0\""),
    ("LANES", "65", "is \"65\""),
    ("LANES", "2 ", "is \"2 \""),
    ("GRACE_SECONDS", "-1", "is \"-1\""),
    ("ERASURE_DAYS", "0", "is \"0\""),
    ("INBOX_DAYS", "0", "is \"0\""),
    ("REFUSED_DAYS", "0", "is \"0\""),
    ("BODY_LIMIT", "8MiB", "is \"8MiB\""),
    ("BREVDUVA_TEST", "yes", "is \"yes\""),
  ]

  @Test("Configuration: a wrong value has its sentence", arguments: wrong)
  func wrongValue(name: String, value: String, what: String) throws {
    let sentences = Environment.sentences([name: value])
    let sentence = try #require(sentences.first)
    #expect(sentences.count == 1)
    #expect(sentence.hasPrefix("\(name) "))
    #expect(sentence.contains(what))
    let row = try #require(Environment.rows.first { $0.name == name })
    #expect(sentence.hasSuffix("\(row.right) is needed."))
    #expect(!sentence.contains("\n"))
  }

  @Test("Configuration: every variable has a wrong value in the table of this suite")
  func everyVariableIsTried() {
    let tried = Set(Self.wrong.map(\.0)).union(["BREVDUVA_FAILPOINT"])
    #expect(Set(Environment.rows.map(\.name)) == tried)
  }

  @Test("Configuration: all faults are told at once, in the order of the table")
  func allAtOnce() {
    let sentences = Environment.sentences([
      "AMQP_URL": nil, "ERASURE_KEY": "k1:short", "LANES": "none", "LOG_LEVEL": "loud",
    ])
    #expect(
      sentences.map { String($0.prefix { $0 != " " }) } == [
        "AMQP_URL", "ERASURE_KEY", "LOG_LEVEL", "LANES",
      ])
  }

  @Test(
    "Configuration: a variable without a default must be set",
    arguments: ["DATABASE_URL", "AMQP_URL", "ERASURE_KEY"])
  func missing(name: String) {
    let sentences = Environment.sentences([name: String?.none])
    #expect(sentences.count == 1)
    #expect(sentences.first?.hasPrefix("\(name) is missing: ") == true)
  }

  @Test(
    "Configuration: no sentence shows a secret, nor a part of it",
    arguments: ["DATABASE_URL", "AMQP_URL", "ERASURE_KEY"],
    [
      "geheim", "gehei m", "x://u:geheim@h", "amqp://u:geheim@h,geheim", "k1:geheim", "geheim:",
      "postgres://u:geheim@h\u{7}", "geheim,geheim",
    ])
  func secretsStayUnseen(name: String, value: String) {
    for sentence in Environment.sentences([name: value]) { #expect(!sentence.contains("gehei")) }
  }

  @Test("Configuration: a secret prints, reflects and dumps as <redacted>")
  func redacted() throws {
    let settings = try Environment.settings()
    var dumped = ""
    dump(settings, to: &dumped)
    for text in [dumped, "\(settings)", String(reflecting: settings), "\(settings.databaseURL)"] {
      #expect(text.contains("<redacted>"))
      for part in ["geheim", "lösen", "0123456789"] { #expect(!text.contains(part)) }
    }
  }

  @Test("Configuration: a value in a sentence is cut and stays on one line")
  func valuesAreTamed() {
    let long = String(repeating: "x", count: 999)
    let sentences = Environment.sentences(["LANES": "1\nERROR forged\(long)"])
    #expect(sentences.first?.contains("1\\nERROR forged") == true)
    #expect(sentences.first?.contains("\n") == false)
    #expect((sentences.first?.count ?? .max) < 200)
  }

  @Test("Configuration: each error of it is told in sentences")
  func sentences() {
    let address = SocketAddress(host: "h", port: 1)
    for error in [
      ConfigurationError.settings([.doubled("X")]), .argument("x"), .listener(address, reason: "y"),
    ] {
      #expect(!error.sentences.isEmpty)
      #expect(error.sentences.allSatisfy { $0.hasSuffix(".") })
    }
  }
}
