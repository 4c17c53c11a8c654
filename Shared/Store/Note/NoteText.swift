import Domain
import Formats
import Mentions

/// Forms in which the lists of a note are kept, as JSON.
enum NoteText {
  static func json(of participants: [Note.Participant]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(participants) { $0.write($1) }
    return writer.bytes
  }

  static func json(of attachments: [Note.Attachment]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(attachments) { $0.write($1) }
    return writer.bytes
  }

  /// The mailboxes of a note; none of what is not as it is written here.
  static func participants(_ json: [UInt8]) -> [Note.Participant] {
    elements(of: json).compactMap { mailbox in
      guard let role = mailbox["role"]?.string.flatMap(Note.Role.init(rawValue:)),
        let address = mailbox["address"]?.string
      else { return nil }
      return Note.Participant(
        role, address, key: mailbox["key"]?.string.map { AddressKey(stored: $0) },
        name: mailbox["name"]?.string)
    }
  }

  /// The files that came with a note.
  static func attachments(_ json: [UInt8]) -> [Note.Attachment] {
    elements(of: json).compactMap { file in
      guard let name = file["name"]?.string, let type = file["type"]?.string else { return nil }
      return Note.Attachment(
        name: name, type: type, size: file["size"]?.number.flatMap { Int($0) } ?? 0)
    }
  }

  private static func elements(of json: [UInt8]) -> [JSONValue] {
    JSONText(json).root.map { Array($0.elements) } ?? []
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ mailbox: Note.Participant) {
    object { object in
      object.member("role", mailbox.role.rawValue)
      object.member("address", mailbox.text)
      object.member("key", ifPresent: mailbox.key?.text)
      object.member("name", ifPresent: mailbox.name)
    }
  }

  fileprivate mutating func write(_ file: Note.Attachment) {
    object { object in
      object.member("name", file.name)
      object.member("type", file.type)
      object.key("size")
      object.value(Int64(file.size))
    }
  }
}
