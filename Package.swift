// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit `any`, imports internal unless said, what is unsafe marked as
/// such, warnings are errors.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  // Tests run optimised, as users do, and some look inside a room.
  .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)
}

/// Rooms that a worker needs besides the loop's.
let reading: [String: [Target.Dependency]] = [
  "import-worker": ["Formats", "Spreadsheets"], "mailing-worker": ["Templates"],
]

func worker(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Contract", "Domain", "Settings", "Worker", "WorkerDefinitions"]
      + (reading[name] ?? []),
    path: "Services/\(name)", swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
    swiftSettings: settings + (startingPrograms.contains(name) ? [unoptimized] : []))
}

/// Tests that start programs and wait for them: to optimise them as well would take longer than it saves.
let startingPrograms: Set = ["CommandLine", "Integration"]
let unoptimized = SwiftSetting.unsafeFlags(["-Onone"], .when(configuration: .release))

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

let package = Package(
  name: "brevduva",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Without its reader of JSON files: that one alone would bring the whole of Foundation.
    .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
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
    .systemLibrary(name: "CZlib", path: "Shared/CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CLibXML2", path: "Shared/CLibXML2", pkgConfig: "libxml-2.0"),
    .target(name: "CXML", dependencies: ["CLibXML2"], path: "Shared/CXML"),

    .target(name: "CIconv", path: "Shared/CIconv"),

    // Pure rooms, and the walls before the C of four of them.
    room("Charsets", ["CIconv"]),
    room("Compression", ["CZlib"]),
    room("Phrases"),
    room("Formats", ["Charsets", "Compression", "Phrases"]),
    room("Hashing", ["CCrypto"]),
    room("ICU", ["CICU"]),
    room("Domain", ["ICU", "Phrases"]),
    room("Mentions", ["Domain", "Formats"]),
    room("Templates", ["Domain", "Formats", mustache]),

    // The walls: before the system, before the two servers.
    room("Threading"),
    room("POSIX", ["Threading"]),
    room("Postgres", ["CLibPQ", "Threading"]),
    room("Messaging", ["CRabbitMQ", "Hashing", "POSIX", "Threading"]),
    room("Spreadsheets", ["CXML", "CZip", "Formats", "POSIX"]),

    // The house.
    room("Contract", ["Domain", "Formats", "Hashing", "Messaging"]),
    room("Store", ["Domain", "Formats", "Hashing", "Mentions", "Postgres", "Threading"]),
    room("Platform", ["Domain", "POSIX"]),
    room(
      "Settings",
      [
        "Formats", "Hashing", "Messaging", "POSIX", "Platform", "Postgres", configuration, logging,
      ]),
    room("WorkerDefinitions", ["Contract", "Domain", "Settings", "Store"]),
    room(
      "Observability",
      [
        "Domain", "Formats", "POSIX", "Platform", "Settings", "Threading", coreMetrics, logging,
        metrics,
      ]),
    room(
      "Worker",
      [
        "Contract", "Domain", "Hashing", "Messaging", "Observability", "Platform", "Settings",
        "Store", "Threading", "WorkerDefinitions", configuration, lifecycle, logging, signals,
      ]),
    room(
      "TestSupport",
      [
        "Contract", "Domain", "Hashing", "Messaging", "Observability", "POSIX", "Postgres",
        "Settings", "Store", "Threading", logging,
      ]),

    worker("lifecycle-worker"),
    worker("registration-matcher"),
    worker("bounce-handler"),
    worker("import-worker"),
    worker("contact-note-matcher"),
    worker("mailing-worker"),
    .executableTarget(
      name: "brevduva",
      dependencies: [
        "Contract", "Domain", "Formats", "Hashing", "ICU", "Messaging", "Observability", "POSIX",
        "Platform", "Settings", "Spreadsheets", "Store", "Threading", "WorkerDefinitions",
        arguments,
      ], path: "Services/brevduva", swiftSettings: settings),

    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .target(
      name: "RawAMQP", dependencies: ["Messaging", "POSIX", "Threading"], path: "Tests/RawAMQP",
      swiftSettings: settings),
    .target(name: "Corpora", path: "Tests/Corpora", swiftSettings: settings),
    .target(
      name: "BookSamples", dependencies: ["Compression", "Domain", "ICU", "TestSupport"],
      path: "Tests/BookSamples",
      swiftSettings: settings),
    tests(of: "Charsets", ["Charsets"]),
    tests(of: "Compression", ["Compression"]),
    tests(of: "Mentions", ["BookSamples", "Domain", "Mentions", "TestSupport"]),
    tests(of: "Phrases", ["Phrases"]),
    tests(of: "Templates", ["Domain", "Formats", "Templates", "TestSupport"]),
    tests(of: "Domain", ["BookSamples", "Corpora", "Domain", "Formats", "ICU", "TestSupport"]),
    tests(of: "Formats", ["Corpora", "Formats", "TestSupport"]),
    tests(of: "Spreadsheets", ["Corpora", "Formats", "Spreadsheets", "TestSupport"]),
    tests(of: "Hashing", ["Hashing"]),
    tests(of: "POSIX", ["POSIX", "Threading"]),
    tests(of: "Threading", ["POSIX", "Threading"]),
    tests(of: "Postgres", ["POSIX", "Postgres", "Threading"]),
    tests(
      of: "Messaging",
      ["Hashing", "Messaging", "POSIX", "RawAMQP", "TestSupport", "Threading"]),
    tests(
      of: "Store",
      [
        "BookSamples", "Contract", "Domain", "Hashing", "Mentions", "POSIX", "Postgres", "Store",
        "TestSupport", "Threading", "WorkerDefinitions",
      ]),
    tests(
      of: "Contract",
      [
        "BookSamples", "Contract", "Domain", "Formats", "Hashing", "Messaging", "Templates",
        "TestSupport",
      ]),
    tests(of: "Settings", ["Hashing", "Messaging", "Settings", logging]),
    tests(
      of: "Observability",
      [
        "Domain", "Observability", "POSIX", "Platform", "Settings", "TestSupport", "Threading",
        coreMetrics, logging,
      ]),
    tests(
      of: "Worker",
      [
        "CAllocations", "Contract", "Domain", "Formats", "Messaging", "Observability", "Settings",
        "Store", "TestSupport", "Threading", "Worker", "WorkerDefinitions", configuration, logging,
      ]),
    tests(
      of: "CommandLine",
      [
        "BookSamples", "brevduva", "Contract", "Domain", "Formats", "Hashing", "Messaging", "POSIX",
        "Postgres", "Settings", "Spreadsheets", "Store", "TestSupport", "Threading",
        "WorkerDefinitions",
      ]),
    tests(
      of: "Integration",
      [
        "Contract", "Domain", "Messaging", "Observability", "RawAMQP", "Settings", "Store",
        "TestSupport", "Threading", "WorkerDefinitions",
      ]),
  ]
)
