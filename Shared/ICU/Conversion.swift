/// Has C make one text of another: it is lent the octets of the first and room for those of the second,
/// and gives back how many it wrote.
///
/// Both buffers live as long as the call, and C keeps neither pointer.
func converted(
  _ text: String, capacity: Int,
  _ convert: (UnsafePointer<UInt8>?, Int32, UnsafeMutablePointer<UInt8>?, Int32) -> Int32
) -> String {
  unsafe text.utf8.span.withUnsafeBufferPointer { source in
    unsafe String(unsafeUninitializedCapacity: capacity) { target in
      let written = unsafe convert(
        source.baseAddress, Int32(source.count), target.baseAddress, Int32(capacity))
      precondition(written >= 0, "ICU could not convert a text: its data or memory is missing.")
      return Int(written)
    }
  }
}
