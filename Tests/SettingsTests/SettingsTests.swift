import Hashing
import Logging
import Messaging
import Settings
import Testing

@Suite("Configuration: settings")
struct SettingsTests {
  @Test("Configuration: the three variables without a default are enough")
  func defaults() throws {
    let settings = try Environment.settings()
    #expect(settings.databaseURL.revealed.hasPrefix("postgres://"))
    #expect(settings.endpoints.count == 1)
    #expect(settings.erasure?.keys.ids == ["k1"])
    let secret = Array("0123456789abcdef0123456789abcdef".utf8)
    let ring = KeyRing(signing: .init(id: "k1", secret: secret))
    #expect(settings.erasure?.keys.tag(of: "a") == ring.tag(of: "a"))
    #expect(settings.httpAddress == SocketAddress(host: "127.0.0.1", port: 0))
    #expect(settings.logLevel == .info && settings.logFormat == .text)
    #expect(settings.batchSize == 200 && settings.prefetch == 600)
    #expect(settings.outboxLimit == 100_000 && settings.lanes == 2)
    #expect(settings.grace == .seconds(25) && settings.bodyLimit == 8 << 20)
    #expect(settings.erasure?.days == 365)
    #expect(!settings.isTest && settings.failpoint == nil)
  }

  @Test(
    "Configuration: prefetch follows the batch, and a batch never exceeds the prefetch",
    arguments: [
      ([:], 200, 600), (["BATCH_SIZE": "1"], 1, 3), (["BATCH_SIZE": "1000"], 1000, 2000),
      (["BATCH_SIZE": "5000"], 5000, 5000), (["PREFETCH": "50"], 50, 50),
      (["BATCH_SIZE": "10", "PREFETCH": "65535"], 10, 65_535),
    ] as [([String: String], Int, Int)])
  func prefetch(changes: [String: String], batchSize: Int, prefetch: Int) throws {
    let settings = try Environment.settings(changes)
    #expect(settings.batchSize == batchSize)
    #expect(settings.prefetch == prefetch)
  }

  @Test("Configuration: an empty value counts as none")
  func emptyIsNone() throws {
    let settings = try Environment.settings(["BATCH_SIZE": "", "BREVDUVA_FAILPOINT": ""])
    #expect(settings.batchSize == 200)
    #expect(Environment.sentences(["DATABASE_URL": ""]).count == 1)
  }

  @Test("Configuration: several brokers and several keys keep their order")
  func lists() throws {
    let settings = try Environment.settings([
      "AMQP_URL": "amqp://a/v,amqps://b:5671/v",
      "ERASURE_KEY": "new:\(String(repeating: "n:", count: 16)),\(Environment.key)",
    ])
    #expect(
      settings.endpoints.map(\.description) == [
        "amqp://guest@a:5672/v", "amqps://guest@b:5671/v",
      ])
    #expect(settings.erasure?.keys.ids == ["new", "k1"])
  }

  @Test("Configuration: a comma in a broker's password separates nothing")
  func commaInPassword() throws {
    let settings = try Environment.settings(["AMQP_URL": "amqp://u:a,b@h/v, AMQPS://h/v"])
    #expect(settings.endpoints.map(\.password) == ["a,b", "guest"])
    #expect(settings.endpoints.map(\.isSecure) == [false, true])
  }

  @Test("Configuration: a worker that needs no erasure key does not read one")
  func withoutErasureKey() throws {
    let changes = ["ERASURE_KEY": "short", "ERASURE_DAYS": "0"]
    let settings = try Environment.settings(changes, needsErasureKeys: false)
    #expect(settings.erasure == nil)
    let rows = WorkerSettings.variables(
      bodyLimit: Environment.bodyLimit, needsErasureKeys: false)
    #expect(Environment.rows.count == rows.count + 2)
    #expect(!rows.contains { $0.name.hasPrefix("ERASURE_") })
  }

  @Test(
    "Configuration: an address of the listener is host:port",
    arguments: [
      ("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:0", "::1", 0),
      ("localhost:65535", "localhost", 65_535),
    ] as [(String, String, UInt16)])
  func addresses(text: String, host: String, port: UInt16) throws {
    let address = try Environment.settings(["HTTP_ADDRESS": text]).httpAddress
    #expect(address == SocketAddress(host: host, port: port))
    #expect(address.description == text)
  }

  @Test("Configuration: the settings are read of the table, each variable once, and of no other")
  func table() {
    let names = Environment.rows.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      // A text that is no value of any of them.
      var reader = SettingsReader(Environment.complete.merging([name: "\u{7f}"]) { $1 })
      let settings = WorkerSettings(
        &reader, bodyLimit: Environment.bodyLimit, needsErasureKeys: true)
      #expect(settings == nil && reader.faults.map(\.name) == [name])
    }
  }

  @Test("Configuration: what may be missing is looked at only if it is set")
  func checked() {
    var reader = SettingsReader(["LANES": "0", "GRACE_SECONDS": "", "ERASURE_KEY": "k1:geheim"])
    for row in Environment.rows { reader.check(row, mustBeSet: false) }
    #expect(reader.faults.map(\.name) == ["ERASURE_KEY", "LANES"])
    #expect(reader.faults.allSatisfy { !$0.description.contains("geheim") })
  }
}

extension SettingFault {
  /// The variable.
  fileprivate var name: String { String(description.prefix { $0 != " " }) }
}
