import ArgumentParser
import Contract
import Domain
import Formats

/// Parsing of what was typed into values; what is none is a matter of usage.
enum ArgumentParsing {
  /// An id of a profile or a parked message.
  static func id<Entity>(_ text: String) throws -> ID<Entity> {
    guard let id = ID<Entity>(text) else {
      throw ValidationError(
        "'\(text.visible)' is no id: an id is a UUID such as "
          + "01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f.")
    }
    return id
  }

  /// An e-mail address that may be in the book (I3).
  static func address(_ text: String) throws -> EmailAddress {
    do {
      return try EmailAddress(known: text)
    } catch {
      let meant = error.repaired.map { " Did you mean \($0.visible)?" } ?? ""
      throw ValidationError(
        "'\(text.visible)' is no address (\(error.code.rawValue), octet \(error.offset)): "
          + error.sentence + meant)
    }
  }

  /// The key of a text that is an address (I1); `nil` for anything else.
  static func key(_ text: String) -> AddressKey? {
    do {
      return try EmailAddress(known: text).key
    } catch {
      return nil
    }
  }

  /// A moment; a date means its beginning in UTC.
  static func moment(_ text: String) throws -> Timestamp {
    guard
      let microseconds = RFC3339.microseconds(text)
        ?? RFC3339.microseconds(text + "T00:00:00Z")
    else {
      throw ValidationError(
        "'\(text.visible)' is no time: a time is written as 2026-11-24T09:30:00Z (RFC 3339), a date "
          + "as 2026-11-24.")
    }
    return Timestamp(microseconds: microseconds)
  }

  /// A column of a file, by its header, with the contract's word of what it is for.
  static func column(_ text: String) throws -> ColumnChoice {
    guard let mark = text.lastIndex(of: "=") else {
      throw ValidationError(
        "'\(text.visible)' chooses nothing: HEADER=FIELD is needed, such as Mejl=email.primary.")
    }
    let word = String(text[text.index(after: mark)...])
    guard let field = ImportField(word) else {
      throw ValidationError(
        "There is no field '\(word.visible)': a column is for \(ColumnChoice.fields).")
    }
    return ColumnChoice(header: String(text[..<mark].trimmed), field: field)
  }

  /// An id of an import, without white space around it.
  static func importID(_ text: String) throws -> ImportID {
    let id = try self.text(text).trimmed
    guard id.utf8.count <= 256 else {
      throw ValidationError("The id is longer than 256 octets: choose a shorter one.")
    }
    return String(id)
  }

  /// A property or header of a parked message with its new value.
  static func assignment(_ text: String) throws -> PropertyEdit {
    guard let mark = text.firstIndex(of: "=") else {
      throw ValidationError(
        "'\(text.visible)' sets nothing: NAME=VALUE is needed, such as timestamp=1764000000.")
    }
    return try edit(String(text[..<mark]), String(text[text.index(after: mark)...]))
  }

  /// A property or header that a parked message is to lose.
  static func removal(_ name: String) throws -> PropertyEdit { try edit(name, nil) }

  private static func edit(_ name: String, _ value: String?) throws -> PropertyEdit {
    do throws(PropertyEditFault) {
      return try PropertyEdit(name, value)
    } catch {
      throw ValidationError("'\(name.visible)' can't be changed so: \(error.sentence)")
    }
  }

  /// A text with something in it.
  static func text(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("The text is empty: give at least one character.")
    }
    return text
  }

  /// One of the words of a choice.
  static func choice<Choice>(_ text: String) throws -> Choice
  where Choice: CaseIterable & RawRepresentable<String> {
    guard let choice = Choice(rawValue: text) else {
      throw ValidationError("'\(text.visible)' is none of \(words(of: Choice.self)).")
    }
    return choice
  }

  /// The words of a choice, for help.
  static func words<Choice>(of choice: Choice.Type) -> String
  where Choice: CaseIterable & RawRepresentable<String> {
    choice.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
