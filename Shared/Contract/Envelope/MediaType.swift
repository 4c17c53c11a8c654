/// Media types of CloudEvents and of forms, in any case and with any parameters.
enum MediaType {
  /// One event as JSON.
  static let structuredEvent = "application/cloudevents+json"

  /// Returns whether the media type announces one event as JSON.
  static func isStructuredEvent(_ type: String?) -> Bool {
    essence(type) == structuredEvent
  }

  /// Returns whether the media type announces something of CloudEvents that is not one event as
  /// JSON.
  static func isOtherEvent(_ type: String?) -> Bool {
    guard let essence = essence(type), essence != structuredEvent else {
      return false
    }
    return essence.hasPrefix("application/cloudevents")
  }

  /// Returns whether the media type announces a form, as some gateways send it.
  static func isForm(_ type: String?) -> Bool {
    essence(type) == "application/x-www-form-urlencoded"
  }

  /// The type without parameters, in lower case; `nil` if it is none of these at all.
  private static func essence(_ type: String?) -> String? {
    // 'application/json' and the like are passed over without another look.
    guard let type, type.utf8.count >= 23 else { return nil }
    let essence = type.prefix { $0 != ";" }.lowercased()
    return String(essence.drop { $0 == " " }.prefix { $0 != " " })
  }
}
