import ByteCoding
import Testing

@testable import OpenSSL

struct Ed25519Tests {
  struct Vector: Sendable {
    let seed: String
    let publicKey: String
    let message: String
    let signature: String
  }

  /// RFC 8032 §7.1, TEST 1 to 3.
  static let vectors = [
    Vector(
      seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b"),
    Vector(
      seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        + "387b2eaeb4302aeeb00d291612bb0c00"),
    Vector(
      seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        + "4a7c15e9716ed28dc027beceea1ec40a"),
  ]

  @Test(arguments: vectors)
  func signsAndVerifiesAsRFC8032(vector: Vector) throws {
    let message = try #require(Hex.decode(vector.message))
    let key = try Ed25519PrivateKey(rawSeed: SecureBytes(#require(Hex.decode(vector.seed))))
    #expect(Hex.encode(key.publicKey.raw) == vector.publicKey)
    let signature = try key.sign(message)
    #expect(Hex.encode(signature) == vector.signature)
    #expect(key.publicKey.isValid(signature: signature, for: message))
    #expect(!key.publicKey.isValid(signature: signature, for: message + [0]))
    #expect(!key.publicKey.isValid(signature: Array(signature.dropLast()), for: message))
    #expect(try Hex.encode(key.rawSeed().exposedCopy()) == vector.seed)
  }

  /// Every encoding of the 8 points of small order: the canonical ones, those with the sign of x = 0 set, and y + p.
  static let smallOrder: [String] = {
    let zeros = String(repeating: "0", count: 62)
    let ones = String(repeating: "f", count: 60)
    let ordinates = [
      "00" + zeros, "01" + zeros, "ec" + ones + "7f", "ed" + ones + "7f", "ee" + ones + "7f",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ]
    return ordinates.flatMap { ordinate -> [String] in
      guard var bytes = Hex.decode(ordinate) else { return [] }
      bytes[31] |= 0x80
      return [ordinate, Hex.encode(bytes)]
    }
  }()

  @Test(arguments: smallOrder)
  func refusesKeysOfSmallOrderInEveryEncoding(encoding: String) throws {
    let raw = try #require(Hex.decode(encoding))
    #expect(throws: OpenSSLError(.invalidKey, zh: "", en: "")) { try Ed25519PublicKey(raw: raw) }
  }

  @Test(arguments: UInt8(0xED)...UInt8(0xFF))
  func refusesOrdinatesThatAreNotReduced(low: UInt8) {
    let raw = [low] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]
    #expect(throws: OpenSSLError.self) { try Ed25519PublicKey(raw: raw) }
  }

  /// y = 2 has no x; y = 3 has one. About half of all ordinates have none.
  @Test func refusesOrdinatesThatAreOnNoPoint() throws {
    let rest = [UInt8](repeating: 0, count: 31)
    #expect(throws: OpenSSLError(.invalidKey, zh: "", en: "")) { try Ed25519PublicKey(raw: [2] + rest) }
    #expect(try Ed25519PublicKey(raw: [3] + rest).raw == [3] + rest)
    let accepted = (UInt8(2)...255).count { (try? Ed25519PublicKey(raw: [$0] + rest)) != nil }
    #expect(accepted == 126)
  }

  @Test func oneKeyServesSeveralThreads() async throws {
    let key = try Ed25519PrivateKey.generate()
    let message = [UInt8](repeating: 7, count: 400)
    let signature = try key.sign(message)
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<8 {
        group.addTask {
          (0..<50).allSatisfy { _ in
            key.publicKey.isValid(signature: signature, for: message)
              && !key.publicKey.isValid(signature: signature, for: message + [UInt8(index)])
              && (try? key.sign(message)) == signature
          }
        }
      }
      for await agreed in group { #expect(agreed) }
    }
  }

  @Test func everyGeneratedKeyIsAccepted() throws {
    for _ in 0..<50 { _ = try Ed25519PublicKey(raw: Ed25519PrivateKey.generate().publicKey.raw) }
  }

  @Test(arguments: [0, 31, 33, 64])
  func refusesOtherLengths(count: Int) {
    let bytes = [UInt8](repeating: 9, count: count)
    #expect(throws: OpenSSLError.self) { try Ed25519PublicKey(raw: bytes) }
    #expect(throws: OpenSSLError.self) { try Ed25519PrivateKey(rawSeed: SecureBytes(bytes)) }
  }
}
