extension String {
  /// The text that octets of UTF-8 stand for; nil where they are none.
  init?(validating octets: Span<UInt8>) {
    do {
      self.init(copying: try UTF8Span(validating: octets))
    } catch {
      return nil
    }
  }

  /// The text that octets of UTF-8 stand for; U+FFFD where they are none.
  init(decoding octets: Span<UInt8>) {
    do {
      self.init(copying: try UTF8Span(validating: octets))
    } catch {
      var copy: [UInt8] = []
      for place in octets.indices { copy.append(octets[place]) }
      self.init(decoding: copy, as: UTF8.self)
    }
  }
}
