import Foundation
import Testing

/// The dashboard of `deploy/grafana`, as far as Grafana could not do without it.
struct GrafanaDashboard: Decodable {
  struct Panel: Decodable {
    struct Place: Decodable, Hashable {
      let h: Int
      let w: Int
      let x: Int
      let y: Int
    }

    struct Target: Decodable {
      let refId: String
      let expr: String
      let legendFormat: String
    }

    let id: Int
    let type: String
    let title: String
    let description: String?
    let gridPos: Place
    let targets: [Target]?
  }

  let uid: String
  let title: String
  let schemaVersion: Int
  let panels: [Panel]

  static func read() throws -> GrafanaDashboard {
    try JSONDecoder().decode(GrafanaDashboard.self, from: Data(contentsOf: Project.url(path)))
  }

  static let path = "deploy/grafana/brevduva.json"

  /// All queries, with Grafana's variables filled in.
  var queries: [String] {
    panels.flatMap { $0.targets ?? [] }.map { target in
      target.expr.replacing("$job", with: "brevduva").replacing("$__rate_interval", with: "30s")
    }
  }
}

extension GrafanaDashboard.Panel.Place {
  /// Returns whether two panels lie upon each other.
  func meets(_ other: Self) -> Bool {
    x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h
  }
}
