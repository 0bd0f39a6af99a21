import ByteCoding
import OpenSSL
import Testing

@testable import TransparencyLog

struct CheckpointVectors: Decodable {
  struct Bad: Decodable {
    let why: String
    let note: String
  }

  let log: String
  let logSeed: String
  let witnesses: [String]
  let witnessSeeds: [String]
  let times: [UInt64]
  let size: UInt64
  let root: String
  let signed: String
  let cosigned: String
  let unreadable: [Bad]
  let refused: [Bad]
  let keysRefused: [String]

  func logKey() throws -> NoteKey { try NoteKey(verifierKey: log) }
  func witnessKeys() throws -> [NoteKey] { try witnesses.map { try NoteKey(verifierKey: $0) } }
  func checkpoint() throws -> Checkpoint { try Checkpoint(origin: origin, size: size, root: digest(root)) }
}

struct CheckpointTests {
  private let vector: CheckpointVectors

  init() throws {
    vector = try vectors("checkpoint")
  }

  @Test func keysHaveTheVectorsTexts() throws {
    #expect(try logSigner().key.verifierKey == vector.log)
    #expect(try vector.logKey().verifierKey == vector.log)
    #expect(try [1, 2].map { try witnessSigner($0).key } == vector.witnessKeys())
    for text in vector.keysRefused {
      #expect(code { _ = try NoteKey(verifierKey: text) } == .key, "\(text)")
    }
  }

  @Test func signingAndCosigningGiveTheVectorsBytes() throws {
    let signed = try SignedCheckpoint(vector.checkpoint(), signer: logSigner())
    #expect(signed.bytes == [UInt8](vector.signed.utf8))
    let lines = try zip([1, 2], vector.times).map {
      try witnessSigner($0).sign(signed.checkpoint, time: $1)
    }
    #expect(try signed.adding(lines.reversed()).bytes == [UInt8](vector.cosigned.utf8))
    #expect(try signed.adding(lines).adding(lines).bytes == [UInt8](vector.cosigned.utf8))
    #expect(try signed.adding(lines).withoutCosignatures == signed)
  }

  @Test func verifiesAndTellsTheTimes() throws {
    let checkpoint = try SignedCheckpoint(bytes: [UInt8](vector.cosigned.utf8))
    let cosignatures = try checkpoint.verify(log: vector.logKey(), witnesses: vector.witnessKeys())
    #expect(cosignatures.map(\.time) == vector.times)
    #expect(try cosignatures.map(\.key) == vector.witnessKeys())
    #expect(try checkpoint.checkpoint == vector.checkpoint())
  }

  @Test func formsThatWeDoNotWriteAreRefused() throws {
    for bad in vector.unreadable {
      let result = code { _ = try SignedCheckpoint(bytes: [UInt8](bad.note.utf8)) }
      #expect([.note, .checkpoint, .limit].contains(result), "\(bad.why)")
    }
    for count in vector.signed.utf8.indices {
      #expect(code { _ = try SignedCheckpoint(bytes: [UInt8](vector.signed.utf8[..<count])) } != nil)
    }
    #expect(code { _ = try SignedCheckpoint(bytes: [UInt8](repeating: 0x0A, count: 1 << 17)) } == .limit)
    #expect(code { _ = try SignedCheckpoint(bytes: [0xC3, 0x28, 0x0A, 0x0A, 0x0A]) } == .note)
  }

  @Test func signaturesThatDoNotHoldAreRefused() throws {
    for bad in vector.refused {
      let checkpoint = try SignedCheckpoint(bytes: [UInt8](bad.note.utf8))
      #expect(
        code { try checkpoint.verify(log: vector.logKey(), witnesses: vector.witnessKeys()) } != nil, "\(bad.why)")
    }
  }

  @Test func noFlippedBitPassesTheAuditor() throws {
    let good = [UInt8](vector.cosigned.utf8)
    let log = try vector.logKey()
    let witnesses = try vector.witnessKeys()
    var passed: [Int] = []
    for place in good.indices {
      for bit in 0..<8 {
        var altered = good
        altered[place] ^= 1 << bit
        if code({ try SignedCheckpoint(bytes: altered).verify(log: log, witnesses: witnesses) }) == nil {
          passed.append(place)
        }
      }
    }
    #expect(passed == [])
  }

  @Test func ordinaryClientsPassOverStrangersOnly() throws {
    let cosigned = try SignedCheckpoint(bytes: [UInt8](vector.cosigned.utf8))
    let first = try [vector.witnessKeys()[0]]
    #expect(code { try cosigned.verify(log: vector.logKey(), witnesses: first) } == .note)
    #expect(
      try cosigned.verify(log: vector.logKey(), witnesses: first, unknownLines: .ignored).map(\.time)
        == [vector.times[0]])
  }

  @Test func aLogsKeyIsNoWitnessAndNamesItsOrigin() throws {
    let other = try NoteSigner(name: "other.example", type: .ed25519, privateKey: privateKey(1))
    #expect(code { _ = try SignedCheckpoint(vector.checkpoint(), signer: other) } == .key)
    let asWitness = try NoteSigner(name: origin, type: .cosignatureV1, privateKey: privateKey(1))
    #expect(code { _ = try SignedCheckpoint(vector.checkpoint(), signer: asWitness) } == .key)
    #expect(try asWitness.key.keyID != logSigner().key.keyID)
    let signed = try SignedCheckpoint(vector.checkpoint(), signer: logSigner())
    #expect(code { try signed.verify(log: asWitness.key) } == .checkpoint)
  }
}
