import Formats
import Foundation

/// A JSON Schema, as far as the schemas in `docs/schemas` go; another keyword in them is a fault.
struct Schema {
  let root: JSONValue

  static var packageRoot: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  static func contents(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: packageRoot.appending(path: path)))
  }

  init(_ name: String) throws {
    root = try JSONValue(Self.contents(of: "docs/schemas/\(name).json"))
  }

  /// Finds what does not fit, each with its path; with a definition, what does not fit that one.
  func faults(of value: JSONValue, definition: String? = nil) -> [String] {
    guard let definition else { return faults(value, root) }
    guard let found = self.definition(definition) else { return ["no definition \(definition)"] }
    return faults(value, found)
  }

  /// The members that may be objects and may be null, in all definitions, each with what an empty list in its
  /// place does not fit.
  var optionalObjects: [(path: String, faults: [String])] {
    get throws {
      let (null, list) = (try JSONValue(Array("null".utf8)), try JSONValue(Array("[]".utf8)))
      func visit(_ schema: JSONValue) -> [(path: String, faults: [String])] {
        let members = schema["properties"].map { Array($0.members) } ?? []
        let found = members.filter { faults(null, $0).isEmpty && mayBeObject($0) }
        return found.map { (path: $0.path, faults: faults(list, $0)) } + members.flatMap(visit)
          + (schema["items"].map(visit) ?? [])
      }
      return visit(root) + (root["$defs"]?.members.flatMap(visit) ?? [])
    }
  }

  private func mayBeObject(_ schema: JSONValue) -> Bool {
    let types = schema["type"].map { [$0] + Array($0.elements) } ?? []
    let reference = schema["$ref"]?.string?.split(separator: "/").last
    return types.contains { $0.string == "object" }
      || reference.flatMap { definition(String($0)) }.map(mayBeObject) ?? false
      || schema["oneOf"]?.elements.contains(where: mayBeObject) ?? false
  }

  private func definition(_ name: String) -> JSONValue? {
    root["$defs"]?.members.first { $0.key == name }
  }

  private func faults(_ value: JSONValue, _ schema: JSONValue) -> [String] {
    if schema.bool == false { return ["\(value.path): never"] }
    return schema.members.flatMap { rule -> [String] in
      switch rule.key {
      case "$schema", "$defs", "title", "description": []
      case "$ref": faults(value, referredTo: rule.string ?? "")
      case "oneOf":
        rule.elements.filter { faults(value, $0).isEmpty }.count == 1
          ? [] : ["\(value.path): not one of \(rule.path)"]
      case "properties", "additionalProperties", "required": members(value, rule, schema)
      case "items": value.elements.flatMap { faults($0, rule) }
      case "contains":
        value.kind != .array || value.elements.contains { faults($0, rule).isEmpty }
          ? [] : ["\(value.path): without \(rule.path)"]
      default: isKept(rule, by: value) ? [] : ["\(value.path): not \(rule.path)"]
      }
    }
  }

  /// Follows a reference, into another schema too.
  private func faults(_ value: JSONValue, referredTo reference: String) -> [String] {
    let parts = reference.split(separator: "#/$defs/", omittingEmptySubsequences: false)
    let file = String(parts[0]).replacing(".json", with: "")
    guard parts.count == 2, let schema = file.isEmpty ? self : try? Schema(file) else {
      return ["\(value.path): an unknown reference"]
    }
    return schema.faults(of: value, definition: String(parts[1]))
  }

  private func members(_ value: JSONValue, _ rule: JSONValue, _ schema: JSONValue) -> [String] {
    let members = Array(value.members)
    switch rule.key {
    case "required":
      guard value.kind == .object else { return [] }
      let missing = rule.elements.compactMap(\.string).filter { key in
        !members.contains { $0.key == key }
      }
      return missing.map { "\(value.path): without \($0)" }
    case "properties":
      return members.flatMap { member in
        rule.members.first { $0.key == member.key }.map { faults(member, $0) } ?? []
      }
    default:
      let known = Set(schema["properties"]?.members.map(\.key) ?? [])
      let others = members.filter { !known.contains($0.key) }
      if rule.bool == false { return others.map { "\($0.path): not known" } }
      return others.flatMap { faults($0, rule) }
    }
  }

  private func isKept(_ rule: JSONValue, by value: JSONValue) -> Bool {
    let limit = rule.number.flatMap { Int($0) } ?? 0
    switch rule.key {
    case "type":
      let types = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
      return types.contains(type(of: value))
        || types.contains("integer") && value.number.flatMap { Int($0) } != nil
    case "const": return rule.string == value.string
    case "enum": return rule.elements.contains { $0.string == value.string }
    case "pattern":
      guard let pattern = rule.string, let regex = try? Regex(pattern), let text = value.string
      else { return false }
      return text.firstMatch(of: regex) != nil
    case "maxLength": return value.string.map { $0.unicodeScalars.count <= limit } ?? true
    case "minLength": return value.string.map { $0.unicodeScalars.count >= limit } ?? true
    case "maxProperties": return Array(value.members).count <= limit
    case "minItems": return value.kind != .array || Array(value.elements).count >= limit
    case "maxItems": return value.kind != .array || Array(value.elements).count <= limit
    default: return false
    }
  }

  private func type(of value: JSONValue) -> String {
    switch value.kind {
    case .object: "object"
    case .array: "array"
    case .string: "string"
    case .number: "number"
    case .true, .false: "boolean"
    case .null: "null"
    }
  }
}
