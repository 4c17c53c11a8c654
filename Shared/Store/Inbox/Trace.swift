import Domain

extension DecidedMessage {
  /// Trace of the message for `trace`: the profiles that it reached and its events, as JSON.
  ///
  /// `nil` if there are neither. Protected profiles are not named (L8).
  var trace: [UInt8]? {
    var profiles: [ProfileID] = []
    for logged in changes where !logged.isProtected {
      guard let profile = logged.change.scope.subject, !profiles.contains(profile) else { continue }
      profiles.append(profile)
    }
    guard !profiles.isEmpty || !events.isEmpty else { return nil }
    var json: [UInt8] = []
    json.reserveCapacity(64 + 40 * profiles.count + 100 * events.count)
    json.append(contentsOf: #"{"profileIds":["#.utf8)
    for (place, profile) in profiles.enumerated() {
      json.append(contentsOf: (place == 0 ? #"""# : #",""#).utf8)
      json.append(contentsOf: profile.description.utf8)
      json.append(UInt8(ascii: "\""))
    }
    json.append(contentsOf: #"],"events":["#.utf8)
    for (place, event) in events.enumerated() {
      json.append(contentsOf: (place == 0 ? #"{"id":""# : #",{"id":""#).utf8)
      json.append(contentsOf: event.id.description.utf8)
      json.append(contentsOf: #"","type":""#.utf8)
      json.append(contentsOf: event.type.utf8)
      json.append(contentsOf: #""}"#.utf8)
    }
    json.append(contentsOf: "]}".utf8)
    return json
  }
}

extension TraceRecord {
  /// Columns of what the inbox keeps so, read again from `inbox AS i`: the profiles, without those
  /// that are hidden by now (L8), and the ids and types of the events.
  static let told = """
    ARRAY(
      SELECT w.id
      FROM (
        SELECT t.id::uuid AS id, t.place
        FROM jsonb_array_elements_text(i.trace -> 'profileIds') WITH ORDINALITY AS t (id, place)
      ) AS w
      WHERE NOT \(HiddenProfile.condition)
      ORDER BY w.place),
    ARRAY(
      SELECT (t.event ->> 'id')::uuid
      FROM jsonb_array_elements(i.trace -> 'events') WITH ORDINALITY AS t (event, place)
      ORDER BY t.place),
    ARRAY(
      SELECT t.event ->> 'type'
      FROM jsonb_array_elements(i.trace -> 'events') WITH ORDINALITY AS t (event, place)
      ORDER BY t.place)
    """
}
