import ByteCoding
import Foundation
import OpenSSL
import Testing

@testable import TransparencyLog

/// The package's own vectors, `protocol/vectors/log`.
func vectors<Vectors: Decodable>(_ name: String, as type: Vectors.Type = Vectors.self) throws -> Vectors {
  let package = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let file = package.appending(path: "protocol/vectors/log/\(name).json")
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}

func bytes(_ base64: String) throws -> [UInt8] { try #require(Base64.decode(base64)) }

func digest(_ base64: String) throws -> Digest { try #require(Digest(try bytes(base64))) }

func privateKey(_ seed: UInt8) throws -> Ed25519PrivateKey {
  try Ed25519PrivateKey(rawSeed: SecureBytes([UInt8](repeating: seed, count: 32)))
}

let origin = "panel.example/2026/track-a"

func logSigner() throws -> NoteSigner { try NoteSigner(name: origin, type: .ed25519, privateKey: privateKey(1)) }

func witnessSigner(_ number: UInt8) throws -> NoteSigner {
  try NoteSigner(name: "witness\(number).example", type: .cosignatureV1, privateKey: privateKey(number + 1))
}

func code(_ body: () throws -> Void) -> LogError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? LogError)?.code
  }
}

/// The entries of `merkle.json`.
func entry(_ index: Int) -> [UInt8] { [UInt8]("entry \(index)".utf8) }

func pending(_ index: Int) -> PendingEntry { PendingEntry(key: SHA256.hash(entry(index)), bytes: entry(index)) }

/// A store with this many entries, written in batches of uneven size.
func filledStore(_ count: Int) throws -> MemoryLogStore {
  let store = MemoryLogStore()
  var writer = try LogWriter(store: store, signer: logSigner())
  var next = 0
  var step = 1
  while next < count {
    let end = min(next + step, count)
    #expect(try writer.append((next..<end).map(pending)) == (next..<end).map(UInt64.init))
    next = end
    step = step * 2 + 1
  }
  return store
}
