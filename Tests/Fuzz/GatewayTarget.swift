import Contract
import Formats

/// A gateway's body; the first octet says whose it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  guard let first = input.first else { return 0 }
  let gateway = Gateway.allCases[Int(first) % Gateway.allCases.count]
  do {
    for event in try gateway.events(in: Array(input.dropFirst())) {
      precondition(!event.recipient.isEmpty)
      _ = event.verdict
    }
  } catch {
    precondition(error.gateway == gateway && error.path.hasPrefix("$"))
  }
  return 0
}
