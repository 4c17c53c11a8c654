extension AddressBook {
  /// Carries a suggestion out.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - keep: of two profiles that become one, the one to keep; `nil` for the older.
  ///   - destination: where a registration goes that waits for a place, or a note; `new` leaves a note to the
  ///     one who was suggested.
  ///   - cause: the message that asks for it.
  /// - Returns: `.alreadyApplied` if it was carried out before; `.refused(.alreadyDecided)` if it was
  ///   turned down; `.refused(.unknownSuggestion)`; else what stands against it, and then it stays open.
  public mutating func accept(
    _ id: SuggestionID, keep: ProfileID? = nil, to destination: Destination = .new, cause: Cause
  ) -> Outcome {
    switch state(id) {
    case .failure(let answer): return answer.outcome
    case .success(let state):
      switch state.decision {
      case .accepted: return .alreadyApplied
      case .dismissed: return .refused(.alreadyDecided)
      case .open: break
      }
      let outcome = carryOut(state.suggestion, keep: keep, to: destination, cause: cause)
      switch outcome {
      case .applied, .alreadyApplied:
        guard missing.isEmpty else { return outcome }
        append(.suggestion(state.suggestion, .decided(isAccepted: true)))
        return .applied
      case .refused: return outcome
      }
    }
  }

  /// Turns a suggestion down; it does not return (E4).
  ///
  /// - Returns: `.alreadyApplied` if it was turned down before; `.refused(.alreadyDecided)` if it was
  ///   carried out; `.refused(.unknownSuggestion)`.
  public mutating func dismiss(_ id: SuggestionID, cause: Cause) -> Outcome {
    switch state(id) {
    case .failure(let answer): return answer.outcome
    case .success(let state):
      switch state.decision {
      case .accepted: return .refused(.alreadyDecided)
      case .dismissed: return .alreadyApplied
      case .open:
        append(.suggestion(state.suggestion, .decided(isAccepted: false)))
        letThrough(state.suggestion)
        return .applied
      }
    }
  }

  /// Outcome where there is nothing to decide on.
  private struct Answer: Error {
    let outcome: Outcome
  }

  private mutating func state(_ id: SuggestionID) -> Result<SuggestionState, Answer> {
    if let state = suggestions[id] { return .success(state) }
    return .failure(
      Answer(
        outcome: scope.covers(id)
          ? .refused(.unknownSuggestion) : undecided(without: Touch(suggestions: [id: .changing]))))
  }

  private mutating func carryOut(
    _ suggestion: Suggestion, keep: ProfileID?, to destination: Destination, cause: Cause
  ) -> Outcome {
    switch suggestion.kind {
    case .additionalAddress:
      guard let profile = suggestion.profiles.first else { return .refused(.unknownSuggestion) }
      return addAddress(suggested(by: suggestion), to: profile, cause: cause)
    case .duplicate, .externalIDElsewhere:
      return unite(suggestion.profiles, keep: keep, cause: cause)
    case .previouslyRemoved:
      guard suggestion.profiles.count == 2 else { return .refused(.unknownSuggestion) }
      return bringBack(suggestion.profiles[1], into: suggestion.profiles[0], cause: cause)
    case .ownerChanged:
      guard let profile = suggestion.profiles.first else { return .refused(.unknownSuggestion) }
      let key = AddressKey(stored: suggestion.evidence)
      let answer = removeAddress(key, from: profile, cause: cause)
      // The mailbox is the new owner's, who may say of it what they like.
      if answer == .applied { endOwnerSuppression(of: key, on: profile) }
      // It has gone already.
      return answer == .refused(.unknownAddress) ? .alreadyApplied : answer
    case .forwardedSender:
      return fileNote(of: suggestion, to: destination, cause: cause)
    case .nameDiffers, .roleMailbox, .deceasedAddress:
      guard let registration = suggestion.registration else {
        return .refused(.unknownRegistration)
      }
      return moveRegistration(
        registration, to: destination, isRoleMailbox: suggestion.kind == .roleMailbox,
        cause: cause)
    }
  }

  /// Files a note on the profile that is named, else on the one that was suggested.
  private mutating func fileNote(
    of suggestion: Suggestion, to destination: Destination, cause: Cause
  ) -> Outcome {
    guard let note = NoteID(suggestion.evidence), let sender = suggestion.profiles.first else {
      return .refused(.unknownNote)
    }
    switch destination {
    case .profile(let profile): return assignNote(note, to: profile, cause: cause)
    case .new: return assignNote(note, to: sender, cause: cause)
    }
  }

  /// Lets mail through again to a mailbox that has no other owner after all, if it is that person's still (B10).
  private mutating func letThrough(_ suggestion: Suggestion) {
    let key = AddressKey(stored: suggestion.evidence)
    guard suggestion.kind == .ownerChanged, let holder = holders[key],
      suggestion.profiles.first.flatMap(reached) == holder
    else { return }
    endOwnerSuppression(of: key, on: holder)
  }

  /// The address that a form gave, as it wrote it; its key where the form is not at hand.
  private func suggested(by suggestion: Suggestion) -> EmailAddress {
    let key = AddressKey(stored: suggestion.evidence)
    let registration = suggestion.registration.flatMap { registrations[$0] }
    return registration?.all.first { $0.key == key } ?? EmailAddress(stored: key.text, key: key)
  }

  /// Merges a removed profile into a new one, each followed through merges: they may be one by now (L5).
  private mutating func bringBack(
    _ removed: ProfileID, into new: ProfileID, cause: Cause
  ) -> Outcome {
    for id in [removed, new] where held(id, .exclusive) == nil { return absent(id, .exclusive) }
    let ends = [removed, new].compactMap(reached)
    guard ends[0] != ends[1] else { return .alreadyApplied }
    return merge(ends[0], into: ends[1], ofStates: [.active, .removed], cause: cause)
  }

  /// Merges two profiles, each followed through merges: they may be one by now.
  private mutating func unite(
    _ pair: [ProfileID], keep: ProfileID?, cause: Cause
  ) -> Outcome {
    guard pair.count == 2 else { return .refused(.unknownSuggestion) }
    for id in pair where held(id, .exclusive) == nil { return absent(id, .exclusive) }
    let ends = pair.compactMap { held($0, .exclusive) }
    guard ends.count == 2, ends[0].id != ends[1].id else { return .alreadyApplied }
    let older = ends[1].createdAt < ends[0].createdAt ? ends[1].id : ends[0].id
    if let keep, held(keep, .exclusive) == nil { return absent(keep, .exclusive) }
    let kept = keep.flatMap(reached) ?? older
    guard ends.contains(where: { $0.id == kept }) else { return .refused(.unknownProfile) }
    let removed = ends[0].id == kept ? ends[1].id : ends[0].id
    return merge(removed, into: kept, cause: cause)
  }
}
