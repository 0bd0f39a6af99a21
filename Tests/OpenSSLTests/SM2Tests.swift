import ByteCoding
import Testing

@testable import OpenSSL

struct SM2Tests {
  /// GB/T 32918.5-2017, appendix A.2.
  static let scalar = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
  static let point =
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
  static let signature =
    "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    + "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
  static let message = [UInt8]("message digest".utf8)

  @Test func verifiesTheExampleOfTheStandard() throws {
    let key = try SM2PrivateKey(rawScalar: SecureBytes(bytes(SM2Tests.scalar)))
    #expect(try key.publicKey.raw == bytes(SM2Tests.point))
    let signature = try bytes(SM2Tests.signature)
    #expect(key.publicKey.isValid(signature: signature, for: SM2Tests.message))
    #expect(!key.publicKey.isValid(signature: signature, for: SM2Tests.message + [0]))
  }

  @Test func theUserIDIsPartOfTheSignature() throws {
    let key = try SM2PrivateKey.generate()
    let byDefault = try key.sign(SM2Tests.message)
    let named = try key.sign(SM2Tests.message, userID: [UInt8]("R3".utf8))
    #expect(key.publicKey.isValid(signature: byDefault, for: SM2Tests.message))
    #expect(key.publicKey.isValid(signature: byDefault, for: SM2Tests.message, userID: SM2.defaultUserID))
    #expect(!key.publicKey.isValid(signature: byDefault, for: SM2Tests.message, userID: []))
    #expect(!key.publicKey.isValid(signature: named, for: SM2Tests.message))
    #expect(key.publicKey.isValid(signature: named, for: SM2Tests.message, userID: [UInt8]("R3".utf8)))
  }

  @Test func onlyStrictDERIsASignature() throws {
    let key = try SM2PublicKey(raw: bytes(SM2Tests.point))
    let signature = try bytes(SM2Tests.signature)
    let refused: [[UInt8]] = [
      [], signature + [0], Array(signature.dropLast()),
      // The length in two bytes, as BER allows.
      [0x30, 0x81, 0x46] + signature.dropFirst(2),
      // r with one more leading zero.
      [0x30, 0x47, 0x02, 0x22, 0x00] + signature[4...],
    ]
    for other in refused { #expect(!key.isValid(signature: other, for: SM2Tests.message)) }
  }

  @Test func otherEncodingsOfPointsAndScalarsAreRefused() throws {
    let point = try bytes(SM2Tests.point)
    let refused: [[UInt8]] = [[0x07] + point.dropFirst(), [0x03] + point[1..<33], [0], []]
    for encoding in refused {
      #expect(throws: OpenSSLError.self) { try SM2PublicKey(raw: encoding) }
    }
    // n, n − 1 and 0
    for scalar in [
      "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123",
      "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", String(repeating: "00", count: 32),
    ] {
      #expect(throws: OpenSSLError.self) { try SM2PrivateKey(rawScalar: SecureBytes(bytes(scalar))) }
    }
  }
}
