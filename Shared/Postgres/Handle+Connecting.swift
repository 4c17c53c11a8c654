internal import CLibPQ
import Threading

extension Handle {
  /// Reads a URI (or `key=value` text); nil if it is malformed.
  ///
  /// libpq's list ends with an option without a name, and is freed when its texts are copied.
  static func options(of uri: String) -> [(name: String, value: String)]? {
    // No message is asked for, since it may quote the password.
    guard let list = unsafe PQconninfoParse(uri, nil) else { return nil }
    defer { unsafe PQconninfoFree(list) }
    var options: [(name: String, value: String)] = []
    for place in 0... {
      let option = unsafe list[place]
      guard let name = unsafe text(at: option.keyword) else { break }
      if let value = unsafe text(at: option.val) { options.append((name, value)) }
    }
    return options
  }

  /// Begins to connect; nil only for want of memory.
  ///
  /// A host's name is looked up in here, by the C library and within its limits.
  init?(starting conninfo: Conninfo) {
    guard let raw = unsafe PQconnectStart(conninfo.text) else { return nil }
    unsafe self.raw = raw
    unsafe clibpq_drop_notices(raw)
    // From here on libpq's own texts hold the SQLSTATE and none of the server's words.
    unsafe PQsetErrorVerbosity(raw, PQERRORS_SQLSTATE)
  }

  /// Result of a step of connecting.
  enum Progress {
    case waiting(Interest)
    case connected
    case failed
  }

  /// Takes one step; libpq walks through the addresses of the host by itself.
  func advance() -> Progress {
    switch unsafe PQconnectPoll(raw) {
    case PGRES_POLLING_OK: .connected
    case PGRES_POLLING_READING: .waiting(.readable)
    case PGRES_POLLING_WRITING: .waiting(.writable)
    default: .failed
    }
  }

  /// Makes a new connection never block.
  func stopBlocking() -> Bool { unsafe PQsetnonblocking(raw, 1) == 0 }

  var endpoint: Endpoint {
    unsafe Endpoint(
      host: text(at: PQhost(raw)) ?? "", port: text(at: PQport(raw)) ?? "",
      user: text(at: PQuser(raw)) ?? "", database: text(at: PQdb(raw)) ?? "")
  }

  /// Reason why connecting failed.
  var fault: ConnectionFault {
    if unsafe PQconnectionNeedsPassword(raw) == 1 { return .passwordMissing(endpoint) }
    return unsafe ConnectionFault(message: String(cString: PQerrorMessage(raw)), endpoint)
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
