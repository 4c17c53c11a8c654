import Domain
import Formats

/// The fields of an object, read with their types; the fault names the field.
struct Fields {
  let object: JSONValue

  /// Takes an object.
  init(_ value: JSONValue) throws(Fault) {
    guard value.kind == .object else { throw .illTyped(value, "an object") }
    object = value
  }

  /// The data of an envelope.
  init(of envelope: Envelope) throws(Fault) {
    guard let content = envelope.content else {
      throw Fault(.illTyped, path: "$", detail: "The data must be an object.")
    }
    try self.init(content)
  }

  /// The field as it is; `nil` if it is absent or null.
  subscript(key: JSONKey) -> JSONValue? { object[key] }

  /// The fields of an object in this one; `nil` if it is absent, or an empty list, as which PHP writes an
  /// object without fields.
  func fields(_ key: JSONKey) throws(Fault) -> Fields? {
    guard let value = object[key], !(value.kind == .array && value.elements.isEmpty) else {
      return nil
    }
    return try Fields(value)
  }

  /// A text without the white space around it; `nil` if it is absent or there is nothing else.
  func text(_ key: JSONKey, limit: Int) throws(Fault) -> String? {
    guard let value = object[key] else { return nil }
    return try Self.text(value, limit: limit)
  }

  /// A text that must be there.
  func text(required key: JSONKey, limit: Int) throws(Fault) -> String {
    guard let text = try text(key, limit: limit) else { throw missing(key) }
    return text
  }

  /// The text of a value, without the white space around it; `nil` if there is nothing else.
  static func text(_ value: JSONValue, limit: Int) throws(Fault) -> String? {
    guard let text = value.string else { throw .illTyped(value, "a string") }
    guard text.utf8.count <= limit else { throw .tooLong(value, limit: limit) }
    let trimmed = String(text.trimmed)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The elements of a list; `nil` if it is absent.
  func list(_ key: JSONKey, limit: Int) throws(Fault) -> [JSONValue]? {
    guard let value = object[key] else { return nil }
    guard value.kind == .array else { throw .illTyped(value, "a list") }
    let elements = Array(value.elements)
    guard elements.count <= limit else { throw .tooMany(value, limit: limit) }
    return elements
  }

  /// The fault of a field that is there and holds what it can't hold.
  func illTyped(_ key: JSONKey, _ right: String) -> Fault {
    guard let value = object[key] else { return missing(key) }
    return .illTyped(value, right)
  }

  /// The fault of a field that must be there.
  func missing(_ key: JSONKey) -> Fault {
    Fault(
      .missingField, path: "\(object.path).\(key)", offset: object.range.lowerBound,
      detail: "The field must be there.")
  }
}

extension Fault {
  /// A list that is too long.
  static func tooMany(_ value: JSONValue, limit: Int) -> Fault {
    Fault(
      .tooMany, path: value.path, offset: value.range.lowerBound,
      detail: "There are more than \(limit).")
  }
}
