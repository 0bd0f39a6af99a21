import Foundation
import Testing

@testable import TransparencyLog

/// An exported log before the code of Go's checksum database: `scripts/go-sumdb-check.sh`.
struct GoSumDBTests {
  private static let script = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "scripts/go-sumdb-check.sh")
  private static let isThere =
    FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/go")

  @Test(.enabled(if: isThere, "needs the packages golang-go and golang-golang-x-mod-dev"))
  func acceptsOurLogAndRefusesAnAlteredOne() throws {
    let store = try filledStore(600)
    for size in store.sizes {
      let checkpoint = try #require(store.checkpoint(size: size)?.checkpoint)
      try store.add(cosignature: witnessSigner(1).sign(checkpoint, time: 5), size: size)
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try TileExporter(store, size: 600).forEachFile { file in
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
    let key = try logSigner().key.verifierKey
    #expect(try Self.run(folder, key) == 0)
    #expect(try Self.run(folder, witnessSigner(1).key.verifierKey) == 1)
    for path in ["checkpoint", "tile/0/001", "tile/1/000.p/2", "tile/entries/002.p/88", "checkpoints/1"] {
      let url = folder.appending(path: path)
      let good = try Data(contentsOf: url)
      var altered = good
      altered[altered.count / 2] ^= 1
      try altered.write(to: url)
      #expect(try Self.run(folder, key) == 1, "\(path)")
      try good.write(to: url)
    }
  }

  private static func run(_ folder: URL, _ key: String) throws -> Int32 {
    let process = Process()
    process.executableURL = script
    process.arguments = [folder.path, key]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
