import Foundation
import Messaging

/// An event as the recorder's queue has it.
struct RecordedEvent: Hashable {
  let id: String
  let type: String
  let cause: String
  /// The profile that it is told of; `nil` if it says none.
  let subject: String?
  /// The profile's version afterwards; `nil` if it says none.
  let version: String?
  /// All that it says but its id and moments: what it must say again if its message is decided anew.
  let told: String
  let body: [UInt8]

  init(_ body: [UInt8]) throws {
    var json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
    id = json.removeValue(forKey: "id") as? String ?? ""
    type = json["type"] as? String ?? ""
    cause = json["causationid"] as? String ?? ""
    subject = json["subject"] as? String
    version = json["profileversion"].map { "\($0)" }
    json["time"] = nil
    if var data = json["data"] as? [String: Any] {
      data["since"] = nil
      json["data"] = data
    }
    let text = try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
    told = String(decoding: text, as: UTF8.self)
    self.body = body
  }
}
