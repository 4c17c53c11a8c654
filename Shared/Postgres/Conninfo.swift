/// The options of a connection URI, with ours where it says nothing; holds the password, so it is
/// never printed.
struct Conninfo {
  private(set) var options: [(name: String, value: String)]

  /// Adds our options where the URI has none of them.
  init(_ given: [(name: String, value: String)], applicationName: String) {
    options = given
    let ours = [
      ("fallback_application_name", applicationName),
      ("client_encoding", "UTF8"),
      ("connect_timeout", "5"),
      ("gssencmode", "disable"),
      ("keepalives_idle", "10"),
      ("keepalives_interval", "5"),
      ("keepalives_count", "3"),
      ("tcp_user_timeout", "20000"),
    ]
    for (name, value) in ours where self[name] == nil {
      options.append((name, value))
    }
  }

  /// Text that libpq reads: `name='value'`, with a backslash before what would end a value; an
  /// empty value is left out, which means the same.
  var text: String {
    options.filter { !$0.value.isEmpty }.map { name, value in
      let quoted = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return "\(name)='\(quoted)'"
    }.joined(separator: " ")
  }

  subscript(name: String) -> String? {
    get { options.first { $0.name == name }?.value }
    set {
      options.removeAll { $0.name == name }
      if let newValue { options.append((name, newValue)) }
    }
  }

  /// The longest time for one host; nil where the URI says 0, 'without limit'.
  var limitOfHost: Duration? {
    let seconds = self["connect_timeout"].flatMap { Int($0) } ?? 5
    return seconds > 0 ? .seconds(seconds) : nil
  }

  /// One for each host, in the order in which they are tried.
  ///
  /// libpq walks through a list of hosts itself, but never leaves one that is silent; so each is
  /// tried alone. `prefer-standby` is two walks: standbys first, then any.
  var attempts: [Conninfo] {
    let hosts = list("host")
    let addresses = list("hostaddr")
    let ports = list("port")
    let count = max(hosts.count, addresses.count)
    guard count > 1 else { return [self] }
    let single = (0..<count).map { place in
      var one = self
      one["host"] = hosts.isEmpty ? nil : hosts[min(place, hosts.count - 1)]
      one["hostaddr"] = addresses.isEmpty ? nil : addresses[min(place, addresses.count - 1)]
      one["port"] = ports.isEmpty ? nil : ports[min(place, ports.count - 1)]
      return one
    }
    guard self["target_session_attrs"] == "prefer-standby" else { return single }
    return ["standby", "any"].flatMap { wanted in
      single.map { attempt in
        var one = attempt
        one["target_session_attrs"] = wanted
        return one
      }
    }
  }

  private func list(_ name: String) -> [String] {
    guard let value = self[name] else { return [] }
    return value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
