import Contract
import Domain
import Formats
import Store

extension Profile.State {
  /// The word of the contract.
  var word: String {
    switch self {
    case .active: "active"
    case .removed: "removed"
    case .deceased: "deceased"
    case .purged: "purged"
    }
  }

  /// How it looks.
  var tone: Tone {
    switch self {
    case .active: .good
    case .removed, .deceased, .purged: .warning
    }
  }
}

extension Name {
  /// Both parts in a row; `nil` if neither is known.
  var text: String? {
    let parts = [given, family].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

extension JSONWriter {
  /// Writes a name with both its parts.
  mutating func member(_ key: StaticString, _ name: Name) {
    self.key(key)
    object {
      $0.member("given", orNull: name.given)
      $0.member("family", orNull: name.family)
    }
  }
}

extension JSONWriter {
  /// Writes ids in other systems, by system.
  mutating func member(_ key: StaticString, _ externalIDs: [String: String]) {
    self.key(key)
    object { json in
      for external in externalIDs.sorted(by: { $0.key < $1.key }) {
        json.key(external.key)
        json.value(external.value)
      }
    }
  }

  /// Writes a mark as the contract has it, or `null`.
  mutating func member(_ key: StaticString, orNull mark: Mark?) {
    self.key(key)
    guard let mark else { return null() }
    object {
      $0.member("since", orNull: mark.since)
      $0.member("status", orNull: mark.status)
      $0.member("reason", orNull: mark.reason)
    }
  }
}

extension Provenance {
  /// The contract's word: what a steward commands, what stands in an import's file, or any other message.
  var kind: String {
    switch MessageType(rawValue: type)?.queue {
    case .lifecycle: "steward"
    case .imports: "import"
    case .registrations, .contactNotes, .bounces, .mailings, nil: "message"
    }
  }

  /// Which message, and who acted.
  var text: String {
    "\(type) \(message.id)" + (actor.map { " (\($0))" } ?? "")
  }
}

extension Uses {
  /// The uses in a row; `additional` for none.
  var text: String {
    isEmpty ? "additional" : list.map(\.rawValue).joined(separator: ", ")
  }
}

extension ProfileRecord {
  /// An address with what is known of its stay.
  struct Stay {
    let address: Address
    let origin: Provenance
    let mark: MarkRecord?
  }

  /// Its addresses, in the order in which they came.
  var stays: [Stay] {
    zip(profile.addresses, zip(origins, marks)).map {
      Stay(address: $0, origin: $1.0, mark: $1.1)
    }
  }
}
