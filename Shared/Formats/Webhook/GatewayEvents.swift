/// Events that a gateway tells.
public struct GatewayEvents: Sendable {}
