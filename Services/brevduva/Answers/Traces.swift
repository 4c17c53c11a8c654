import Domain
package import Formats
package import Store

/// What became of the messages with an id: usually one.
package struct Traces: Answer {
  private let id: String
  private let records: [TraceRecord]

  /// Gathers what the store tells; of one source only, if one is named.
  package init(of id: String, from source: String?, _ records: [TraceRecord]) {
    self.id = id
    self.records = records.filter { source == nil || $0.message.source == source }
  }

  /// Whether there is a message and nothing more will become of it, for now.
  package var areSettled: Bool { !records.isEmpty && records.allSatisfy { $0.ending != .retried } }

  private var only: TraceRecord? { records.count == 1 ? records.first : nil }

  package var verdict: Verdict {
    guard let first = records.first else {
      return .refused(
        "No message \(id.visible) was handled: it may wait in its queue still, or was never sent. "
          + "--wait 10 waits for it.")
    }
    guard records.count == 1 else {
      let sources = records.prefix(5).map(\.message.source.visible).joined(separator: ", ")
      return .refused(
        "Several sources have sent a message with this id, name one by --source: \(sources)")
    }
    return first.ending == .retried
      ? .refused("It was sent again and waits in its queue: --wait 10 waits for its outcome.")
      : .done
  }

  package func text(asJSON: Bool, on surface: Surface) -> [UInt8] {
    asJSON && only == nil ? [] : standardText(asJSON: asJSON, on: surface)
  }

  package func write(to json: inout JSONWriter) {
    guard let record = only else { return }
    json.object { json in
      json.member("messageId", record.message.id)
      json.member("source", record.message.source)
      json.member("type", record.type)
      json.member("outcome", record.ending.word)
      json.member("code", orNull: record.code)
      json.member("at", orNull: record.handledAt)
      json.member("profileIds", record.profileIDs)
      json.member("events", each: record.events) { json, event in
        json.object {
          $0.member("id", event.id)
          $0.member("type", event.type)
        }
      }
      json.member("sentence", orNull: record.sentence)
      json.member("parkedId", orNull: record.parkedID?.description)
    }
  }

  package func lines(on surface: Surface) -> [String] {
    guard let record = only else { return [] }
    var sheet = Sheet()
    sheet.add("message", record.message.id, .strong)
    sheet.add("source", record.message.source)
    sheet.add("type", record.type)
    sheet.add("queue", record.queue)
    sheet.add("outcome", record.ending.word, record.ending.tone)
    if let code = record.code { sheet.add("code", code, .warning) }
    if record.ending == .parked {
      sheet.add("parked", record.parkedID?.description ?? "no more: discarded, or erased", .warning)
    }
    if let sentence = record.sentence { sheet.add("why", sentence) }
    if let actor = record.actor { sheet.add("actor", actor) }
    sheet.add("at", record.handledAt.text(on: surface))
    for profile in record.profileIDs { sheet.add("profile", profile) }
    for event in record.events { sheet.add("event", "\(event.type) \(event.id)") }
    return sheet.lines(on: surface)
  }

  package var hints: [String] {
    guard let record = only else { return [] }
    if let parked = record.parkedID {
      return ["What is wrong with it, and how to mend it: brevduva parked show \(parked)"]
    }
    return record.profileIDs.first.map { ["The person: brevduva profile show \($0)"] } ?? []
  }
}

extension TraceRecord {
  private var told: JSONValue? { trace.flatMap { JSONText($0).root } }

  /// The profiles that it reached and that may be named (L8).
  fileprivate var profileIDs: [String] {
    let ids = told?["profileIds"]?.elements.compactMap(\.string) ?? []
    return ids.filter { ProfileID($0).map { !protected.contains($0) } ?? false }
  }

  /// The events that told it.
  fileprivate var events: [(id: String, type: String)] {
    told?["events"]?.elements.map { ($0["id"]?.string ?? "", $0["type"]?.string ?? "") } ?? []
  }
}

extension Ending {
  /// The word of the contract; `retried` for one that has none yet.
  var word: String {
    switch self {
    case .applied: "applied"
    case .alreadyApplied: "alreadyApplied"
    case .refused: "refused"
    case .parked: "parked"
    case .retried: "retried"
    }
  }

  /// How it looks.
  var tone: Tone {
    switch self {
    case .applied, .alreadyApplied: .good
    case .refused: .bad
    case .parked, .retried: .warning
    }
  }
}
