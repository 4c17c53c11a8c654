import ArgumentParser
import Contract
import Domain
import Formats
import Hashing
import Store

/// `parked show`: one parked message, what is wrong with it and how to mend it.
struct ParkedShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a parked message, what is wrong with it and how to mend it.",
    discussion: """
      The place of the fault and, where it can be told, what was probably meant. A property or header \
      that is at fault is marked.

      Example: brevduva parked show 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f --body > mended
      """)

  @Argument(help: "Its id in the list.", transform: ArgumentParsing.id)
  var id: ParkedID

  @Flag(help: "Print its body alone, as it came: to be mended in a file.")
  var body = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if body && output.json { throw ValidationError("--body prints no JSON: leave --json out.") }
  }

  func answer(in context: CommandContext) throws(Failure) -> ParkedShowReport {
    let record = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.parked(id, waiting: &waiter)
    }
    guard let record else { throw .notParked(id) }
    return ParkedShowReport(record: record, bodyAlone: body)
  }
}

/// A parked message with its body.
struct ParkedShowReport: CommandOutput {
  let record: ParkedRecord
  let bodyAlone: Bool

  /// Most of a body that is shown beside the rest, in octets.
  private static let shown = 4096

  private var summary: ParkedSummary { record.summary }

  private var properties: PropertyList { PropertyList(of: record) }

  /// Address that was probably meant by the one at the fault (I3).
  private var repaired: String? {
    AddressRepair.address(at: summary.path, code: summary.code, in: record.body)
  }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    bodyAlone ? record.body : standardText(asJSON: asJSON, in: style)
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.members(of: summary)
      json.member("routingKey", record.routingKey)
      json.member("size", orNull: summary.size)
      json.member("isWhole", summary.isWhole)
      json.member("sha256", hexadecimal(record.bodyHash))
      json.member("repaired", orNull: repaired)
      json.key("properties" as JSONKey)
      json.raw(record.properties.utf8)
      json.member("faulty", orNull: properties.faulty)
      let text = String(validating: record.body, as: UTF8.self)
      json.member("body", orNull: text)
      json.member(
        "bodyBase64", orNull: text == nil ? Base64.encoded(record.body) : nil)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("parked", "\(summary.id)", .strong)
    fields.add("message", summary.message.id)
    fields.add("source", summary.message.source)
    fields.add("type", summary.type)
    fields.add("queue", summary.queue)
    fields.add("since", summary.parkedAt.text(in: style))
    fields.add("code", summary.code, .warning)
    fields.add("path", summary.path)
    fields.add("offset", summary.offset.map(String.init))
    fields.add("detail", summary.detail)
    if let repaired { fields.add("meant", repaired, .good) }
    fields.add("size", summary.isWhole ? "\(summary.size)" : "\(summary.size), not kept whole")
    fields.add("sha256", hexadecimal(record.bodyHash), .faint)
    return fields.lines(in: style) + propertyLines(in: style)
      + ["", "Body".styled(.strong, in: style)] + bodyLines
  }

  private func propertyLines(in style: OutputStyle) -> [String] {
    let lines = properties.lines(in: style)
    return lines.isEmpty ? [] : ["", "Properties and headers".styled(.strong, in: style)] + lines
  }

  private var bodyLines: [String] {
    let head = String(decoding: record.body.prefix(Self.shown), as: UTF8.self)
    var lines = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let rest = record.body.count - Self.shown
    return lines.map { "  " + $0.visible } + (rest > 0 ? ["  … \(rest) octets more"] : [])
  }

  var hints: [String] {
    guard summary.isWhole else {
      return [
        "It cannot be sent again: the sender must send it smaller.",
        "Throw it away:   brevduva parked discard \(summary.id)",
      ]
    }
    if let faulty = properties.faulty?.shellWord {
      return [
        "Send it without:  brevduva parked retry \(summary.id) --unset \(faulty)",
        "Send it mended:   brevduva parked retry \(summary.id) --set \(faulty)=VALUE",
        "Throw it away:     brevduva parked discard \(summary.id)",
      ]
    }
    return [
      "Mend it:           brevduva parked show \(summary.id) --body > mended",
      "Send the mended:   brevduva parked retry \(summary.id) mended",
      "Send it as it is: brevduva parked retry \(summary.id)",
      "Throw it away:     brevduva parked discard \(summary.id)",
    ]
  }
}
