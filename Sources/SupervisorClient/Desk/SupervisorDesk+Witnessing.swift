import ByteCoding
import OpenSSL
import Panel
import Sealing
package import SessionClient
import TransparencyLog
package import WireProtocol

extension SupervisorDesk {
  /// Cosigns the checkpoint that was verified last. What was signed is kept before the line leaves this machine.
  ///
  /// - Parameter now: seconds since 1970-01-01 UTC.
  /// - Returns: how many cosignatures the checkpoint has, and how many make a quorum.
  /// - Throws: `ClientError.refused` while a deposit that this home knows is kept out of a closed log; `LogError` for a
  ///   checkpoint that does not continue the one cosigned last.
  package mutating func cosign(_ link: some SessionLink, now: UInt64) async throws -> CosignatureProgress {
    guard let head, let latest = head.latest, let session = state.session?.record else {
      throw ClientError(.waiting, zh: "日志是空的", en: "the log is empty")
    }
    if state.closed != nil { try demandDepositsLogged() }
    var witness = WitnessState(log: head.keys.log, last: try lastCosigned())
    let oldSize = witness.last?.checkpoint.size ?? 0
    let hashes =
      oldSize > 0 && oldSize < latest.checkpoint.size
      ? try await link.consistency(oldSize..<latest.checkpoint.size) : []
    let request = WitnessRequest(oldSize: oldSize, hashes: hashes, checkpoint: try latest.withoutCosignatures)
    guard case .cosigned(let line) = try witness.answer(request, signer: keys.witness(of: session), time: now),
      let last = witness.last
    else { preconditionFailure("the request names the witness's own last size") }
    try store.write(last.bytes, to: Self.witnessName)
    return try await link.cosign(Cosignature(size: latest.checkpoint.size, line: line.line))
  }

  func lastCosigned() throws -> SignedCheckpoint? {
    try store.read(Self.witnessName).map { try SignedCheckpoint(bytes: $0) }
  }

  /// Entries that this supervisor has cosigned.
  package var cosignedSize: UInt64 {
    get throws { try lastCosigned()?.checkpoint.size ?? 0 }
  }

  /// The index of the last record that counts only under a quorum of cosignatures.
  package var lastWeightyIndex: Int64 {
    let indices: [Int64?] = [
      state.session?.index, state.roster?.index, state.keysets.values.map(\.index).max(), state.exclusions?.index,
      state.assignment?.index, state.started?.index, state.closed?.index, state.unsealing?.index,
      state.rankings.values.map(\.index).max(), state.reveal?.index, state.seal?.index,
    ]
    return indices.compactMap { $0 }.max() ?? 0
  }

  // MARK: - Beacon

  /// Whether the nonce may be revealed now: its input stands under a quorum, and it is not in the log yet.
  package var owesBeacon: Bool {
    guard state.phase == .preparing, let exclusions = state.exclusions, let roster = state.roster, let head,
      state.beacons[keys.code] == nil
    else { return false }
    let committed = state.enrolments.values.contains { $0.record.code == keys.code && $0.index < exclusions.index }
    return committed && UInt64(max(exclusions.index, roster.index)) < head.cosignedSize
  }

  /// Reveals the nonce for the draw.
  package mutating func revealBeacon(_ link: some SessionLink) async throws {
    guard let exclusions = state.exclusions else { return }
    let beacon = Beacon(
      session: membership.session, by: [keys.code], purpose: .assignment, input: exclusions.digest,
      nonce: membership.nonce)
    _ = try await submit(.beacon(beacon), link)
    try await synchronize(link)
  }

  // MARK: - Own records

  /// Hands in a record of this supervisor and checks the receipt.
  func submit(_ record: Record, _ link: some SessionLink) async throws -> RecordReceipt {
    let signed = try SignedRecord(record, keys: [keys.signingKey])
    let receipt = try await link.submit(signed.envelope.bytes)
    guard receipt.record == signed.digest, let head else {
      throw ClientError(.dishonest, zh: "服务器的回执属于另一条记录", en: "the receipt is of another record")
    }
    let checkpoint = try SignedCheckpoint(bytes: receipt.checkpoint)
    try LogProof(
      InclusionProof(index: receipt.index, treeSize: checkpoint.checkpoint.size, hashes: receipt.inclusionProof),
      checkpoint: checkpoint
    ).verify(
      entry: signed.envelope.bytes, log: head.keys.log, witnesses: head.keys.witnesses, unknownLines: .ignored)
    return receipt
  }

  // MARK: - Deposits

  private static var depositPrefix: String { "deposit." }

  /// Takes an envelope that the coordinator did not answer, keeps it, and enters its deposit.
  ///
  /// - Returns: its place in the log.
  /// - Throws: `ClientError.refused` for what is no record of a reviewer of this session.
  package mutating func deposit(_ envelope: [UInt8], now: Int64, _ link: some SessionLink) async throws -> UInt64 {
    let signed = try SignedRecord(entry: envelope)
    switch signed.record {
    case .sheet, .recusal, .final, .dispute:
      guard signed.record.payload.session == membership.session else { throw wrongSession() }
      _ = try signed.verified(signers: state.signers(of: signed.record))
    default:
      throw ClientError(
        .refused, zh: "只能寄存评审专家签署的记录（评分表、回避、终了确认、异议）",
        en: "only a reviewer's sheet, recusal, final or dispute is deposited"
      )
    }
    let digest = SHA256.hash(envelope)
    try store.write(envelope, to: Self.depositPrefix + digest.description)
    try mirror.keep(envelope, digest: digest)
    let record = Deposit(session: membership.session, by: [keys.code], blob: digest, receivedAt: now)
    return try await submit(.deposit(record), link).index
  }

  /// - Throws: `ClientError.refused` naming a deposit of this home that the log does not hold, or whose record it does
  ///   not hold.
  func demandDepositsLogged() throws {
    for name in try store.names(prefix: Self.depositPrefix) {
      guard let envelope = try store.read(name) else { continue }
      let record = try Envelope(bytes: envelope).recordDigest
      let digest = SHA256.hash(envelope)
      guard state.deposits.contains(where: { $0.record.blob == digest }), logged.contains(record) else {
        throw ClientError(
          .refused,
          zh: "寄存在您这里的一份记录（\(digest.description.prefix(16))…）还没有计入日志；计入之前不见证截止，也不交付份额",
          en: """
            a record deposited with you (\(digest.description.prefix(16))…) is not in the log; until it is, the close \
            is not cosigned and no share is released
            """)
      }
    }
  }
}
