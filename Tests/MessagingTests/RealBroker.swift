import Testing

/// Tests that need the broker, or a peer that plays one; one after the other, since most of it
/// measures time.
@Suite("Messaging", .serialized)
enum RealBroker {}
