// swift-tools-version: 6.2
import PackageDescription

// Benchmarks live apart so that what they are measured against never becomes a dependency of the product. The sources
// of the product's own rooms are linked in (Sources/X → ../../Sources/X), since `package` access ends at a package.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "plumbline-benchmarks",
  targets: [
    room("ByteCoding"),
    room("CanonicalJSON", ["ByteCoding"]),
    room("Panel", ["ByteCoding", "CanonicalJSON"]),
    room("Scoring", ["Panel", "CanonicalJSON", "ByteCoding"]),
    .executableTarget(name: "rank-bench", dependencies: ["Scoring", "Panel"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
