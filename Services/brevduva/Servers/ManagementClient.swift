import Formats
import Messaging
import Observability
import POSIX
import Settings

/// The broker's management, which alone tells policies.
struct ManagementClient {
  /// The most octets of an answer.
  private static let limit = 16 << 20

  private let management: Endpoint
  private let address: SocketAddress

  /// Aims at a management; nothing is connected yet.
  init(_ management: Endpoint) {
    self.management = management
    address = SocketAddress(host: management.host, port: UInt16(management.port))
  }

  /// Reads the queues of a virtual host with the policies that hold for them.
  ///
  /// - Throws: `unreachable` if the management does not answer, or not with a list of queues.
  func queues(of vhost: String) throws(Failure) -> [PolicedQueue] {
    let login = Base64.encoded(Array("\(management.user):\(management.password)".utf8))
    let client = HTTPClient(to: address, patience: .seconds(10), limit: Self.limit)
    let answer: HTTPClient.Answer
    do throws(HostError) {
      answer = try client.get(
        "/api/queues/\(Self.encoded(vhost))", fields: ["Authorization: Basic \(login)"])
    } catch {
      throw .unreachable("The broker's management at \(address) does not answer: \(error).")
    }
    guard answer.status == 200, let json = JSONText(answer.body).root, json.kind == .array else {
      throw .unreachable(
        "The broker's management at \(address) tells no queues (status \(answer.status)).")
    }
    return json.elements.map(PolicedQueue.init)
  }
}

extension ManagementClient {
  /// Text as it stands in a path, each octet but letters and digits as `%` and two digits.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { octet in
      let scalar = UnicodeScalar(octet)
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        return String(scalar)
      }
      let digits = String(octet, radix: 16)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}

/// A queue, and what policies ask of it.
struct PolicedQueue: Hashable, Sendable {
  /// Its name.
  let name: String
  /// `true` if the management knows what holds for it: of a new queue it does so after some seconds.
  var isTold = true
  /// The names of the policies that hold for it, the operator's last.
  var policies: [String] = []
  /// The longest time that a message may wait in it, in milliseconds; `nil` for any.
  var messageTTL: Int?
  /// The time without a consumer after which it is deleted, in milliseconds; `nil` for never.
  var expires: Int?
  /// The most messages that it keeps, or octets of them; `nil` for any.
  var maximum: Int?
  /// The exchange to which a policy sends what it gives up; `nil` for none.
  var deadLetterExchange: String?
  /// Number of deliveries after which a policy gives a message up; `nil` for its own.
  var deliveryLimit: Int?
  /// The longest time that a message may be held, in milliseconds; `nil` for the broker's own.
  var consumerTimeout: Int?
}

extension PolicedQueue {
  /// Reads an entry of the management's list; what is of another type is left out.
  init(_ json: JSONValue) {
    let policy = json["effective_policy_definition"]
    func number(_ keys: JSONKey...) -> Int? {
      keys.compactMap { policy?[$0]?.number.flatMap { Int($0) } }.min()
    }
    self.init(
      name: json["name"]?.string ?? "", isTold: policy != nil,
      policies: (["policy", "operator_policy"] as [JSONKey]).compactMap { json[$0]?.string }
        .filter { !$0.isEmpty },
      messageTTL: number("message-ttl"), expires: number("expires"),
      maximum: number("max-length", "max-length-bytes"),
      deadLetterExchange: policy?["dead-letter-exchange"]?.string,
      deliveryLimit: number("delivery-limit"), consumerTimeout: number("consumer-timeout"))
  }
}
