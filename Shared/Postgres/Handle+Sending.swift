internal import CLibPQ

/// Sending, into libpq's buffer until it is flushed; each call returns false when the connection is
/// gone.
extension Handle {
  func sendPrepare(_ name: String, _ sql: String, _ types: [UInt32]) -> Bool {
    unsafe PQsendPrepare(raw, name, sql, Int32(types.count), types) == 1
  }

  /// Sends a prepared statement with its parameters, all binary, results binary.
  func sendExecute(_ name: String, _ parameters: Parameters) -> Bool {
    unsafe parameters.withPointers { values, lengths, formats in
      unsafe PQsendQueryPrepared(raw, name, Int32(lengths.count), values, lengths, formats, 1) == 1
    }
  }

  /// Sends one statement without parameters that is not kept.
  func sendOnce(_ sql: String) -> Bool {
    unsafe PQsendQueryParams(raw, sql, 0, nil, nil, nil, nil, 1) == 1
  }

  /// Sends a script in the simple protocol; outside the pipeline only.
  func sendScript(_ script: String) -> Bool {
    unsafe PQsendQuery(raw, script) == 1
  }

  /// Ends a pipeline: the server answers all of it, and an error skips no further than this.
  func sendSync() -> Bool {
    unsafe PQpipelineSync(raw) == 1
  }
}
