import ICU

/// Domain of an address, after the `@`: a domain name of two labels or more, as lower-case
/// A-labels.
struct DomainName {
  /// Lower-case A-labels between dots: the domain's part of the key (I1).
  let name: String

  /// Reads the octets after the `@`, none of them a control character.
  init(_ octets: ArraySlice<UInt8>) throws(AddressRefusal) {
    if octets.first == UInt8(ascii: "[") {
      throw AddressRefusal(code: .addressLiteral, offset: octets.startIndex)
    }
    if let place = octets.firstIndex(where: { $0 < 0x80 && !$0.isHostOctet && $0 != .dot }) {
      throw AddressRefusal(code: .domainCharacter, offset: place)
    }
    let written = Self.labels(octets)
    let (name, faults) = IDNA.asciiName(String(decoding: octets, as: UTF8.self))
    guard faults.isEmpty, !name.isEmpty, name.utf8.last != .dot else {
      throw Self.refusal(of: written, faults: faults)
    }
    let labels = name.utf8.split(separator: .dot, omittingEmptySubsequences: false)
    guard labels.count > 1, let top = labels.last else {
      throw AddressRefusal(code: .oneLabel, offset: octets.endIndex)
    }
    if top.allSatisfy(\.isDigit) {
      let place = written.last?.startIndex ?? octets.endIndex
      throw AddressRefusal(code: .numericTop, offset: place)
    }
    self.name = name
  }

  /// The labels as they were written, between any of the four dots of UTS #46: `.`, `。`, `．`, `｡`.
  private static func labels(_ octets: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let wide: [[UInt8]] = [[0xe3, 0x80, 0x82], [0xef, 0xbc, 0x8e], [0xef, 0xbd, 0xa1]]
    var labels: [ArraySlice<UInt8>] = []
    var start = octets.startIndex
    var place = start
    while place < octets.endIndex {
      let isWide = wide.contains { octets[place...].starts(with: $0) }
      let width = isWide ? 3 : octets[place] == .dot ? 1 : 0
      if width > 0 {
        labels.append(octets[start..<place])
        start = place + width
      }
      place += max(1, width)
    }
    return labels + [octets[start...]]
  }

  /// Finds the fault of a name: that of its first label that is wrong on its own, else of the
  /// whole.
  private static func refusal(
    of labels: [ArraySlice<UInt8>], faults: IDNA.Faults
  ) -> AddressRefusal {
    let start = labels.first?.startIndex ?? 0
    if faults.contains(.nameTooLong) && labels.reduce(0, { $0 + $1.count + 1 }) > 2048 {
      return AddressRefusal(code: .tooLong, offset: start + 253)
    }
    for label in labels {
      let text = String(decoding: label, as: UTF8.self)
      let (_, faults) = IDNA.asciiName(text)
      if label.isEmpty || faults.contains(.emptyLabel) {
        return AddressRefusal(code: .emptyLabel, offset: label.startIndex)
      }
      guard let code = code(of: faults) else { continue }
      return AddressRefusal(code: code, offset: label.startIndex + place(of: code, in: text))
    }
    return AddressRefusal(code: code(of: faults) ?? .domainCharacter, offset: start)
  }

  private static func code(of faults: IDNA.Faults) -> AddressRefusal.Code? {
    if faults.isEmpty { return nil }
    if faults.contains(.emptyLabel) { return .emptyLabel }
    if faults.contains(.labelTooLong) { return .labelTooLong }
    if faults.contains(.hyphen) { return .hyphen }
    if faults.contains(.aLabel) { return .aLabel }
    return faults.contains(.character) ? .domainCharacter : .tooLong
  }

  /// Finds the place of a label's fault, as well as can be said: the character, else the label's
  /// beginning.
  private static func place(of code: AddressRefusal.Code, in label: String) -> Int {
    if code == .labelTooLong {
      return label.utf8.allSatisfy { $0 < 0x80 } ? 63 : 0
    }
    if code == .hyphen {
      return label.utf8.first != .hyphen && label.utf8.last == .hyphen ? label.utf8.count - 1 : 0
    }
    guard code == .domainCharacter else { return 0 }
    let found = label.unicodeScalars.firstIndex {
      !$0.isASCII && IDNA.asciiName("a\($0)a").faults.contains(.character)
    }
    return found.map { label.utf8.distance(from: label.startIndex, to: $0) } ?? 0
  }
}
