/// Reads an address that is not plain: international, quoted, or wrong.
///
/// Faults are looked for in a fixed order, the ones that explain others first; the offset is that of the
/// fault that is named.
struct AddressReader {
  private let text: String
  private let octets: [UInt8]
  private let admission: Admission

  /// Takes a trimmed text.
  init(_ text: String, _ admission: Admission) {
    self.text = text
    self.admission = admission
    octets = Array(text.utf8)
  }

  /// The address, the whole text being one.
  func address() throws(AddressRefusal) -> EmailAddress {
    // No text of this size is an address, and what else is wrong with it is not worth the time.
    guard octets.count <= 4096 else { throw refusal(.tooLong, at: 254) }
    guard octets.contains(.at) else { throw refusal(.noAt, at: octets.count) }
    if let place = controlCharacter { throw refusal(.control, at: place) }
    let separator = try separator()
    let unquoted = octets.first == .quote ? separator : 0
    if let second = octets[(separator + 1)...].firstIndex(of: .at) {
      throw refusal(.secondAt, at: second)
    }
    if let place = octets[unquoted...].firstIndex(of: UInt8(ascii: "(")) {
      throw refusal(.comment, at: place)
    }
    let local = try LocalPart(octets[..<separator], admission)
    let domain = try DomainName(octets[(separator + 1)...])
    guard separator + 1 + domain.name.utf8.count <= 254 else {
      throw refusal(.tooLong, at: min(254, octets.count))
    }
    return EmailAddress(
      stored: text, key: AddressKey(stored: "\(local.key)@\(domain.name)"))
  }

  /// Finds the `@` between local part and domain: after the quotation, if there is one.
  private func separator() throws(AddressRefusal) -> Int {
    guard octets.first == .quote else {
      // There is one: it was looked for before.
      return octets.firstIndex(of: .at) ?? octets.count
    }
    let end = try LocalPart.endOfQuotation(octets)
    if end == octets.count { throw refusal(.noAt, at: end) }
    guard octets[end] == .at else { throw refusal(.quotedString, at: end) }
    return end
  }

  /// Place of the first control character: Unicode's Cc, line and paragraph separators, and those
  /// that turn the direction of writing and so show an address as what it is not.
  private var controlCharacter: Int? {
    let found = text.unicodeScalars.firstIndex { scalar in
      if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return true
      default: return scalar.properties.isBidiControl
      }
    }
    return found.map { text.utf8.distance(from: text.startIndex, to: $0) }
  }

  private func refusal(_ code: AddressRefusal.Code, at offset: Int) -> AddressRefusal {
    AddressRefusal(code: code, offset: offset)
  }
}
