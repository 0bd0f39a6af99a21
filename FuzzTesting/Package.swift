// swift-tools-version: 6.2
import PackageDescription

// Fuzzers of the readers that take what strangers send. They live apart because libFuzzer brings its own main; the rooms
// are linked in (Sources/X → ../../Sources/X), since `package` access ends at a package. Run them with scripts/fuzz.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let fuzzing = [SwiftSetting.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer,address"])]

func fuzzer(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["OfficeFiles", "FuzzDriver"], swiftSettings: settings + fuzzing,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let package = Package(
  name: "plumbline-fuzzing",
  targets: [
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(
      name: "OfficeFiles", dependencies: ["CArchive", "CXML"],
      swiftSettings: settings + [.strictMemorySafety(), .unsafeFlags(["-sanitize=fuzzer,address"])]),
    .target(name: "FuzzDriver", swiftSettings: settings),
    fuzzer("fuzz-archive"), fuzzer("fuzz-word"), fuzzer("fuzz-workbook"), fuzzer("fuzz-table"),
  ],
  swiftLanguageModes: [.v6]
)
