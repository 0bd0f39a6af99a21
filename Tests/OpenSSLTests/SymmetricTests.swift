import ByteCoding
import Testing

@testable import OpenSSL

struct AES256GCMTests {
  struct Vector: Sendable {
    var key: String
    var nonce: String
    var plaintext = ""
    var additionalData = ""
    let sealed: String
  }

  /// The GCM submission to NIST (McGrew and Viega 2005), test cases 13, 14 and 16.
  static let vectors = [
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
      sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
      plaintext: String(repeating: "00", count: 16),
      sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    Vector(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", nonce: "cafebabefacedbaddecaf888",
      plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      additionalData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  @Test(arguments: vectors)
  func agreesWithTheSubmission(vector: Vector) throws {
    let key = SecureBytes(try bytes(vector.key))
    let nonce = try bytes(vector.nonce)
    let additionalData = try bytes(vector.additionalData)
    let sealed = try AES256GCM.seal(
      bytes(vector.plaintext), key: key, nonce: nonce, additionalData: additionalData)
    #expect(Hex.encode(sealed) == vector.sealed)
    let opened = try AES256GCM.open(sealed, key: key, nonce: nonce, additionalData: additionalData)
    #expect(Hex.encode(opened) == vector.plaintext)
  }

  @Test func everyFlippedBitIsNoticed() throws {
    let key = try SecureBytes.random(count: 32)
    let nonce = try RandomBytes.generate(12)
    let sealed = try AES256GCM.seal([1, 2, 3], key: key, nonce: nonce, additionalData: [4])
    for bit in 0..<sealed.count * 8 {
      var changed = sealed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: OpenSSLError(.authenticationFailed, zh: "", en: "")) {
        try AES256GCM.open(changed, key: key, nonce: nonce, additionalData: [4])
      }
    }
    for wrong in [[], [5], [4, 4]] as [[UInt8]] {
      #expect(throws: OpenSSLError.self) {
        try AES256GCM.open(sealed, key: key, nonce: nonce, additionalData: wrong)
      }
    }
  }

  @Test(arguments: [0, 1, 15])
  func whatIsShorterThanATagIsRefused(count: Int) throws {
    let key = try SecureBytes.random(count: 32)
    #expect(throws: OpenSSLError.self) {
      try AES256GCM.open(
        [UInt8](repeating: 0, count: count), key: key, nonce: [UInt8](repeating: 0, count: 12), additionalData: [])
    }
  }

  @Test(arguments: [(31, 12), (16, 12), (32, 11), (32, 16), (0, 12), (32, 0)])
  func otherSizesAreRefused(keyCount: Int, nonceCount: Int) {
    let key = SecureBytes([UInt8](repeating: 0, count: keyCount))
    let nonce = [UInt8](repeating: 0, count: nonceCount)
    #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) {
      try AES256GCM.seal([], key: key, nonce: nonce, additionalData: [])
    }
  }
}

struct KeyDerivationTests {
  /// RFC 4231, test cases 1, 2 and 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      [UInt8]("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func hmacAgreesWithRFC4231(key: [UInt8], message: String, code: String) throws {
    let message = [UInt8](message.utf8)
    let computed = try HMACSHA256.authenticationCode(for: message, key: SecureBytes(key))
    #expect(Hex.encode(computed) == code)
    #expect(try HMACSHA256.isValid(computed, for: message, key: SecureBytes(key)))
    #expect(try !HMACSHA256.isValid(Array(computed.dropLast()), for: message, key: SecureBytes(key)))
  }

  /// RFC 5869, appendix A.1 and A.3.
  @Test(arguments: [
    (
      "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    ),
    ("", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
  ])
  func hkdfAgreesWithRFC5869(salt: String, info: String, output: String) throws {
    let material = SecureBytes([UInt8](repeating: 0x0B, count: 22))
    let key = try HKDF.extract(salt: SecureBytes(bytes(salt)), keyMaterial: material)
    #expect(try Hex.encode(HKDF.expand(key: key, info: bytes(info), count: 42).exposedCopy()) == output)
  }

  @Test func hkdfHasALimit() throws {
    let key = try SecureBytes.random(count: 32)
    #expect(try HKDF.expand(key: key, info: [], count: 8160).count == 8160)
    #expect(throws: OpenSSLError.self) { try HKDF.expand(key: key, info: [], count: 8161) }
  }

  /// RFC 7914 §12, the third vector.
  @Test func scryptAgreesWithRFC7914() throws {
    let key = try Scrypt(logN: 14, r: 8, p: 1).deriveUnchecked(
      passphrase: SecureBytes("pleaseletmein".utf8), salt: [UInt8]("SodiumChloride".utf8), count: 64)
    #expect(
      Hex.encode(key.exposedCopy()) == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
  }

  @Test(arguments: [(13, 8, 1), (15, 7, 1), (15, 8, 0), (15, 8, 5), (19, 8, 1), (15, 255, 1), (255, 8, 1)])
  func scryptParametersAreLimitedBothWays(logN: UInt8, r: UInt8, p: UInt8) {
    #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) { try Scrypt(logN: logN, r: r, p: p) }
  }

  @Test func scryptWorksAtItsLargest() throws {
    let key = try Scrypt(logN: 18, r: 8, p: 1).derive(
      passphrase: SecureBytes([1]), salt: [UInt8](repeating: 0, count: 16), count: 32)
    #expect(key.count == 32)
  }
}

/// The bytes of a hexadecimal literal.
func bytes(_ text: String) throws -> [UInt8] { try #require(Hex.decode(text)) }
