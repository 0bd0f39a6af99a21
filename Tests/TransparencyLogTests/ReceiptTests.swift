import ByteCoding
import Testing

@testable import TransparencyLog

private struct ProofVectors: Decodable {
  struct One: Decodable {
    let entry: String
    let proof: String
  }

  struct Bad: Decodable {
    let why: String
    let proof: String
  }

  struct Exchange: Decodable {
    let seen: String
    let request: String
    let time: UInt64
    let answer: String
    let first: String
  }

  let index: UInt64
  let entry: String
  let proof: String
  let one: One
  let shortCodeLeaf: String
  let unreadable: [Bad]
  let refused: [Bad]
  let witness: Exchange
}

struct ReceiptTests {
  private let vector: ProofVectors
  private let keys: CheckpointVectors

  init() throws {
    vector = try vectors("proof")
    keys = try vectors("checkpoint")
  }

  @Test func receiptsFromTilesAreTheVectors() throws {
    var reader = try filledStore(600).tileReader(size: 600)
    let checkpoint = try SignedCheckpoint(bytes: [UInt8](keys.cosigned.utf8))
    let receipt = LogProof(try reader.inclusionProof(index: vector.index, size: 600), checkpoint: checkpoint)
    #expect(receipt.bytes == [UInt8](vector.proof.utf8))
    #expect(try LogProof(bytes: receipt.bytes) == receipt)
  }

  @Test func aReceiptIsVerifiedOffline() throws {
    let receipt = try LogProof(bytes: [UInt8](vector.proof.utf8))
    let cosignatures = try receipt.verify(
      entry: bytes(vector.entry), log: keys.logKey(), witnesses: keys.witnessKeys())
    #expect(cosignatures.count == 2)
    #expect(
      code { try receipt.verify(entry: entry(43), log: keys.logKey(), witnesses: keys.witnessKeys()) } == .proof)
    let one = try LogProof(bytes: [UInt8](vector.one.proof.utf8))
    try one.verify(entry: bytes(vector.one.entry), log: keys.logKey())
    #expect(one.hashes.isEmpty)
  }

  @Test func otherReceiptsAreRefused() throws {
    for bad in vector.unreadable {
      #expect(code { _ = try LogProof(bytes: [UInt8](bad.proof.utf8)) } != nil, "\(bad.why)")
    }
    for bad in vector.refused {
      let receipt = try LogProof(bytes: [UInt8](bad.proof.utf8))
      let result = code {
        try receipt.verify(entry: bytes(vector.entry), log: keys.logKey(), witnesses: keys.witnessKeys())
      }
      #expect(result == .proof, "\(bad.why)")
    }
    for count in vector.proof.utf8.indices {
      let receipt = code {
        try LogProof(bytes: [UInt8](vector.proof.utf8[..<count]))
          .verify(entry: bytes(vector.entry), log: keys.logKey(), witnesses: keys.witnessKeys())
      }
      // Cut after a whole signature line, a receipt is one with fewer cosignatures.
      #expect(receipt != nil || vector.proof.utf8[..<count].last == 0x0A)
    }
  }

  @Test func theShortCodeIsReadAloud() throws {
    let code = try LogProof.shortCode(entry: bytes(vector.entry))
    #expect(code.split(separator: "-").map(\.count) == [4, 4, 4, 4])
    #expect(try Crockford32.decode(code) == bytes(vector.shortCodeLeaf))
  }
}

struct WitnessTests {
  private let vector: ProofVectors
  private let keys: CheckpointVectors

  init() throws {
    vector = try vectors("proof")
    keys = try vectors("checkpoint")
  }

  private func seen() throws -> SignedCheckpoint { try SignedCheckpoint(bytes: [UInt8](vector.witness.seen.utf8)) }
  private func request() throws -> WitnessRequest { try WitnessRequest(bytes: [UInt8](vector.witness.request.utf8)) }

  @Test func theRequestIsTheVectors() throws {
    var reader = try filledStore(600).tileReader(size: 600)
    let made = WitnessRequest(
      oldSize: 257, hashes: try reader.consistencyProof(from: 257, to: 600).hashes,
      checkpoint: try SignedCheckpoint(bytes: [UInt8](keys.signed.utf8)))
    #expect(made.bytes == [UInt8](vector.witness.request.utf8))
    #expect(try request() == made)
  }

  @Test func aWitnessFollowsTheLog() throws {
    var state = try WitnessState(log: keys.logKey(), last: seen())
    let answer = try state.answer(request(), signer: witnessSigner(1), time: vector.witness.time)
    guard case .cosigned(let line) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(line.line + "\n" == vector.witness.answer)
    #expect(state.last?.checkpoint.size == 600)
    let again = try WitnessRequest(oldSize: 600, hashes: [], checkpoint: request().checkpoint)
    #expect(try state.answer(again, signer: witnessSigner(1), time: vector.witness.time) == answer)
  }

  @Test func atFirstContactThereIsNothingToProve() throws {
    var state = WitnessState(log: try keys.logKey())
    #expect(try state.answer(request(), signer: witnessSigner(1), time: 1) == .conflict(lastSize: 0))
    let first = try WitnessRequest(bytes: [UInt8](vector.witness.first.utf8))
    guard case .cosigned = try state.answer(first, signer: witnessSigner(1), time: 1) else {
      Issue.record("refused")
      return
    }
    let withHashes = WitnessRequest(oldSize: 0, hashes: [MerkleTree.emptyRoot], checkpoint: first.checkpoint)
    var fresh = WitnessState(log: try keys.logKey())
    #expect(code { _ = try fresh.answer(withHashes, signer: witnessSigner(1), time: 1) } == .proof)
  }

  @Test func aRollbackMeetsTheWitnesssMemory() throws {
    var state = WitnessState(log: try keys.logKey(), last: try request().checkpoint)
    let back = WitnessRequest(oldSize: 257, hashes: [], checkpoint: try seen())
    #expect(try state.answer(back, signer: witnessSigner(1), time: 1) == .conflict(lastSize: 600))
    let lying = WitnessRequest(oldSize: 600, hashes: [], checkpoint: try seen())
    #expect(code { _ = try state.answer(lying, signer: witnessSigner(1), time: 1) } == .proof)
    #expect(state.last?.checkpoint.size == 600)
  }

  @Test func aForkIsNeverCosigned() throws {
    let store = MemoryLogStore()
    var writer = try LogWriter(store: store, signer: logSigner())
    _ = try writer.append((0..<600).map { pending($0 == 3 ? 7_000 : $0) })
    let fork = try #require(store.latestCheckpoint())
    var reader = store.tileReader(size: 600)
    var state = try WitnessState(log: keys.logKey(), last: seen())
    let offered = WitnessRequest(
      oldSize: 257, hashes: try reader.consistencyProof(from: 257, to: 600).hashes, checkpoint: fork)
    #expect(code { _ = try state.answer(offered, signer: witnessSigner(1), time: 1) } == .proof)
    #expect(state.last?.checkpoint.size == 257)
    var atSameSize = try WitnessState(log: keys.logKey(), last: request().checkpoint)
    let same = WitnessRequest(oldSize: 600, hashes: [], checkpoint: fork)
    #expect(code { _ = try atSameSize.answer(same, signer: witnessSigner(1), time: 1) } == .conflict)
  }

  @Test func aWitnessNeedsAWitnesssKeyAndATime() throws {
    var state = try WitnessState(log: keys.logKey(), last: seen())
    #expect(code { _ = try state.answer(request(), signer: logSigner(), time: 1) } == .key)
    #expect(code { _ = try state.answer(request(), signer: witnessSigner(1), time: 0) } == .key)
  }
}
