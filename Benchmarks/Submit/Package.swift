// swift-tools-version: 6.2
import PackageDescription

// Sheets a second through the coordinator's own server. The rooms' sources are linked in (Sources/X → ../../../Sources/X),
// since `package` access ends at a package.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

let package = Package(
  name: "plumbline-submit-benchmark",
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto"),
    .systemLibrary(name: "COpenSSLTLS", pkgConfig: "libssl"),
    room("ByteCoding"),
    room("TerminalText"),
    room("CanonicalJSON", ["ByteCoding"]),
    room("Panel", ["ByteCoding", "CanonicalJSON"]),
    room("OpenSSL", ["ByteCoding", "COpenSSL"]),
    room("Archive"),
    room("TLS", ["OpenSSL", "COpenSSL", "COpenSSLTLS", "ByteCoding"]),
    room("TransparencyLog", ["OpenSSL", "CanonicalJSON", "ByteCoding"]),
    room("Scoring", ["Panel", "CanonicalJSON", "ByteCoding"]),
    room("Programme", ["Panel", "CanonicalJSON", "ByteCoding"]),
    room("Sealing", ["Panel", "OpenSSL", "TransparencyLog", "CanonicalJSON", "Archive", "ByteCoding"]),
    room("Reports", ["Panel", "Scoring", "Programme", "TerminalText", "ByteCoding"]),
    room("WireMessages", [.product(name: "SwiftProtobuf", package: "swift-protobuf")]),
    room("WireProtocol", ["WireMessages", "ByteCoding", nioCore]),
    room("SecureTransport", ["TLS", "OpenSSL", "WireProtocol", "ByteCoding", nioCore, nioPosix]),
    room(
      "SessionStore", ["TransparencyLog", "OpenSSL", "ByteCoding", .product(name: "GRDB", package: "GRDB.swift")]),
    room(
      "CoordinatorService",
      [
        "SecureTransport", "WireProtocol", "SessionStore", "Sealing", "Reports", "Scoring", "Programme",
        "Archive", "TransparencyLog", "TLS", "OpenSSL", "Panel", "CanonicalJSON", "ByteCoding", nioCore,
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    room(
      "SeasonFixture",
      [
        "Panel", "Scoring", "Programme", "TransparencyLog", "Sealing", "OpenSSL", "CanonicalJSON", "Archive",
        "ByteCoding",
      ]),
    .executableTarget(
      name: "submit-bench",
      dependencies: [
        "CoordinatorService", "SecureTransport", "SeasonFixture", "SessionStore", "Sealing", "TransparencyLog", "TLS",
        "OpenSSL", "Panel", "CanonicalJSON", "WireProtocol", "ByteCoding",
      ], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
