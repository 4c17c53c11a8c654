import Messaging
import Testing

@Suite("Endpoints")
struct EndpointTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let uri: String
    let host: String
    let port: Int
    let vhost: String
    let user: String
    let password: String
    var testDescription: String { uri }
  }

  @Test(
    "A URI is taken apart as AMQP has it",
    arguments: [
      Case(
        uri: "amqp://h", host: "h", port: 5672, vhost: "/", user: "guest", password: "guest"),
      Case(uri: "amqp://h/", host: "h", port: 5672, vhost: "", user: "guest", password: "guest"),
      Case(
        uri: "amqp://h/%2f", host: "h", port: 5672, vhost: "/", user: "guest", password: "guest"),
      Case(
        uri: "AMQPS://u:p@h.example:1/v%2Fw", host: "h.example", port: 1, vhost: "v/w", user: "u",
        password: "p"),
      Case(
        uri: "amqps://h?heartbeat=5", host: "h", port: 5671, vhost: "/", user: "guest",
        password: "guest"),
      Case(
        uri: "amqp://u@[::1]:5673/v", host: "::1", port: 5673, vhost: "v", user: "u",
        password: ""),
      Case(
        uri: "amqp://%C3%A5sa:l%C3%B6sen%3A%40%2F@10.0.0.5", host: "10.0.0.5", port: 5672,
        vhost: "/", user: "åsa", password: "lösen:@/"),
      Case(
        uri: "amqp://u:a@b:c@h", host: "h", port: 5672, vhost: "/", user: "u",
        password: "a@b:c"),
    ])
  func parts(expected: Case) throws {
    let endpoint = try Endpoint(expected.uri)
    #expect(endpoint.host == expected.host)
    #expect(endpoint.port == expected.port)
    #expect(endpoint.vhost == expected.vhost)
    #expect(endpoint.user == expected.user)
    #expect(endpoint.password == expected.password)
    #expect(endpoint.isSecure == expected.uri.lowercased().hasPrefix("amqps"))
  }

  @Test("The query sets heartbeat, time and certificates")
  func query() throws {
    let endpoint = try Endpoint(
      "amqps://h/v?heartbeat=7&connection_timeout=1500&cacertfile=/etc/a%20b.pem"
        + "&certfile=/c.pem&keyfile=/k.pem&auth_mechanism=external&verify=verify_peer")
    #expect(endpoint.heartbeat == 7)
    #expect(endpoint.connectTimeout == .milliseconds(1500))
    #expect(endpoint.authorityFile == "/etc/a b.pem")
    #expect(endpoint.certificateFile == "/c.pem" && endpoint.keyFile == "/k.pem")
    #expect(endpoint.isExternal)
  }

  @Test(
    "What can't be meant is refused, and the refusal never quotes the password",
    arguments: [
      "", "amqp", "amqp:", "amqp:/h", "http://h", "amqp://", "amqp:///v", "amqp://h:0",
      "amqp://h:65536", "amqp://h:+1", "amqp://h:", "amqp://h:x", "amqp://u:s3cret@",
      "amqp://u:s3cret@h/a/b", "amqp://u:s3cret@h//", "amqp://u:s3cret%@h", "amqp://u:s3cret%2@h",
      "amqp://u:s3cret%00@h", "amqp://u:s3cret%ff@h", "amqp://u:s3cret/x@h", "amqp://u:1/s3cret@h",
      "amqp://[::1", "amqp://[::1]x", "amqp://h#f", "amqp://h ost", "amqp://hö", "amqp://a,b",
      "amqp://h?heartbeat=0", "amqp://h?heartbeat=x", "amqp://h?heartbeat", "amqp://h?cacert=/a",
      "amqp://h?cacertfile=/a", "amqps://h?certfile=/a", "amqps://h?cacertfile=",
      "amqps://h?verify=verify_none", "amqps://h?auth_mechanism=external",
      "amqp://h/\(String(repeating: "v", count: 256))",
    ])
  func refused(uri: String) throws {
    do throws(AMQPError) {
      _ = try Endpoint(uri)
      Issue.record("It was taken.")
    } catch {
      guard case .invalidEndpoint = error else {
        Issue.record("It was refused as something else.")
        return
      }
      #expect(!"\(error)".contains("s3cret"))
    }
  }

  @Test("A list is cut at commas that a URI follows, and nowhere else")
  func list() throws {
    let endpoints = try Endpoint.list(" amqp://u:a,b@one/v , amqps://two,amqp://three:7")
    #expect(endpoints.map(\.host) == ["one", "two", "three"])
    #expect(endpoints[0].password == "a,b" && endpoints[0].vhost == "v")
    #expect(endpoints.map(\.port) == [5672, 5671, 7])
    #expect(throws: AMQPError.self) { try Endpoint.list("") }
    #expect(throws: AMQPError.self) { try Endpoint.list("amqp://a,") }
  }

  @Test("A password is never shown")
  func secret() throws {
    let endpoint = try Endpoint("amqp://u:s3cret@h/v")
    var shown = "\(endpoint) \(String(reflecting: endpoint))"
    dump(endpoint, to: &shown)
    #expect(!shown.contains("s3cret"))
    #expect(endpoint.description == "amqp://u@h:5672/v")
  }

  @Test("Mutated and cut input is read or refused, never a trap")
  func mutated() throws {
    var random = Seeded(seed: 20_261_124)
    let uri = Array(
      "amqps://u%C3%A5:p%40w@[fe80::1]:5673/v%2F?heartbeat=30&cacertfile=/a,amqp://h".utf8)
    let marks = Array("%:/?#@[],&=\0\u{ff}aF0".utf8)
    var taken = 0
    for _ in 0..<20_000 {
      var bytes = uri
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
        case 1: bytes.remove(at: place)
        default: bytes = Array(bytes[..<max(1, place)])
        }
      }
      if (try? Endpoint.list(String(decoding: bytes, as: UTF8.self))) != nil { taken += 1 }
    }
    #expect(taken > 0 && taken < 20_000)
  }
}
