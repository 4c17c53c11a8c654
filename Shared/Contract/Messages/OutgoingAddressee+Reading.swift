public import Domain
import Formats

extension OutgoingAddressee {
  /// Reads whom a message is for.
  ///
  /// - Parameters:
  ///   - exchange: the name of the exchange to which it goes.
  ///   - body: its body, as this version or another wrote it.
  /// - Returns: `.everybody` for what cannot be read too.
  public static func read(exchange: String, body: [UInt8]) -> OutgoingAddressee {
    guard let data = JSONText(body).root?["data"] else { return .everybody }
    switch Exchange(rawValue: exchange) {
    case .mail:
      let names = [data["profileId"], data["to"]].compactMap { $0?.string }
      return names.count == 2 ? .person(names) : .everybody
    case .incoming:
      return .worker(data.members.filter { $0.key != "after" }.compactMap(\.string))
    case .events, .dead, nil: return .everybody
    }
  }
}
