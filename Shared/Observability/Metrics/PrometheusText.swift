/// The spelling of Prometheus' text format 0.0.4.
enum PrometheusText {
  /// A name of which every character is allowed.
  static func name(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_", ":": name.unicodeScalars.append(scalar)
      case "0"..."9": name += name.isEmpty ? "_\(scalar)" : "\(scalar)"
      default: name += "_"
      }
    }
    return name
  }

  /// The value of a label without its quotation marks.
  static func labelValue(_ text: String) -> String {
    escaped(text, quotes: true)
  }

  /// A help text, which is one line.
  static func help(_ text: String) -> String {
    escaped(text, quotes: false)
  }

  /// A number, whole ones without a point.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return "\(whole)" }
    return "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// The labels of a series, ordered by name, so that their order makes no other series.
struct PrometheusLabels: Hashable, Comparable {
  private let pairs: [String]

  init(_ dimensions: [(String, String)]) {
    pairs = dimensions.map(Self.pair).sorted()
  }

  /// `{a="b",c="d"}`, or nothing without labels.
  func text(adding label: (String, String)? = nil) -> String {
    let all = pairs + (label.map { [Self.pair($0)] } ?? [])
    return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
  }

  static func < (one: PrometheusLabels, other: PrometheusLabels) -> Bool {
    one.pairs.lexicographicallyPrecedes(other.pairs)
  }

  private static func pair(_ label: (String, String)) -> String {
    "\(PrometheusText.name(label.0))=\"\(PrometheusText.labelValue(label.1))\""
  }
}
