import ByteCoding
import OpenSSL
import Testing

@testable import TransparencyLog

private struct EnvelopeVectors: Decodable {
  struct PAE: Decodable {
    let payloadType: String
    let payload: String
    let pae: String
  }

  struct Bad: Decodable {
    let why: String
    let envelope: String
  }

  let payload: String
  let payloadType: String
  let pae: String
  let recordDigest: String
  let seeds: [String]
  let publicKeys: [String]
  let keyids: [String]
  let envelope: String
  let paeOnly: [PAE]
  let unreadable: [Bad]
  let refused: [Bad]

  func signers() throws -> [VerificationKey] {
    try publicKeys.map { try VerificationKey(suite: "ed25519", raw: bytes($0)) }
  }
}

struct EnvelopeTests {
  private let vector: EnvelopeVectors

  init() throws {
    vector = try vectors("envelope")
  }

  @Test func preAuthenticationEncodingIsDSSEs() throws {
    for case let example in vector.paeOnly {
      #expect(try Envelope.pae(payloadType: example.payloadType, payload: bytes(example.payload)) == bytes(example.pae))
    }
    #expect(try Envelope.pae(payloadType: vector.payloadType, payload: bytes(vector.payload)) == bytes(vector.pae))
  }

  @Test func signingGivesTheVectorsBytes() throws {
    let keys = try vector.seeds.map {
      SigningKey.ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(bytes($0))))
    }
    let envelope = try Envelope(payloadType: vector.payloadType, payload: bytes(vector.payload), signedBy: keys)
    #expect(envelope.bytes == [UInt8](vector.envelope.utf8))
    #expect(try envelope.recordDigest == digest(vector.recordDigest))
    #expect(envelope.signatures.map(\.keyID.text) == vector.keyids)
  }

  @Test func readsBackAndVerifies() throws {
    let envelope = try Envelope(bytes: [UInt8](vector.envelope.utf8))
    #expect(envelope.bytes == [UInt8](vector.envelope.utf8))
    #expect(try envelope.payload == bytes(vector.payload))
    try envelope.verify(signers: vector.signers())
  }

  @Test func everyOtherTextIsRefused() throws {
    for bad in vector.unreadable {
      #expect(code { _ = try Envelope(bytes: [UInt8](bad.envelope.utf8)) } == .envelope, "\(bad.why)")
    }
    #expect(code { _ = try Envelope(bytes: []) } == .envelope)
    #expect(code { _ = try Envelope(bytes: [0xFF, 0xFE]) } == .envelope)
    for count in vector.envelope.utf8.indices {
      #expect(code { _ = try Envelope(bytes: [UInt8](vector.envelope.utf8[..<count])) } == .envelope)
    }
  }

  @Test func signaturesAreExactlyThoseAskedFor() throws {
    let signers = try vector.signers()
    for bad in vector.refused {
      let envelope = try Envelope(bytes: [UInt8](bad.envelope.utf8))
      #expect([.signers, .signature].contains(code { try envelope.verify(signers: signers) }), "\(bad.why)")
    }
    let envelope = try Envelope(bytes: [UInt8](vector.envelope.utf8))
    #expect(code { try envelope.verify(signers: []) } == .signers)
    #expect(code { try envelope.verify(signers: signers.reversed()) } == .signers)
    #expect(code { try envelope.verify(signers: [signers[0]]) } == .signers)
  }

  /// Whatever byte is altered, the envelope is another or none: never the same record under other bytes with all
  /// signatures valid.
  @Test func noFlippedBitPasses() throws {
    let signers = try vector.signers()
    let good = [UInt8](vector.envelope.utf8)
    var passed: [Int] = []
    for place in good.indices {
      for bit in 0..<8 {
        var altered = good
        altered[place] ^= 1 << bit
        if code({ try Envelope(bytes: altered).verify(signers: signers) }) == nil { passed.append(place) }
      }
    }
    #expect(passed == [])
  }

  @Test func recordDigestDoesNotDependOnSignatures() throws {
    let one = try Envelope(payloadType: "t", payload: [1], signedBy: [.ed25519(privateKey(5))])
    let other = try Envelope(payloadType: "t", payload: [1], signedBy: [.ed25519(privateKey(6))])
    #expect(one.recordDigest == other.recordDigest)
    #expect(one.bytes != other.bytes)
  }

  @Test func anEnvelopeFitsALogEntry() throws {
    let key = try [SigningKey.ed25519(privateKey(5))]
    #expect(throws: Never.self) {
      try Envelope(payloadType: "t", payload: [UInt8](repeating: 0, count: 48_000), signedBy: key)
    }
    #expect(
      code { _ = try Envelope(payloadType: "t", payload: [UInt8](repeating: 0, count: 49_152), signedBy: key) }
        == .envelope)
  }

  @Test func unknownSuitesAndUnsafeKeysAreRefused() {
    #expect(code { _ = try VerificationKey(suite: "sm2", raw: []) } == .key)
    #expect(code { _ = try VerificationKey(suite: "ed25519", raw: [1] + [UInt8](repeating: 0, count: 31)) } == .key)
  }
}
