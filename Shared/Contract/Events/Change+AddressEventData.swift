import Domain
import Formats

extension Change {
  /// Writes what is told of an address, of a profile that is not protected.
  func writeOfAddress(to writer: inout JSONWriter) {
    writer.member("profileId", ifPresent: subject?.description)
    if case .addressAdded(let address, _) = self {
      address.write(to: &writer)
    } else if case .addressRemoved(let key, _) = self {
      writer.member("key", key.text)
    } else if case .addressMoved(let key, let from, _, let uses) = self {
      writer.member("from", from.description)
      writer.member("key", key.text)
      uses.write(as: "uses", to: &writer)
    } else if case .usesChanged(let key, _, let from, let uses) = self {
      writer.member("key", key.text)
      uses.write(as: "uses", to: &writer)
      from.write(as: "before", to: &writer)
    } else if case .marked(let key, _, let mark) = self {
      writer.member("key", key.text)
      writer.member("since", RFC3339.text(mark.since.microseconds))
      writer.member("status", ifPresent: mark.status)
    } else if case .cleared(let key, _) = self {
      writer.member("key", key.text)
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
  func write(as key: StaticString, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for use in list { writer.value(use.rawValue) }
    writer.endArray()
  }
}
