extension AddressKey {
  /// Makes the key of a plain address: ASCII, a dot-atom, a host name without A-labels.
  ///
  /// `nil` for anything else, right or wrong, which ``AddressReader`` then reads with care. This is the way of nearly every address: one pass, no ICU, and where nothing is upper case the key
  /// shares the text's storage.
  init?(plain text: String) {
    let octets = text.utf8.span
    let count = octets.count
    guard count <= 254, let local = PlainLocal(octets),
      let domain = PlainDomain(octets, from: local.count + 1)
    else { return nil }
    self.init(stored: local.hasUpperCase || domain.hasUpperCase ? text.lowercased() : text)
  }
}

/// A dot-atom of ASCII before the first `@`.
private struct PlainLocal {
  var count = 0
  var hasUpperCase = false

  init?(_ octets: borrowing Span<UInt8>) {
    var afterDot = true
    for place in 0..<min(octets.count, 65) {
      let octet = octets[place]
      if octet == .at {
        guard !afterDot else { return nil }
        count = place
        return
      }
      if octet == .dot {
        guard !afterDot else { return nil }
        afterDot = true
      } else {
        guard octet.isAtomOctet else { return nil }
        hasUpperCase = hasUpperCase || octet.isUpperCase
        afterDot = false
      }
    }
    return nil
  }
}

/// Two or more labels of letters, digits and hyphens, none of them an A-label, the last no number.
private struct PlainDomain {
  var hasUpperCase = false

  init?(_ octets: borrowing Span<UInt8>, from start: Int) {
    var label = start
    var isNumber = true
    for place in start..<octets.count {
      let octet = octets[place]
      if octet == .dot {
        guard place > label, place - label <= 63, octets[place - 1] != .hyphen else { return nil }
        label = place + 1
        isNumber = true
        continue
      }
      guard octet.isHostOctet else { return nil }
      isNumber = isNumber && octet.isDigit
      hasUpperCase = hasUpperCase || octet.isUpperCase
      // No hyphen first; none third and fourth either, which is where `xn--` has them.
      if octet == .hyphen {
        guard place > label, place != label + 3 || octets[place - 1] != .hyphen else { return nil }
      }
    }
    let last = octets.count - label
    guard label > start, last > 0, last <= 63, octets[octets.count - 1] != .hyphen, !isNumber
    else { return nil }
  }
}
