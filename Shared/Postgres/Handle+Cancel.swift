internal import CLibPQ
import Glibc

extension Handle {
  /// Asks the server to cancel what runs, and does not wait for it.
  ///
  /// `PQcancel` opens a connection of its own and blocks on it, as long as `tcp_user_timeout` allows:
  /// so it has a thread of its own, which owns the request and frees it.
  func cancel() {
    guard let request = unsafe PQgetCancel(raw) else { return }
    var thread = pthread_t()
    let refusal = unsafe pthread_create(
      &thread, nil,
      { request in
        let request = OpaquePointer(request)
        var message = InlineArray<256, CChar>(repeating: 0)
        _ = unsafe PQcancel(request, &message, Int32(message.count))
        unsafe PQfreeCancel(request)
        return nil
      }, UnsafeMutableRawPointer(request))
    if refusal == 0 {
      pthread_detach(thread)
    } else {
      unsafe PQfreeCancel(request)
    }
  }
}
