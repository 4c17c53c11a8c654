/// Answer of the listener; after it the connection is closed.
public struct HTTPResponse: Sendable {
  let status: Status
  let type: String
  let body: String

  enum Status: Int {
    case ok = 200
    case badRequest = 400
    case notFound = 404
    case methodNotAllowed = 405
    case headerTooLong = 431
    case unavailable = 503

    var phrase: String {
      switch self {
      case .ok: "OK"
      case .badRequest: "Bad Request"
      case .notFound: "Not Found"
      case .methodNotAllowed: "Method Not Allowed"
      case .headerTooLong: "Request Header Fields Too Large"
      case .unavailable: "Service Unavailable"
      }
    }
  }

  /// 200 with a plain text.
  public static func ok(_ body: String) -> HTTPResponse {
    HTTPResponse(status: .ok, type: plain, body: body)
  }

  /// 503 with a plain text.
  public static func unavailable(_ body: String) -> HTTPResponse {
    HTTPResponse(status: .unavailable, type: plain, body: body)
  }

  /// 200 with metrics in Prometheus' text format 0.0.4.
  public static func metrics(_ body: String) -> HTTPResponse {
    HTTPResponse(status: .ok, type: "text/plain; version=0.0.4; charset=utf-8", body: body)
  }

  static func flat(_ status: Status) -> HTTPResponse {
    HTTPResponse(status: status, type: plain, body: "\(status.phrase)\n")
  }

  private static let plain = "text/plain; charset=utf-8"

  var octets: [UInt8] {
    let body = Array(body.utf8)
    var head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n"
    if status == .methodNotAllowed { head += "Allow: GET\r\n" }
    head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
    head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    head += "Connection: close\r\n\r\n"
    return Array(head.utf8) + body
  }
}
