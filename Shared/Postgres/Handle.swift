internal import CLibPQ
import Glibc
import Threading

/// Owns one `PGconn`: every call here is one call of libpq, none of them blocks.
///
/// Each is unsafe for the same reason, and safe here: the pointer is valid from the `init` to the `deinit`,
/// and as the value is no copy and goes to no other thread, nobody else uses it.
@safe
struct Handle: ~Copyable {
  let raw: OpaquePointer
  /// `true` if another process of the server answers than the one that was told: a pooler stands between.
  var isPooled = false

  deinit {
    unsafe PQfinish(raw)
  }

  /// Number of the server's process that answers, as whoever let us in has told.
  var backend: Int32 { unsafe PQbackendPID(raw) }

  /// The socket, or -1 when there is none (any more).
  ///
  /// It can change while connecting.
  var descriptor: Int32 { unsafe PQsocket(raw) }

  var isBad: Bool { unsafe PQstatus(raw) == CONNECTION_BAD }

  /// `true` if a transaction is open, failed or not.
  var isInTransaction: Bool {
    let status = unsafe PQtransactionStatus(raw)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Sends what lies in libpq's buffer.
  ///
  /// - Returns: `.readable` when all is sent, with `.writable` when some is left, nil when the
  ///   connection is gone.
  func flush() -> Interest? {
    switch unsafe PQflush(raw) {
    case 0: .readable
    case 1: [.readable, .writable]
    default: nil
    }
  }

  /// Reads what has come; false when the connection is gone.
  func consumeInput() -> Bool { unsafe PQconsumeInput(raw) == 1 }

  /// Number of further reads that may find something which poll(2) does not see.
  ///
  /// A TLS record can be larger than the room left in libpq's buffer, and its rest then waits inside
  /// OpenSSL. A record has 16 kB and the room is 8 kB or more.
  var hiddenReads: Int { unsafe PQsslInUse(raw) == 1 ? 2 : 0 }

  /// `true` if ``next()`` would have to wait.
  var isBusy: Bool { unsafe PQisBusy(raw) == 1 }

  /// The next result, or nil at the end of a command's results.
  ///
  /// Never called while ``isBusy``.
  func next() -> ResultHandle? {
    unsafe PQgetResult(raw).map { unsafe ResultHandle(raw: $0) }
  }

  func enterPipeline() -> Bool { unsafe PQenterPipelineMode(raw) == 1 }

  func leavePipeline() -> Bool { unsafe PQexitPipelineMode(raw) == 1 }

  /// Ends the connection for both sides at once; the memory goes with the handle.
  func shutDown() {
    let socket = descriptor
    if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
  }
}

/// Copies a text of libpq's, which ends with a zero; nil if there is none.
func text(at pointer: UnsafePointer<CChar>?) -> String? {
  unsafe pointer.map { unsafe String(cString: $0) }
}
