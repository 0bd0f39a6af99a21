package import ByteCoding
import CanonicalJSON
package import OpenSSL
package import Panel

/// The fold with everything that takes computing: signatures, digests, points. What the server admits, what a client
/// believes and what the auditor accepts pass through here.
package struct SessionFold: Sendable {
  package private(set) var state = SessionState()

  package init() {}

  package init(resuming state: SessionState) {
    self.state = state
  }

  /// Verifies and admits one entry.
  ///
  /// - Throws: `SealingError` or `StateError`; nothing has changed then.
  @discardableResult
  package mutating func append(
    _ entry: [UInt8], index: Int64, lists: some ListSource
  ) throws -> SignedRecord {
    let signed = try SignedRecord(entry: entry)
    try append(signed, index: index, lists: lists)
    return signed
  }

  package mutating func append(_ signed: SignedRecord, index: Int64, lists: some ListSource) throws {
    try append(signed.verified(signers: state.signers(of: signed.record)), index: index, lists: lists)
  }

  /// - Throws: `StateError.wrongSigners` when the record was verified under other keys than it needs now.
  package mutating func append(_ verified: VerifiedRecord, index: Int64, lists: some ListSource) throws {
    let signed = verified.signed
    guard try state.signers(of: signed.record) == verified.signers else {
      throw StateError(.wrongSigners, zh: "签名人的钥匙已更换", en: "a signer's key has changed meanwhile")
    }
    try checkContent(of: signed)
    try state.apply(signed.record, digest: signed.digest, index: index, lists: lists, keyDigest: \.digest)
  }

  /// Admits an entry of one's own log again, whose signatures were verified when it came and whose place the log's
  /// root proves.
  @discardableResult
  package mutating func replay(_ entry: [UInt8], index: Int64, lists: some ListSource) throws -> SignedRecord {
    let signed = try SignedRecord(entry: entry)
    try state.apply(signed.record, digest: signed.digest, index: index, lists: lists, keyDigest: \.digest)
    return signed
  }

  /// What takes computing, signatures aside.
  private func checkContent(of signed: SignedRecord) throws {
    switch signed.record {
    case .session(let session):
      for key in session.keys { _ = try key.key.verificationKey }
    case .keyset(let keyset): try check(keyset)
    case .beacon(let beacon): try check(beacon)
    case .assignment(let assignment): try check(assignment)
    case .sheet(let sheet): try checkPoint(sheet.enc)
    case .keyShare(let share): try check(share)
    case .unsealing(let unsealing): try check(unsealing)
    case .reveal, .enrolment, .keyChange, .roster, .handOver, .application, .bundle, .exclusions, .escrow,
      .redactionDecision, .withdrawal, .scoringStarted, .amendment, .closeExtension, .recusal, .final, .deposit,
      .incident, .scoringClosed, .ranking, .dispute, .ruling, .decision, .selection, .abandoned, .seal:
      break
    }
  }

  private func checkPoint(_ bytes: [UInt8]) throws {
    do {
      _ = try P256Point(bytes)
    } catch {
      throw SealingError(.mismatch, zh: "不是 P-256 曲线上的点", en: "not a point on P-256")
    }
  }

  private func check(_ keyset: Keyset) throws {
    for point in keyset.commitments { try checkPoint(point.bytes) }
    let commitments = try keyset.commitments.map { try P256Point($0.bytes) }
    for holder in keyset.holders {
      let expected = try SecretSharing.publicPoint(index: Int(holder.index), commitments: commitments)
      guard expected.bytes == holder.point.bytes else {
        throw SealingError(
          .mismatch, zh: "\(holder.code) 的份额公开点与承诺不符",
          en: "the public point of \(holder.code) does not follow from the commitments")
      }
    }
  }

  private func check(_ beacon: Beacon) throws {
    let enrolment = state.enrolments.values.first { $0.record.role == .supervisor && $0.record.code == beacon.by.first }
    guard let enrolment, SHA256.hash(beacon.nonce.bytes) == enrolment.record.nonce else {
      throw SealingError(
        .mismatch, zh: "随机数与登记时的承诺不符", en: "the nonce is not the one committed to at enrolment")
    }
  }

  private func check(_ assignment: Assignment) throws {
    guard assignment.seed == state.assignmentSeed else {
      throw SealingError(.mismatch, zh: "分派所用种子有误", en: "the assignment's seed is not that of the beacons")
    }
  }

  private func check(_ share: KeyShare) throws {
    guard let keyset = state.keysets[SessionState.KeysetID(.marks)]?.record,
      let holder = keyset.holders.first(where: { $0.code == share.by.first })
    else { throw SealingError(.missing, zh: "没有评分密钥组", en: "there is no marks keyset") }
    let scalar = try? P256Scalar(SecureBytes(share.share))
    guard let scalar, try scalar.publicPoint().bytes == holder.point.bytes else {
      throw SealingError(
        .mismatch, zh: "\(holder.code) 的密钥份额不正确", en: "the share of \(holder.code) is wrong")
    }
  }

  private func check(_ unsealing: Unsealing) throws {
    guard let keyset = state.keysets[SessionState.KeysetID(.marks)]?.record, let opening = keyset.commitments.first
    else { throw SealingError(.missing, zh: "没有评分密钥组", en: "there is no marks keyset") }
    let scalar = try? P256Scalar(SecureBytes(unsealing.privateKey))
    guard let scalar, try scalar.publicPoint().bytes == opening.bytes else {
      throw SealingError(.mismatch, zh: "公布的私钥与密钥组不符", en: "the private key does not belong to the keyset")
    }
  }
}

extension SessionState {
  /// The seed of the assignment: from the exclusions and every supervisor's nonce; nil before there are exclusions.
  package var assignmentSeed: Digest? {
    guard let session, let exclusions else { return nil }
    let nonces = supervisors.map { beacons[$0.code]?.record.nonce ?? .zero }
    return Seed.derive(purpose: .assignment, session: session.digest, input: exclusions.digest, nonces: nonces)
  }

  /// The private key of the marks keyset from the shares in the log.
  ///
  /// - Throws: `SealingError.missing` with fewer than t shares; `OpenSSLError`.
  package func rebuiltMarksKey() throws -> P256Scalar {
    guard let keyset = keysets[KeysetID(.marks)]?.record, keyShares.count >= keyset.threshold else {
      throw SealingError(.missing, zh: "密钥份额不足", en: "not enough key shares")
    }
    let shares = try keyShares.values.sorted { $0.record.index < $1.record.index }
      .prefix(Int(keyset.threshold))
      .map { SecretSharing.Share(index: Int($0.record.index), value: try P256Scalar(SecureBytes($0.record.share))) }
    return try SecretSharing.combine(Array(shares), commitments: keyset.commitments.map { try P256Point($0.bytes) })
  }
}
