import ByteCoding
import Foundation
import OpenSSL
import Testing

@testable import TransparencyLog

/// Inclusion and consistency vectors of transparency-dev/merkle. They are not in this repository: put them in a folder
/// `merkle` and name its parent in `PLUMBLINE_VECTORS`.
struct PublicMerkleVectorTests {
  private static let folder = ProcessInfo.processInfo.environment["PLUMBLINE_VECTORS"]
    .map { URL(filePath: $0).appending(path: "merkle") }
  private static let isThere = folder != nil
  private static let advice: Comment = "set PLUMBLINE_VECTORS to a folder with merkle/inclusion and merkle/consistency"

  private struct Inclusion: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: String
    let leafHash: String
    let proof: [String]?
    let wantErr: Bool
  }

  private struct Consistency: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: String
    let root2: String
    let proof: [String]?
    let wantErr: Bool
  }

  @Test(.enabled(if: isThere, advice)) func inclusion() throws {
    var counts = [true: 0, false: 0]
    for (name, vector) in try Self.load("inclusion", as: Inclusion.self) {
      let result = code {
        let proof = try InclusionProof(
          index: vector.leafIdx, treeSize: vector.treeSize, hashes: (vector.proof ?? []).map(Self.hash))
        try proof.verify(leaf: Self.hash(vector.leafHash), root: Self.hash(vector.root))
      }
      #expect(result == (vector.wantErr ? .proof : nil), "\(name)")
      counts[vector.wantErr, default: 0] += 1
    }
    #expect(counts == [true: 92, false: 6])
  }

  @Test(.enabled(if: isThere, advice)) func consistency() throws {
    var counts = [true: 0, false: 0]
    for (name, vector) in try Self.load("consistency", as: Consistency.self) {
      let result = code {
        let proof = try ConsistencyProof(
          oldSize: vector.size1, newSize: vector.size2, hashes: (vector.proof ?? []).map(Self.hash))
        try proof.verify(oldRoot: Self.hash(vector.root1), newRoot: Self.hash(vector.root2))
      }
      #expect(result == (vector.wantErr ? .proof : nil), "\(name)")
      counts[vector.wantErr, default: 0] += 1
    }
    #expect(counts == [true: 92, false: 6])
  }

  /// Some vectors have texts instead of hashes, to say that they do not matter: their digest keeps them apart. An
  /// empty hash is one that `Digest` has no value for, so it is refused before any proof is looked at.
  private static func hash(_ base64: String) throws -> Digest {
    let raw = [UInt8](try #require(Data(base64Encoded: base64)))
    guard !raw.isEmpty else { throw LogError(.proof, zh: "空哈希。", en: "An empty hash.") }
    return Digest(raw) ?? SHA256.hash(raw)
  }

  private static func load<Vector: Decodable>(_ kind: String, as type: Vector.Type) throws -> [(String, Vector)] {
    let root = try #require(folder).appending(path: kind)
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    return try files.compactMap { item in
      guard let file = item as? URL, file.pathExtension == "json" else { return nil }
      return (file.path, try JSONDecoder().decode(type, from: Data(contentsOf: file)))
    }
  }
}
