import Foundation
import OpenSSL
import Testing
import TransparencyLog

/// A folder of its own for each test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

let origin = "panel.example/2026/track-a"

func signer(_ seed: UInt8 = 1) throws -> NoteSigner {
  try NoteSigner(
    name: origin, type: .ed25519,
    privateKey: Ed25519PrivateKey(rawSeed: SecureBytes([UInt8](repeating: seed, count: 32))))
}

func entry(_ index: Int) -> PendingEntry {
  let bytes = [UInt8]("entry \(index)".utf8)
  return PendingEntry(key: SHA256.hash(bytes), bytes: bytes)
}

func code(_ body: () throws -> Void) -> LogError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? LogError)?.code
  }
}
