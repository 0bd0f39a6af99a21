import ByteCoding
import Testing

@testable import OpenSSL

@Suite(.enabled(if: PublicVectors.areThere, PublicVectors.howToGetThem))
struct WycheproofTests {
  @Test func ed25519() throws {
    struct Group: Decodable {
      struct Key: Decodable { let pk: String }
      struct Case: Decodable {
        let tcId: Int
        let msg: String
        let sig: String
        let result: WycheproofResult
      }
      let publicKey: Key
      let tests: [Case]
    }
    let file = try PublicVectors.read(Wycheproof<Group>.self, "wycheproof/ed25519_test.json")
    var count = 0
    for group in file.testGroups {
      let key = try Ed25519PublicKey(raw: bytes(group.publicKey.pk))
      for test in group.tests {
        let isValid = try key.isValid(signature: bytes(test.sig), for: bytes(test.msg))
        #expect(isValid == (test.result == .valid), "case \(test.tcId)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test func aes256gcm() throws {
    struct Group: Decodable {
      struct Case: Decodable {
        let tcId: Int
        let key: String
        let iv: String
        let aad: String
        let msg: String
        let ct: String
        let tag: String
        let result: WycheproofResult
      }
      let ivSize: Int
      let keySize: Int
      let tagSize: Int
      let tests: [Case]
    }
    let file = try PublicVectors.read(Wycheproof<Group>.self, "wycheproof/aes_gcm_test.json")
    var count = 0
    for group in file.testGroups where group.keySize == 256 && group.ivSize == 96 && group.tagSize == 128 {
      for test in group.tests {
        let key = SecureBytes(try bytes(test.key))
        let (nonce, additionalData) = try (bytes(test.iv), bytes(test.aad))
        let sealed = try bytes(test.ct + test.tag)
        let opened = try? AES256GCM.open(sealed, key: key, nonce: nonce, additionalData: additionalData)
        switch test.result {
        case .valid:
          #expect(try opened == bytes(test.msg), "case \(test.tcId)")
          let again = try AES256GCM.seal(bytes(test.msg), key: key, nonce: nonce, additionalData: additionalData)
          #expect(again == sealed, "case \(test.tcId)")
        case .invalid, .acceptable: #expect(opened == nil, "case \(test.tcId)")
        }
        count += 1
      }
    }
    #expect(count > 50)
  }

  @Test func hkdf() throws {
    struct Group: Decodable {
      struct Case: Decodable {
        let tcId: Int
        let ikm: String
        let salt: String
        let info: String
        let size: Int
        let okm: String
        let result: WycheproofResult
      }
      let tests: [Case]
    }
    let file = try PublicVectors.read(Wycheproof<Group>.self, "wycheproof/hkdf_sha256_test.json")
    var count = 0
    for test in file.testGroups.flatMap(\.tests) {
      let key = try HKDF.extract(salt: SecureBytes(bytes(test.salt)), keyMaterial: SecureBytes(bytes(test.ikm)))
      let output = try? HKDF.expand(key: key, info: bytes(test.info), count: test.size).exposedCopy()
      #expect(try output == (test.result == .valid ? bytes(test.okm) : nil), "case \(test.tcId)")
      count += 1
    }
    #expect(count > 50)
  }

  @Test func hmac() throws {
    struct Group: Decodable {
      struct Case: Decodable {
        let tcId: Int
        let key: String
        let msg: String
        let tag: String
        let result: WycheproofResult
      }
      let tagSize: Int
      let tests: [Case]
    }
    let file = try PublicVectors.read(Wycheproof<Group>.self, "wycheproof/hmac_sha256_test.json")
    var count = 0
    for group in file.testGroups where group.tagSize == 256 {
      for test in group.tests {
        let isValid = try HMACSHA256.isValid(
          bytes(test.tag), for: bytes(test.msg), key: SecureBytes(bytes(test.key)))
        #expect(isValid == (test.result == .valid), "case \(test.tcId)")
        count += 1
      }
    }
    #expect(count > 50)
  }

  /// The public keys come as SubjectPublicKeyInfo; ours are bare points. What has not exactly the header of an
  /// uncompressed point on the named curve never reaches the point's checks.
  @Test func keyAgreementOnP256() throws {
    struct Group: Decodable {
      struct Case: Decodable {
        let tcId: Int
        let `public`: String
        let `private`: String
        let shared: String
        let result: WycheproofResult
      }
      let tests: [Case]
    }
    let header = "3059301306072a8648ce3d020106082a8648ce3d030107034200"
    let file = try PublicVectors.read(Wycheproof<Group>.self, "wycheproof/ecdh_secp256r1_test.json")
    var agreed = 0
    var refused = 0
    for test in file.testGroups.flatMap(\.tests) where test.public.hasPrefix(header) {
      guard let point = try? P256Point(bytes(String(test.public.dropFirst(header.count)))) else {
        #expect(test.result != .valid, "case \(test.tcId)")
        refused += 1
        continue
      }
      #expect(test.result != .invalid, "case \(test.tcId)")
      let digits = test.private.drop { $0 == "0" }
      let padded = String(repeating: "0", count: 64 - digits.count) + digits
      let product = try point.multiplied(by: P256Scalar(SecureBytes(bytes(padded))))
      #expect(try Array(product.bytes[1..<33]) == bytes(test.shared), "case \(test.tcId)")
      agreed += 1
    }
    #expect(agreed > 300)
    #expect(refused > 10)
  }
}

/// Which Ed25519 signatures count must not change with the library: two verifiers that differ on one signature would
/// tell two histories.
///
/// Frozen here: of the 914 vectors of CCTV that probe the edges, 86 are accepted. The rule is RFC 8032 §5.1.7 without
/// the cofactor, R compared as bytes, and the key canonical and not of small order. An implementation of that rule
/// apart from OpenSSL gave the same 914 decisions; their digest is compared here.
@Suite(.enabled(if: PublicVectors.areThere, PublicVectors.howToGetThem))
struct FrozenEd25519DecisionTests {
  private struct Vector: Decodable {
    let number: Int
    let key: String
    let sig: String
    let msg: String
    let flags: [String]?
  }

  /// Of 914 digits, 1 for a signature that is accepted and 0 for one that is not.
  static let digest = "292af787aa06133b4bbfe2738913cb1d5bd9a58e95ecb034b769675cf15c8b45"

  private static let grounds: Set = [
    "low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k",
  ]

  @Test func the914DecisionsAreTheFrozenOnes() throws {
    let vectors = try PublicVectors.read([Vector].self, "cctv/ed25519vectors.json")
    let decisions = try vectors.map { vector in
      let key = try? Ed25519PublicKey(raw: bytes(vector.key))
      let isValid = try key?.isValid(signature: bytes(vector.sig), for: [UInt8](vector.msg.utf8)) ?? false
      let expected = FrozenEd25519DecisionTests.grounds.isDisjoint(with: vector.flags ?? [])
      #expect(isValid == expected, "vector \(vector.number)")
      return isValid
    }
    #expect(decisions.count == 914)
    #expect(decisions.count { $0 } == 86)
    let digits = decisions.map { $0 ? UInt8(ascii: "1") : UInt8(ascii: "0") }
    #expect(SHA256.hash(digits).description == FrozenEd25519DecisionTests.digest)
  }
}
