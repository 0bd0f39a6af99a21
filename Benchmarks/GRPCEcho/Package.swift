// swift-tools-version: 6.2
import PackageDescription

// What Plumbline's wire is measured against: a unary echo of the same size over mutual TLS. A package of its own, so that
// only who runs `scripts/bench submit` resolves and builds gRPC.

let package = Package(
  name: "grpc-echo",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
  ],
  targets: [
    .executableTarget(
      name: "grpc-echo",
      dependencies: [
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
