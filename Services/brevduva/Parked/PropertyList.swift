import Contract
import Messaging
import Store

/// Properties and headers of a parked message, one below the other, the faulty one marked.
struct PropertyList: Sendable {
  /// The name by which `parked retry` sets and unsets the faulty one; `nil` if the fault lies elsewhere.
  let faulty: String?
  private let rows: [Row]

  private struct Row {
    let name: String
    let value: String
    let isFaulty: Bool
  }

  /// Lists what is kept of a message; nothing if that cannot be read.
  init(of record: ParkedRecord) {
    let path = record.summary.path
    let kept = StoredProperties.read(record.properties) ?? Properties()
    let properties = PropertyName.allCases.compactMap { name in
      name.value(in: kept).map {
        Row(name: name.rawValue, value: $0, isFaulty: path == PropertyPath.property(name))
      }
    }
    let headers = kept.headers.map { header in
      Row(
        name: header.name, value: header.value.shown,
        isFaulty: path == PropertyPath.header(header.name))
    }
    rows = properties + headers
    faulty = rows.first(where: \.isFaulty)?.name
  }

  /// The list as lines.
  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    for row in rows {
      let (mark, style): (String, TextStyle) = row.isFaulty ? ("  ← here", .warning) : ("", .plain)
      fields.add(row.name.visible, row.value + mark, style)
    }
    return fields.lines(in: style).map { "  " + $0 }
  }
}

extension Value {
  /// The value for a reader: a text as it is, anything else with its type.
  fileprivate var shown: String {
    switch self {
    case .string(let text): text
    case .bytes(let octets): String(decoding: octets, as: UTF8.self) + " (octets)"
    case .int(let number): "\(number) (whole number)"
    case .double(let number): "\(number) (fraction)"
    case .bool(let fact): "\(fact) (boolean)"
    case .timestamp(let seconds): "\(seconds) (timestamp)"
    case .array(let values): "(list of \(values.count))"
    case .table(let headers): "(table of \(headers.count))"
    case .null: "(nothing)"
    }
  }
}
