// swift-tools-version: 6.2
import PackageDescription

// The house. Floors and who may import whom: CONTRIBUTING.md; `scripts/check-imports` holds this file to it.

// MARK: - Settings, the same for every target

let settings: [SwiftSetting] = [
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// For the targets that touch C pointers: every unsafe use is marked where it stands.
let settingsWithPointers: [SwiftSetting] = settings + [.strictMemorySafety()]

// MARK: - Products of others

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

// MARK: - Shorthand

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], pointers: Bool = false
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: pointers ? settingsWithPointers : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
    swiftSettings: settings)
}

func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies + [argumentParser], swiftSettings: settings)
}

let package = Package(
  name: "plumbline",
  products: [
    .executable(name: "plumbline-registrar", targets: ["plumbline-registrar"]),
    .executable(name: "plumbline-coordinator", targets: ["plumbline-coordinator"]),
    .executable(name: "plumbline-reviewer", targets: ["plumbline-reviewer"]),
    .executable(name: "plumbline-supervisor", targets: ["plumbline-supervisor"]),
    .executable(name: "plumbline-auditor", targets: ["plumbline-auditor"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // MARK: Floor 0: C libraries of the system, and bytes
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "COpenSSLTLS", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    room("ByteCoding"),
    tests("ByteCoding"),

    // MARK: Floor 1
    room("TerminalText"),
    tests("TerminalText"),
    room("CanonicalJSON", ["ByteCoding"]),
    tests("CanonicalJSON"),
    room("Panel", ["ByteCoding", "CanonicalJSON"]),
    tests("Panel", ["CanonicalJSON", "ByteCoding"]),
    room("OpenSSL", ["ByteCoding", "COpenSSL"], pointers: true),
    tests("OpenSSL", ["ByteCoding"]),
    room("OfficeFiles", ["CArchive", "CXML"], pointers: true),
    tests("OfficeFiles"),
    room("Archive", pointers: true),
    tests("Archive", ["ByteCoding"]),

    // MARK: Floor 2
    room("TLS", ["OpenSSL", "COpenSSL", "COpenSSLTLS", "ByteCoding"], pointers: true),
    tests("TLS", ["OpenSSL", "COpenSSL", "COpenSSLTLS", "ByteCoding"]),
    room("TransparencyLog", ["OpenSSL", "CanonicalJSON", "ByteCoding"]),
    tests("TransparencyLog", ["OpenSSL", "ByteCoding"]),
    room("Scoring", ["Panel", "CanonicalJSON", "ByteCoding"]),
    tests("Scoring", ["Panel", "CanonicalJSON", "ByteCoding"], exclude: ["Fixtures"]),
    room("Programme", ["Panel", "CanonicalJSON", "ByteCoding"]),
    tests("Programme", ["Panel", "CanonicalJSON"]),
    room("Vault", ["OpenSSL", "ByteCoding"]),
    tests("Vault", ["OpenSSL"]),

    // MARK: Floor 3
    room("Intake", ["Programme", "OfficeFiles", "ByteCoding"], pointers: true),
    tests("Intake", ["Programme", "OfficeFiles", "ByteCoding"]),
    room("Sealing", ["Panel", "OpenSSL", "TransparencyLog", "CanonicalJSON", "Archive", "ByteCoding"]),
    tests("Sealing"),
    room("Reports", ["Panel", "Scoring", "Programme", "TerminalText", "ByteCoding"]),
    tests("Reports", ["Panel", "Scoring", "Programme", "TerminalText", "ByteCoding"]),
    room("WireMessages", [protobuf]),
    room("WireProtocol", ["WireMessages", "ByteCoding", nioCore, protobuf]),
    tests("WireProtocol", ["ByteCoding", nioCore]),

    // MARK: Floor 4
    room("Anonymization", ["Panel", "Programme", "Intake", "CanonicalJSON", "ByteCoding"]),
    tests("Anonymization", ["Panel", "Programme", "Intake", "CanonicalJSON", "ByteCoding"]),
    room("SecureTransport", ["TLS", "OpenSSL", "WireProtocol", "ByteCoding", nioCore, nioPosix]),
    tests("SecureTransport", ["TLS", "OpenSSL", "WireProtocol", "ByteCoding", nioCore, nioPosix]),
    room("SessionStore", ["TransparencyLog", "OpenSSL", "ByteCoding", grdb], pointers: true),
    tests("SessionStore", ["TransparencyLog", "OpenSSL", "ByteCoding", grdb]),

    // MARK: Floor 5: one service a role
    room(
      "RegistrarService",
      [
        "Intake", "Anonymization", "Programme", "Vault", "Archive", "TransparencyLog", "Sealing", "Panel", "OpenSSL",
        "CanonicalJSON", "ByteCoding",
      ]),
    tests(
      "RegistrarService",
      [
        "SeasonFixture", "Intake", "Anonymization", "Programme", "Vault", "TransparencyLog", "Sealing", "Panel",
        "OpenSSL", "CanonicalJSON", "ByteCoding",
      ]),
    room(
      "CoordinatorService",
      [
        "SecureTransport", "WireProtocol", "SessionStore", "Sealing", "Reports", "Scoring", "Programme", "Archive",
        "TransparencyLog", "TLS", "OpenSSL", "Panel", "CanonicalJSON", "ByteCoding", logging, nioCore,
        serviceLifecycle,
      ]),
    tests(
      "CoordinatorService",
      ["SeasonFixture", "SessionStore", "Sealing", "TransparencyLog", "OpenSSL", "Panel", "ByteCoding"]),
    room(
      "AuditVerifier",
      [
        "Panel", "Scoring", "Programme", "TransparencyLog", "Sealing", "OpenSSL", "CanonicalJSON", "Archive",
        "ByteCoding",
      ]),
    tests(
      "AuditVerifier",
      [
        "SeasonFixture", "Panel", "TransparencyLog", "Sealing", "OpenSSL", "CanonicalJSON",
        "Archive", "ByteCoding",
      ]),
    .target(
      name: "SeasonFixture",
      dependencies: [
        "Panel", "Scoring", "Programme", "TransparencyLog", "Sealing", "OpenSSL", "CanonicalJSON", "Archive",
        "ByteCoding",
      ], path: "Tests/SeasonFixture", swiftSettings: settings),
    room(
      "SessionClient",
      [
        "Sealing", "TransparencyLog", "Vault", "SecureTransport", "WireProtocol", "TLS", "OpenSSL", "Panel",
        "TerminalText", "CanonicalJSON", "ByteCoding", nioCore,
      ], pointers: true),
    tests(
      "SessionClient",
      [
        "ClientFixture", "SeasonFixture", "Sealing", "TransparencyLog", "WireProtocol", "OpenSSL", "Panel",
        "CanonicalJSON",
        "ByteCoding",
      ]),
    // Not for the product: a home and a server in memory.
    .target(
      name: "ClientFixture",
      dependencies: [
        "SeasonFixture", "SessionClient", "Sealing", "TransparencyLog", "WireProtocol", "OpenSSL", "Panel",
        "ByteCoding",
      ], path: "Tests/ClientFixture", swiftSettings: settings),
    room(
      "ReviewerClient",
      [
        "SessionClient", "Sealing", "TransparencyLog", "WireProtocol", "OpenSSL", "Panel", "TerminalText",
        "CanonicalJSON", "ByteCoding",
      ]),
    tests(
      "ReviewerClient",
      [
        "ClientFixture", "SeasonFixture", "SessionClient", "Sealing", "WireProtocol", "OpenSSL",
        "Panel",
        "CanonicalJSON",
        "ByteCoding",
      ]),

    // MARK: Floor 6
    room(
      "SupervisorClient",
      [
        "SessionClient", "AuditVerifier", "Sealing", "TransparencyLog", "WireProtocol", "OpenSSL", "Panel",
        "TerminalText", "CanonicalJSON", "ByteCoding",
      ]),
    tests(
      "SupervisorClient",
      [
        "AuditVerifier", "ClientFixture", "SeasonFixture", "SessionClient", "Sealing", "TransparencyLog",
        "WireProtocol", "OpenSSL",
        "TerminalText", "Panel",
        "CanonicalJSON",
        "ByteCoding",
      ]),

    // MARK: Floor 7: the tools
    tool(
      "plumbline-registrar",
      [
        "RegistrarService", "Intake", "Anonymization", "Programme", "Sealing", "Panel", "TerminalText", "CanonicalJSON",
      ]),
    tool(
      "plumbline-coordinator",
      [
        "CoordinatorService", "Scoring", "Programme", "Sealing", "TransparencyLog", "OpenSSL", "OfficeFiles",
        "Panel", "CanonicalJSON", "ByteCoding", logging, serviceLifecycle, unixSignals,
      ]),
    tool(
      "plumbline-reviewer",
      [
        "ReviewerClient", "SessionClient", "TransparencyLog", "OpenSSL", "CanonicalJSON", "Panel", "TerminalText",
      ]),
    tool(
      "plumbline-supervisor",
      [
        "SupervisorClient", "SessionClient", "AuditVerifier", "Sealing", "TransparencyLog", "CanonicalJSON", "Panel",
        "TerminalText",
      ]),
    tool("plumbline-auditor", ["AuditVerifier", "Sealing", "Scoring", "Panel", "TerminalText", "CanonicalJSON"]),

    // A check, no product: `scripts/leak-test` measures intake and anonymization on a corpus.
    .executableTarget(
      name: "leak-test",
      dependencies: ["Intake", "Anonymization", "Programme", "Panel", "OpenSSL"],
      swiftSettings: settings),

    // MARK: A small season through the built tools
    .testTarget(name: "SeasonTests", swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
