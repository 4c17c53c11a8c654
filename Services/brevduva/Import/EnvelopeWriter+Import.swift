import Contract
import Domain
import Platform

extension EnvelopeWriter {
  /// A message about an import, with an id of its own: that of one that was refused has no second effect.
  init(aboutImport type: MessageType, actor: String?, data: [UInt8]) {
    let now = Timestamp.now()
    var ids = IDSource(seed: .random(in: .min ... .max))
    let id: EventID = ids.next(at: now)
    self.init(
      type: type.rawValue, id: id.description, source: "urn:brevduva:import", actor: actor,
      time: now, data: data)
  }
}
