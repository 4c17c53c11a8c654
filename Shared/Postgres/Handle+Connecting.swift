internal import CLibPQ
import Threading

extension Handle {
  /// Reads a URI (or `key=value` text); nil if it is malformed.
  static func options(of uri: String) -> [(name: String, value: String)]? {
    var message: UnsafeMutablePointer<CChar>?
    // The message may quote the password: it is freed unread.
    defer { PQfreemem(message) }
    guard let first = PQconninfoParse(uri, &message) else { return nil }
    defer { PQconninfoFree(first) }
    var options: [(name: String, value: String)] = []
    var option = first
    while let name = option.pointee.keyword {
      if let value = option.pointee.val {
        options.append((String(cString: name), String(cString: value)))
      }
      option += 1
    }
    return options
  }

  /// Begins to connect; nil only for want of memory.
  ///
  /// A host's name is looked up in here, by the C library and within its limits.
  init?(starting conninfo: Conninfo) {
    let names = conninfo.options.map { Self.copy($0.name) }
    let values = conninfo.options.map { Self.copy($0.value) }
    defer { for text in names + values { text.deallocate() } }
    let raw = PQconnectStartParams(
      names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
    guard let raw else { return nil }
    self.raw = raw
    clibpq_drop_notices(raw)
    // From here on libpq's own texts hold the SQLSTATE and none of the server's words.
    PQsetErrorVerbosity(raw, PQERRORS_SQLSTATE)
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: Array(bytes), count: bytes.count)
    return copy
  }

  /// What a step of connecting came to.
  enum Progress {
    case waiting(Interest)
    case connected
    case failed
  }

  /// Takes one step; libpq walks through the addresses of the host by itself.
  func advance() -> Progress {
    switch PQconnectPoll(raw) {
    case PGRES_POLLING_OK: .connected
    case PGRES_POLLING_READING: .waiting(.readable)
    case PGRES_POLLING_WRITING: .waiting(.writable)
    default: .failed
    }
  }

  /// Makes a new connection never block.
  func stopBlocking() -> Bool { PQsetnonblocking(raw, 1) == 0 }

  var endpoint: Endpoint {
    func text(_ pointer: UnsafePointer<CChar>?) -> String {
      pointer.map { String(cString: $0) } ?? ""
    }
    return Endpoint(
      host: text(PQhost(raw)), port: text(PQport(raw)), user: text(PQuser(raw)),
      database: text(PQdb(raw)))
  }

  /// Why connecting failed.
  var fault: ConnectionFault {
    if PQconnectionNeedsPassword(raw) == 1 { return .passwordMissing(endpoint) }
    return ConnectionFault(message: String(cString: PQerrorMessage(raw)), endpoint)
  }
}

extension ConnectionFault {
  /// Reads libpq's message: of a server's refusal the SQLSTATE, of libpq's own the words, which are
  /// those of Debian 12's libpq 15 in the C locale.
  ///
  /// The text itself goes no further.
  init(message: String, _ endpoint: Endpoint) {
    // A host with several addresses gives a message for each; the last is the last tried.
    let lines = message.split(separator: "\n").filter { !$0.hasPrefix("\t") }
    let last = lines.last.map(String.init) ?? ""
    if let sqlstate = Self.sqlstate(endOf: last) {
      self = .rejected(sqlstate, endpoint)
    } else if last.contains("could not translate host name") {
      self = .unknownHost(endpoint)
    } else if last.contains("Connection refused") || last.contains("No such file or directory") {
      self = .refused(endpoint)
    } else if last.contains("unreachable") || last.contains("No route to host") {
      self = .unreachable(endpoint)
    } else if last.contains("timed out") || last.contains("timeout expired") {
      self = .timedOut(endpoint)
    } else if last.contains("no password supplied") {
      self = .passwordMissing(endpoint)
    } else if ["SSL", "certificate"].contains(where: { last.contains($0) }) {
      self = .encryption(endpoint)
    } else if ["session is read-only", "session is not read-only", "hot standby"]
      .contains(where: { last.contains($0) })
    {
      self = .wrongRole(endpoint)
    } else {
      self = .failed(endpoint)
    }
  }

  /// `… FATAL:  28P01`, the form that libpq's messages have been told to take.
  private static func sqlstate(endOf line: String) -> SQLState? {
    guard line.suffix(8).hasPrefix(":  ") else { return nil }
    let text = line.suffix(5)
    let isState =
      text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
      }
    return isState ? SQLState(String(text)) : nil
  }
}
