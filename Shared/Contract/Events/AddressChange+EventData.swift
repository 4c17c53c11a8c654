import Domain
import Formats

extension AddressChange {
  /// The type of the event that tells it; `nil` for the end of an erasure, which nobody is told of.
  var eventType: EventType? {
    switch self {
    case .added: "address.added"
    case .removed: "address.removed"
    case .moved, .returned: "address.moved"
    case .usesChanged: "address.usesChanged"
    case .erasureEnded: nil
    }
  }

  /// Writes what is told of an address, of a profile that is not protected.
  func writeData(of key: AddressKey, to writer: inout JSONWriter) {
    switch self {
    case .added(let address, let profile):
      writer.member("profileId", profile)
      address.write(to: &writer)
    case .removed(let profile):
      writer.member("profileId", profile)
      writer.member("key", key.text)
    case .moved(let old, let new, let uses), .returned(let old, let new, let uses):
      writer.member("profileId", new)
      writer.member("from", old)
      writer.member("key", key.text)
      uses.write(as: "uses", to: &writer)
    case .usesChanged(let profile, let old, let new):
      writer.member("profileId", profile)
      writer.member("key", key.text)
      new.write(as: "uses", to: &writer)
      old.write(as: "before", to: &writer)
    case .erasureEnded: break
    }
  }
}

extension Address {
  func write(to writer: inout JSONWriter) {
    writer.member("address", address.text)
    writer.member("key", key.text)
    uses.write(as: "uses", to: &writer)
  }
}

extension Uses {
  fileprivate func write(as key: JSONKey, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for use in list { writer.value(use.rawValue) }
    writer.endArray()
  }
}
