// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit `any`, imports internal unless said, warnings are errors.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  // Tests run optimised, as users do, and some look inside a room.
  .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)
}

func service(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Services/\(name)", swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
    swiftSettings: settings)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "brevduva",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // C: system libraries, and shims of a few functions over such.
    .systemLibrary(name: "CLibPQ", path: "Shared/CLibPQ", pkgConfig: "libpq"),
    .systemLibrary(name: "CRabbitMQ", path: "Shared/CRabbitMQ", pkgConfig: "librabbitmq"),
    .target(
      name: "CICU", path: "Shared/CICU",
      linkerSettings: [.linkedLibrary("icuuc")]),
    .target(
      name: "CCrypto", path: "Shared/CCrypto",
      linkerSettings: [.linkedLibrary("crypto")]),
    .systemLibrary(name: "CZip", path: "Shared/CZip", pkgConfig: "libzip"),
    .systemLibrary(name: "CLibXML2", path: "Shared/CLibXML2", pkgConfig: "libxml-2.0"),
    .target(name: "CXML", dependencies: ["CLibXML2"], path: "Shared/CXML"),

    // Pure rooms.
    room("Formats"),
    room("Hashing", ["CCrypto"]),
    room("Domain", ["CICU"]),

    // The two walls, and what both wait in.
    room("Threading"),
    room("Postgres", ["CLibPQ", "Threading"]),
    room("Messaging", ["CRabbitMQ", "Hashing", "Threading"]),
    .target(
      name: "Spreadsheets", dependencies: ["CXML", "CZip", "Formats"],
      path: "Shared/Spreadsheets", swiftSettings: settings + [.strictMemorySafety()]),

    // The house.
    room("Contract", ["Domain", "Formats", "Hashing", "Messaging"]),
    room("Store", ["Domain", "Hashing", "Postgres", "Threading"]),
    room(
      "Worker",
      [
        "Contract", "Domain", "Formats", "Hashing", "Messaging", "Postgres", "Store", "Threading",
        configuration, coreMetrics, lifecycle, logging, metrics, signals,
      ]),
    room("TestSupport", ["Contract", "Domain", "Messaging", "Postgres", "Store", "Threading"]),

    service("lifecycle-worker", ["Contract", "Domain", "Worker"]),
    service("registration-matcher", ["Contract", "Domain", "Worker"]),
    service(
      "brevduva",
      [
        "Contract", "Domain", "Formats", "Messaging", "Postgres", "Store", "Threading", "Worker",
        arguments,
      ]),

    .executableTarget(
      name: "table-rows", dependencies: ["Formats", "Spreadsheets"], path: "Tests/TableRows",
      swiftSettings: settings),
    .target(
      name: "RawAMQP", dependencies: ["Messaging"], path: "Tests/RawAMQP", swiftSettings: settings),
    tests(of: "Domain", ["Domain"]),
    tests(of: "Formats", ["Formats"]),
    tests(of: "Spreadsheets", ["Formats", "Spreadsheets"]),
    tests(of: "Hashing", ["Hashing"]),
    tests(of: "Threading", ["Threading"]),
    tests(of: "Postgres", ["Postgres", "Threading"]),
    tests(of: "Messaging", ["Hashing", "Messaging", "RawAMQP", "Threading"]),
    tests(
      of: "Store", ["Domain", "Hashing", "Postgres", "Store", "TestSupport", "Threading"]),
    tests(of: "Contract", ["Contract", "Domain", "Formats", "Hashing", "Messaging"]),
    tests(
      of: "Worker",
      [
        "Contract", "Domain", "Messaging", "Store", "TestSupport", "Threading", "Worker",
        configuration, logging,
        metrics, coreMetrics,
      ]),
    tests(
      of: "CommandLine",
      [
        "brevduva", "Contract", "Domain", "Formats", "Hashing", "Messaging", "Postgres", "Store",
        "TestSupport", "Threading", "Worker",
      ]),
    tests(
      of: "Integration",
      [
        "lifecycle-worker", "Contract", "Domain", "Messaging", "RawAMQP", "Store", "TestSupport",
        "Threading", "Worker",
      ]),
  ]
)
