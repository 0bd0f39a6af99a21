import ByteCoding
import Foundation
import Testing

@testable import OpenSSL

/// `protocol/vectors/cryptography/vectors.json`, made by a program that shares nothing with this one.
struct ProtocolVectorTests {
  struct Vectors: Decodable {
    struct Sharing: Decodable {
      struct Share: Decodable {
        let index: Int
        let value: String
      }
      let threshold: Int
      let secret: String
      let commitments: [String]
      let shares: [Share]
    }
    struct Decisions: Decodable {
      let count: Int
      let accepted: [Int]
      let sha256OfDecisions: String
    }
    let secretSharing: [Sharing]
    let ed25519Cctv: Decisions
  }

  static func read() throws -> Vectors {
    // The project, whether it is built here or through a link to its folders.
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Vectors.self, from: Data(contentsOf: root.appending(path: "protocol/vectors/cryptography/vectors.json")))
  }

  @Test func sharesOfAnotherProgramFitAndGiveTheSecretBack() throws {
    let vectors = try ProtocolVectorTests.read().secretSharing
    #expect(vectors.count == 3)
    for vector in vectors {
      let commitments = try vector.commitments.map { try P256Point(bytes($0)) }
      let shares = try vector.shares.map {
        SecretSharing.Share(index: $0.index, value: try P256Scalar(SecureBytes(bytes($0.value))))
      }
      #expect(commitments.count == vector.threshold)
      for share in shares { #expect(try SecretSharing.isValid(share, commitments: commitments)) }
      for chosen in [Array(shares.prefix(vector.threshold)), Array(shares.suffix(vector.threshold))] {
        let secret = try SecretSharing.combine(chosen, commitments: commitments)
        #expect(Hex.encode(secret.bytes.exposedCopy()) == vector.secret)
      }
    }
  }

  /// The digest that the frozen decisions are compared with is the one of the list in the file.
  @Test func theListOfAcceptedEdgeCasesHasTheFrozenDigest() throws {
    let decisions = try ProtocolVectorTests.read().ed25519Cctv
    let accepted = Set(decisions.accepted)
    #expect(accepted.count == 86)
    let digits = (0..<decisions.count).map { accepted.contains($0) ? UInt8(ascii: "1") : UInt8(ascii: "0") }
    #expect(SHA256.hash(digits).description == decisions.sha256OfDecisions)
    #expect(decisions.sha256OfDecisions == FrozenEd25519DecisionTests.digest)
  }
}
