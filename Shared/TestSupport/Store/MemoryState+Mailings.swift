import Domain
import Store

/// A mailing in a ``MemoryDatabase``.
struct MemoryMailing {
  let mailing: Mailing
  var standing: MailingStanding
  var recipients: [ProfileID: MailedRow] = [:]
}

extension MemoryState {
  mutating func write(
    _ change: MailingChange, of id: MailingID, at moment: Timestamp
  ) throws(StoreError) {
    switch change {
    case .begun(let mailing, let hash):
      guard mailings[id] == nil else { throw .conflict(constraint: "mailing_id_unique") }
      mailings[id] = MemoryMailing(
        mailing: mailing,
        standing: MailingStanding(
          hash: hash, notBefore: mailing.notBefore, text: mailing.text))
    case .prepared(let recipients, let progress):
      for recipient in recipients {
        guard mailings[id]?.recipients[recipient.profile] == nil else {
          throw .conflict(constraint: "mailing_recipient_once")
        }
        lastToken += 1
        mailings[id]?.recipients[recipient.profile] = MailedRow(
          messageID: recipient.messageID, token: MessageID(value: lastToken).token,
          status: recipient.status)
      }
      mailings[id]?.standing.take(progress)
    case .handedOver(let recipients, let progress):
      for recipient in recipients {
        mailings[id]?.recipients[recipient.profile]?.status = recipient.status
        mailings[id]?.recipients[recipient.profile]?.address = recipient.address
        if recipient.address != nil {
          mailings[id]?.recipients[recipient.profile]?.handedOverAt = moment
        }
      }
      mailings[id]?.standing.take(progress)
    case .cancelled: mailings[id]?.standing.state = .cancelled
    case .moved(let old, let new):
      guard mailings[id]?.recipients[new]?.status != .handedOver,
        let row = mailings[id]?.recipients.removeValue(forKey: old)
      else { return }
      mailings[id]?.recipients[new] = row
    }
  }

  /// The messages of mailings that were handed over since a merge to those who are one by it.
  func sends(of merge: Merge) -> [MergedSend] {
    mailings.sorted { $0.key < $1.key }.flatMap { id, mailing in
      mailing.recipients.sorted { $0.key < $1.key }.compactMap { profile, row in
        guard let moment = row.handedOverAt, moment >= merge.at, let address = row.address,
          end(of: profile) == end(of: merge.kept)
        else { return nil }
        return MergedSend(
          mailing: id, profile: profile, recipient: address, handedOverAt: moment)
      }
    }
  }

  /// What became in mailings of profiles.
  func mailed(
    _ ids: Set<MailingID>, _ profiles: Set<ProfileID>
  ) -> [MailingID: [ProfileID: RecipientStatus]] {
    mailings.filter { ids.contains($0.key) }.compactMapValues { mailing in
      let rows = mailing.recipients.filter { profiles.contains($0.key) }.mapValues(\.status)
      return rows.isEmpty ? nil : rows
    }
  }

  /// To whom a message went; `nil` if it was not handed over.
  func send(of key: SendKey) -> Send? {
    for (id, mailing) in mailings {
      for (profile, row) in mailing.recipients where key == row.key(like: key) {
        guard let moment = row.handedOverAt, let token = row.token else { return nil }
        return Send(
          token: token, profile: profile, recipient: row.address, mailing: id,
          topic: mailing.mailing.topic,
          handedOverAt: moment)
      }
    }
    return nil
  }

  func storedMailing(_ id: MailingID) -> StoredMailing? {
    mailings[id].map { stored in
      StoredMailing(
        id: id, selection: stored.mailing.selection, textSize: stored.standing.text.size,
        doNotSendAfter: stored.mailing.doNotSendAfter)
    }
  }

  func audience(of id: MailingID, after last: ProfileID?, limit: Int) -> [AudienceMember] {
    guard let mailing = mailings[id]?.mailing else { return [] }
    let named = contents.profiles.keys.filter { id in
      last.map { id > $0 } ?? true && isNamed(id, by: mailing.audience)
    }
    return named.sorted().prefix(limit).map { id in
      let isExcepted = contents.profiles.keys.contains { other in
        end(of: other) == end(of: id)
          && (mailing.exceptions.isEverybody || isNamed(other, by: mailing.exceptions))
      }
      return AudienceMember(id, isExcepted: isExcepted)
    }
  }

  private func isNamed(_ id: ProfileID, by audience: Audience) -> Bool {
    if audience.isEverybody || audience.profiles.contains(id) { return true }
    return registrations.contains { registration, recorded in
      guard recorded.profile == id, let form = forms[registration] else { return false }
      return form.event.map(audience.events.contains) ?? false || audience.kinds.contains(form.kind)
    }
  }

  func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) -> [WaitingRecipient] {
    let waiting = (mailings[id]?.recipients ?? [:]).filter { profile, row in
      row.status == .waiting && last.map { profile > $0 } ?? true
    }
    return waiting.sorted { $0.key < $1.key }.prefix(limit).map { profile, row in
      WaitingRecipient(profile: profile, messageID: row.messageID, token: row.token)
    }
  }

  mutating func beginDueMailing(
    as outboxID: OutboxID, on queue: String?, _ message: (MailingID) -> OutgoingMessage
  ) -> OutboxRow? {
    let moment = Timestamp(microseconds: now.components.seconds * 1_000_000)
    let due = mailings.filter { _, mailing in
      mailing.standing.state == .prepared && mailing.standing.notBefore.map { $0 <= moment } ?? true
    }
    guard let id = due.keys.min() else { return nil }
    mailings[id]?.standing.state = .handingOver
    let row = OutboxRow(id: outboxID, messages: [message(id)])
    outbox[outboxID] = Waiting(row: row, queue: queue, createdAt: now)
    contents.outbox[outboxID] = 1
    return row
  }

  /// Leaves nothing of what became in mailings of persons who are purged, but that their turn comes (L2).
  mutating func eraseRecipients(_ members: Set<ProfileID>) {
    for id in mailings.keys {
      for profile in members {
        if mailings[id]?.recipients[profile]?.status == .waiting {
          mailings[id]?.recipients[profile]?.token = nil
        } else {
          mailings[id]?.recipients[profile] = nil
        }
      }
    }
  }

  /// Takes all addresses out of what became of persons in mailings, and theirs out of what became of others (L1, L2).
  mutating func eraseMailed(_ members: Set<ProfileID>, _ keys: Set<AddressKey>) {
    for (id, mailing) in mailings {
      for (profile, row) in mailing.recipients
      where members.contains(profile) || row.address.map(keys.contains) ?? false {
        mailings[id]?.recipients[profile]?.address = nil
      }
    }
  }
}

extension MailedRow {
  /// Its key of the same kind as another; `nil` if it has none.
  fileprivate func key(like other: SendKey) -> SendKey? {
    switch other {
    case .token: token.map(SendKey.token)
    case .message: .message(messageID)
    }
  }
}

extension MessageID {
  /// A token in the form of a real one.
  fileprivate var token: String { description.replacing("-", with: "") }
}
