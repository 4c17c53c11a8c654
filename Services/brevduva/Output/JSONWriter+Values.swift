import Domain
import Formats

extension JSONWriter {
  /// Writes a moment, or `null`.
  mutating func member(_ key: JSONKey, orNull time: Timestamp?) {
    member(key, orNull: time?.rfc3339)
  }

  /// Writes a name with both its parts.
  mutating func member(_ key: JSONKey, _ name: Name) {
    self.key(key)
    object {
      $0.member("given", orNull: name.given)
      $0.member("family", orNull: name.family)
    }
  }

  /// Writes ids in other systems, by system.
  mutating func member(_ key: JSONKey, _ externalIDs: [String: String]) {
    self.key(key)
    object { json in
      for external in externalIDs.sorted(by: { $0.key < $1.key }) {
        json.key(external.key)
        json.value(external.value)
      }
    }
  }

  /// Writes a mark as the contract has it, or `null`.
  mutating func member(_ key: JSONKey, orNull mark: Mark?) {
    self.key(key)
    guard let mark else { return null() }
    object {
      $0.member("since", orNull: mark.since)
      $0.member("status", orNull: mark.status)
      $0.member("reason", orNull: mark.reason)
    }
  }
}
