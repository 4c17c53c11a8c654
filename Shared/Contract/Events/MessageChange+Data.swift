import Domain
import Formats

extension MessageChange {
  /// The type of the message, which is its routing key too.
  var type: EventType {
    switch self {
    case .continued(let type, _): EventType(stringLiteral: type)
    case .mailed: EventType(stringLiteral: Topology.deliver)
    }
  }

  /// Where it goes.
  var exchange: Exchange {
    switch self {
    case .continued: .incoming
    case .mailed: .mail
    }
  }

  /// Writes the members of its data, in the order of their names.
  func writeData(to writer: inout JSONWriter) {
    switch self {
    case .continued(_, let data), .mailed(let data): writer.members(data)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(_ values: [String: MessageValue]) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      key(name)
      self.value(value)
    }
  }

  private mutating func value(_ value: MessageValue) {
    switch value {
    case .text(let text): self.value(text)
    case .number(let number): self.value(number)
    case .moment(let moment): self.value(RFC3339.text(moment.microseconds))
    case .object(let values):
      beginObject()
      members(values)
      endObject()
    }
  }
}
