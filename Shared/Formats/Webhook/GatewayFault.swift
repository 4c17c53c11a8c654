/// Fault for which a gateway's message could not be read.
public struct GatewayFault: Error, Hashable, Sendable {
  /// Problem that was met.
  public enum Problem: Hashable, Sendable {
    /// It is no JSON.
    case json(JSONFault.Code)
    /// Something is missing, or is of another type.
    case missing
    /// An event that the gateway did not tell when this was written.
    case unknownEvent
  }

  /// Gateway whose message it is.
  public let gateway: Gateway
  /// Problem that was met.
  public let problem: Problem
  /// The path of the value that is wrong or missing.
  public let path: String
}
