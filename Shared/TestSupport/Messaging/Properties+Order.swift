package import Messaging

extension Properties {
  /// The same properties with the headers in the order of their names, two of one name in their own.
  ///
  /// RabbitMQ 4.0 and newer pass headers on so; older ones leave them as they were sent.
  package var sortedByName: Properties {
    var sorted = self
    sorted.headers = headers.sorted { $0.name < $1.name }
    return sorted
  }
}
