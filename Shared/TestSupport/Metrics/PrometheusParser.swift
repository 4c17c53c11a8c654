/// A small reader of Prometheus' text format 0.0.4, written apart from the writer, to read it back.
package struct PrometheusParser {
  /// A value of a series.
  package struct Sample: Hashable {
    package let name: String
    package let labels: [String: String]
    package let value: Double
  }

  /// Fault of a line that is not in the format.
  package struct Fault: Error {
    let line: String
    let what: String
  }

  /// The type of each family.
  package private(set) var types: [String: String] = [:]
  /// The help text of each family that has one.
  package private(set) var help: [String: String] = [:]
  /// All values, in the order of the page.
  package private(set) var samples: [Sample] = []

  /// Reads a page.
  ///
  /// - Throws: ``Fault`` for the first line that is not in the format.
  package init(_ text: String) throws {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(line: text, what: "no end") }
    for line in text.split(separator: "\n") { try read(String(line)) }
  }

  /// The value of a series; `nil` if it is not there.
  package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    let found = samples.filter { $0.name == name && $0.labels == labels }
    return found.count == 1 ? found[0].value : nil
  }

  private mutating func read(_ line: String) throws {
    let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    if words[0] == "#" {
      guard words.count == 4 else { throw Fault(line: line, what: "comment") }
      let name = String(words[2])
      if words[1] == "TYPE" {
        guard types[name] == nil else { throw Fault(line: line, what: "type twice") }
        types[name] = String(words[3])
      } else {
        help[name] = String(words[3])
      }
      return
    }
    let sample = try Self.sample(line)
    guard !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
      throw Fault(line: line, what: "series twice")
    }
    samples.append(sample)
  }

  private static func sample(_ line: String) throws -> Sample {
    var rest = Array(line.unicodeScalars)[...]
    let name = rest.prefix { isOfAName($0) }
    rest = rest.dropFirst(name.count)
    var labels: [String: String] = [:]
    if rest.first == "{" {
      rest.removeFirst()
      while rest.first != "}" {
        let (key, value) = try label(&rest, line)
        guard labels.updateValue(value, forKey: key) == nil else {
          throw Fault(line: line, what: "label twice")
        }
        if rest.first == "," { rest.removeFirst() }
      }
      rest.removeFirst()
    }
    guard !name.isEmpty, rest.first == " ", let value = number(text(rest.dropFirst())) else {
      throw Fault(line: line, what: "sample")
    }
    return Sample(name: text(name), labels: labels, value: value)
  }

  private static func label(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ line: String
  ) throws -> (String, String) {
    let key = rest.prefix { isOfAName($0) }
    rest = rest.dropFirst(key.count)
    guard !key.isEmpty, rest.popFirst() == "=", rest.popFirst() == "\"" else {
      throw Fault(line: line, what: "label")
    }
    var value = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != "\"" {
      guard scalar == "\\" else {
        value.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "n": value.append("\n")
      case "\\": value.append("\\")
      case "\"": value.append("\"")
      default: throw Fault(line: line, what: "escape")
      }
    }
    return (text(key), String(value))
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func number(_ text: String) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: Double(text)
    }
  }

  private static func isOfAName(_ scalar: Unicode.Scalar) -> Bool {
    let others = "0123456789_:".unicodeScalars
    return scalar.isASCII && (scalar.properties.isAlphabetic || others.contains(scalar))
  }
}
