import ByteCoding
import Testing

@testable import OpenSSL

struct HPKETests {
  /// From the test vectors published with RFC 9180: mode 0, KEM 0x0010, KDF 0x0001, AEAD 0x0002, sequence number 0.
  @Test func agreesWithRFC9180() throws {
    let recipient = try P256Scalar(
      SecureBytes(bytes("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2")))
    let ephemeral = try P256Scalar(
      SecureBytes(bytes("90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e")))
    let info = [UInt8]("Ode on a Grecian Urn".utf8)
    let message = try HPKE.seal(
      [UInt8]("Beauty is truth, truth beauty".utf8), to: recipient.publicPoint(), info: info,
      additionalData: [UInt8]("Count-0".utf8), ephemeral: ephemeral)
    #expect(
      try recipient.publicPoint().bytes
        == bytes(
          "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
            + "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c"))
    #expect(
      try message.enc
        == bytes(
          "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e"
            + "0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"))
    #expect(
      Hex.encode(message.ciphertext) == "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d2917424"
        + "65e902cd216f8908da49f8f96f")
    let opened = try HPKE.open(message, with: recipient, info: info, additionalData: [UInt8]("Count-0".utf8))
    #expect(opened == [UInt8]("Beauty is truth, truth beauty".utf8))
  }

  @Test func everySealingHasItsOwnEphemeralKey() throws {
    let point = try P256Scalar.random().publicPoint()
    let messages = try (0..<8).map { _ in try HPKE.seal([1, 2, 3], to: point, info: [], additionalData: []) }
    #expect(Set(messages.map(\.enc)).count == 8)
    #expect(messages.allSatisfy { $0.enc.count == 65 && $0.ciphertext.count == 19 })
  }

  @Test func anotherKeyInfoOrDataDoesNotOpen() throws {
    let key = try P256Scalar.random()
    let message = try HPKE.seal([1, 2, 3], to: key.publicPoint(), info: [1], additionalData: [2])
    #expect(try HPKE.open(message, with: key, info: [1], additionalData: [2]) == [1, 2, 3])
    let refusal = OpenSSLError(.authenticationFailed, zh: "", en: "")
    #expect(throws: refusal) { try HPKE.open(message, with: .random(), info: [1], additionalData: [2]) }
    #expect(throws: refusal) { try HPKE.open(message, with: key, info: [2], additionalData: [2]) }
    #expect(throws: refusal) { try HPKE.open(message, with: key, info: [1], additionalData: [1]) }
    let other = try HPKE.seal([1, 2, 3], to: key.publicPoint(), info: [1], additionalData: [2])
    let mixed = HPKE.SealedMessage(enc: other.enc, ciphertext: message.ciphertext)
    #expect(throws: refusal) { try HPKE.open(mixed, with: key, info: [1], additionalData: [2]) }
  }

  @Test func enumeratesNoSecondEncodingOfTheEphemeralKey() throws {
    let key = try P256Scalar.random()
    let message = try HPKE.seal([1], to: key.publicPoint(), info: [], additionalData: [])
    let parity = message.enc[64] & 1
    let refused: [[UInt8]] = [
      [0x06 + parity] + message.enc.dropFirst(), [0x02 + parity] + message.enc[1..<33], [0], [],
    ]
    for enc in refused {
      #expect(throws: OpenSSLError(.invalidPoint, zh: "", en: "")) {
        try HPKE.open(
          .init(enc: enc, ciphertext: message.ciphertext), with: key, info: [], additionalData: [])
      }
    }
  }
}
