import ByteCoding
import Foundation
import NIOCore
import OpenSSL
import Panel
import Sealing
import TransparencyLog
package import WireProtocol

/// Answers what reviewers and supervisors ask over the wire.
///
/// What a role may read: supervisors everything; reviewers control records, their own records, the roster, and the
/// bundles assigned to them.
package struct SessionHandler: RequestHandler {
  private let coordinator: Coordinator
  private let enrolment: EnrolmentDesk
  private let receipts: ReceiptDesk

  package init(coordinator: Coordinator, credentials: ServerCredentials) {
    self.coordinator = coordinator
    receipts = ReceiptDesk(store: coordinator.sequencer.store)
    enrolment = EnrolmentDesk(coordinator: coordinator, credentials: credentials, receipts: receipts)
  }

  private var sequencer: LogSequencer { coordinator.sequencer }
  private var store: any LogStore { coordinator.sequencer.store }

  package func admit(_ peer: PeerIdentity, hello: Hello) async throws -> Welcome {
    if let session = hello.session, session != coordinator.session {
      throw WireRefusal(
        .wrongSession, zh: "服务器上是另一场评审，请核对邀请", en: "this server runs another session; check your invitation")
    }
    let role: PeerRole
    if let certificate = peer.certificate {
      let caller = try await caller(certificate)
      role = caller.role == .supervisor ? .supervisor : .reviewer
    } else {
      role = .candidate
    }
    return Welcome(
      session: coordinator.session, software: "plumbline-coordinator", phase: await sequencer.state.phase.rawValue,
      checkpoint: try await welcomeCheckpoint(), code: peer.certificate?.code ?? "", role: role)
  }

  private struct Caller {
    let code: Code
    let role: Role
  }

  /// Who holds a certificate: checked at every request, so that a revocation takes effect at once.
  private func caller(_ certificate: PeerIdentity.Certificate) async throws -> Caller {
    guard let code = Code(certificate.code), let role = await sequencer.enrolled(code, tls: certificate.publicKey),
      !(await coordinator.revocations.contains(certificate.publicKey))
    else {
      throw WireRefusal(
        .notAdmitted, zh: "证书不属于本场评审或已吊销", en: "the certificate is not, or no longer, one of this session")
    }
    return Caller(code: code, role: role)
  }

  package func left(_ peer: PeerIdentity) async {}

  package func handle(_ request: WireRequest, from peer: PeerIdentity) async throws -> Reply {
    guard let certificate = peer.certificate else {
      guard case .enrol(let asked) = request else {
        throw WireRefusal(.forbidden, zh: "登记之前不能进行其他操作", en: "enrol first")
      }
      return .answer(.enrolled(try await enrolment.enrol(asked, exporter: peer.enrolmentExporter)))
    }
    let caller = try await caller(certificate)
    do {
      return try await answer(request, to: caller)
    } catch let error as StateError {
      throw WireRefusal(
        error.code == .wrongPhase ? .wrongPhase : .refused, zh: error.zh, en: error.en, detail: error.code.rawValue)
    } catch let error as SealingError {
      throw WireRefusal(.refused, zh: error.zh, en: error.en, detail: error.code.rawValue)
    } catch let error as CoordinatorError {
      throw WireRefusal(.refused, zh: error.zh, en: error.en, detail: error.code.rawValue)
    } catch let error as LogError where error.code == .limit {
      throw WireRefusal(.busy, zh: error.zh, en: error.en, retriable: true)
    } catch let error as LogError where error.code == .missing {
      throw WireRefusal(.notFound, zh: error.zh, en: error.en)
    }
  }

  private func answer(_ request: WireRequest, to caller: Caller) async throws -> Reply {
    switch request {
    case .enrol:
      throw WireRefusal(.forbidden, zh: "已经登记", en: "you are enrolled already")
    case .submit(let envelope):
      return .answer(.accepted(try await submit(envelope, from: caller)))
    case .checkpoint:
      return .answer(.checkpoint(try latestCheckpoint()))
    case .consistency(let old, let new):
      try demandSigned(new)
      var reader = store.tileReader(size: new)
      return .answer(.consistency(try reader.consistencyProof(from: old, to: new).hashes))
    case .inclusion(let index, let size):
      try demandSigned(size)
      var reader = store.tileReader(size: size)
      return .answer(.inclusion(try reader.inclusionProof(index: index, size: size).hashes))
    case .entries(let start, let count):
      try demandSupervisor(caller)
      return .answer(.entries(try entries(from: start, count: count)))
    case .tile(let path):
      return .answer(.tile(try tile(path)))
    case .ownRecords(let from):
      let indices = await sequencer.records(of: caller.code, from: Int64(clamping: from), limit: RecordPages.limit + 1)
      return .answer(.ownRecords(try page(indices)))
    case .controlRecords(let from):
      let indices = await sequencer.controlRecords(from: Int64(clamping: from), limit: RecordPages.limit + 1)
      return .answer(.controlRecords(try page(indices)))
    case .blob(let range):
      return .blob(try await blob(range, for: caller))
    case .assignments(let from):
      return .answer(.assignments(await assignments(of: caller.code, from: from)))
    case .proposals(let from):
      try demandSupervisor(caller)
      return .answer(.proposals(try await proposals(from: from)))
    case .sign(let signature):
      try demandSupervisor(caller)
      return .answer(.signed(try await sign(signature)))
    case .cosign(let cosignature):
      try demandSupervisor(caller)
      return .answer(.cosigned(try await cosign(cosignature, by: caller.code)))
    case .status:
      return .answer(.status(await status(for: caller)))
    }
  }

  // MARK: - Records

  private func submit(_ envelope: [UInt8], from caller: Caller) async throws -> RecordReceipt {
    let signed = try SignedRecord(entry: envelope)
    guard signed.record.payload.by == [caller.code] else {
      throw WireRefusal(.forbidden, zh: "只能提交本人签名的记录", en: "you can hand in your own records only")
    }
    guard RecordPages.mayBeSubmitted(signed.record) else {
      throw WireRefusal(.forbidden, zh: "此类记录不能这样提交", en: "a record of this kind is not handed in this way")
    }
    let placed: LogSequencer.Placed
    do {
      placed = try await sequencer.submit(signed)
    } catch let error as StateError {
      throw try signedRefusal(
        of: signed.digest, error.code == .wrongPhase ? .wrongPhase : .refused, zh: error.zh, en: error.en,
        reason: error.code.rawValue)
    } catch let error as SealingError {
      throw try signedRefusal(of: signed.digest, .refused, zh: error.zh, en: error.en, reason: error.code.rawValue)
    }
    return try await receipts.receipt(placed)
  }

  /// A refusal that its receiver can show to anybody.
  private func signedRefusal(
    of request: Digest, _ code: WireRefusal.Code, zh: String, en: String, reason: String
  ) throws -> WireRefusal {
    let head = try store.latestCheckpoint()?.checkpoint
    let refusal = SignedRefusal(
      session: coordinator.session, by: [Role.coordinatorCode], request: request, reason: reason,
      seen: Seen(size: Int64(head?.size ?? 0), root: head?.root ?? .zero))
    return WireRefusal(
      code, zh: zh, en: en, detail: reason, refusal: try refusal.signed(by: coordinator.key))
  }

  /// The newest checkpoint under a quorum of cosignatures: a reviewer seals only to what stands under one, and while
  /// sheets come in the newest of all has none. Before there is one, the newest.
  private func welcomeCheckpoint() async throws -> [UInt8] {
    guard let quorum = await sequencer.state.session?.record.quorum else { return try latestCheckpoint() }
    for size in try store.cosignedSizes().reversed() where try store.cosignatures(size: size).count >= quorum {
      return try store.cosignedCheckpoint(size: size)?.bytes ?? []
    }
    return try latestCheckpoint()
  }

  private func latestCheckpoint() throws -> [UInt8] {
    guard let size = try store.latestCheckpoint()?.checkpoint.size else { return [] }
    return try store.cosignedCheckpoint(size: size)?.bytes ?? []
  }

  private func demandSigned(_ size: UInt64) throws {
    guard try store.checkpoint(size: size) != nil else {
      throw WireRefusal(.notFound, zh: "没有大小为 \(size) 的检查点", en: "there is no checkpoint of size \(size)")
    }
  }

  private func demandSupervisor(_ caller: Caller) throws {
    guard caller.role == .supervisor else {
      throw WireRefusal(.forbidden, zh: "只有监督人员可以这样做", en: "only supervisors may ask this")
    }
  }

  private func entries(from start: UInt64, count: UInt32) throws -> EntryPage {
    guard let size = try store.latestCheckpoint()?.checkpoint.size, start < size else {
      throw WireRefusal(.notFound, zh: "日志中没有这些条目", en: "the log has no such entries")
    }
    let end = min(size, start + UInt64(min(count, UInt32(RecordPages.limit))))
    var bytes = 0
    let page = try store.entries(start..<end).prefix { entry in
      bytes += entry.count
      return bytes <= RecordPages.maximumBytes || bytes == entry.count
    }
    return EntryPage(start: start, entries: Array(page))
  }

  private func tile(_ path: String) throws -> [UInt8] {
    guard let size = try store.latestCheckpoint()?.checkpoint.size, let tile = RecordPages.hashTile(path, size: size)
    else {
      throw WireRefusal(.notFound, zh: "没有分块 \(path)", en: "there is no tile \(path)")
    }
    return try store.read(tile)
  }

  /// The records of `indices` under the latest checkpoint.
  private func page(_ indices: [Int64]) throws -> RecordPage {
    guard let checkpoint = try store.latestCheckpoint() else {
      return RecordPage(checkpoint: [], records: [], more: false)
    }
    let size = checkpoint.checkpoint.size
    var reader = store.tileReader(size: size)
    var records: [ProvenRecord] = []
    var bytes = 0
    for index in indices.prefix(RecordPages.limit) where UInt64(index) < size {
      let envelope = try store.entries(UInt64(index)..<UInt64(index) + 1)[0]
      let hashes = try reader.inclusionProof(index: UInt64(index), size: size).hashes
      bytes += envelope.count + hashes.count * Digest.byteCount
      if bytes > RecordPages.maximumBytes, !records.isEmpty { break }
      records.append(ProvenRecord(index: UInt64(index), envelope: envelope, inclusionProof: hashes))
    }
    return RecordPage(
      checkpoint: try store.cosignedCheckpoint(size: size)?.bytes ?? checkpoint.bytes, records: records,
      more: records.count < indices.count)
  }

  // MARK: - Blobs and assignments

  private func blob(_ range: BlobRange, for caller: Caller) async throws -> BlobContent {
    let isAllowed =
      if caller.role == .supervisor { true } else { await sequencer.mayRead(range.digest, reviewer: caller.code) }
    guard isAllowed else {
      throw WireRefusal(.notFound, zh: "没有这一内容", en: "there is no such blob for you")
    }
    let blobs = sequencer.blobs
    guard let size = try blobs.size(of: range.digest), range.offset <= size else {
      throw WireRefusal(.notFound, zh: "没有这一内容", en: "there is no such blob for you")
    }
    let length = UInt32(min(UInt64(range.length), size - range.offset))
    return BlobContent(BlobPart(size: size, offset: range.offset, length: length)) { offset, length in
      ByteBuffer(bytes: try blobs.read(range.digest, at: offset, count: length))
    }
  }

  private func assignments(of code: Code, from: UInt32) async -> AssignmentPage {
    let items = await sequencer.assignments(of: code)
    let page = items.dropFirst(Int(from)).prefix(RecordPages.limit)
    return AssignmentPage(items: Array(page), more: Int(from) + page.count < items.count)
  }

  // MARK: - Supervisors

  private func proposals(from: UInt32) async throws -> ProposalPage {
    let all = try await coordinator.proposals()
    var bytes = 0
    let page = all.dropFirst(Int(from)).prefix(RecordPages.proposals).prefix { entry in
      let isFirst = bytes == 0
      bytes += entry.proposal.payload.count
      return isFirst || bytes <= RecordPages.maximumBytes
    }
    return ProposalPage(
      proposals: page.map { proposal, signers in
        Proposal(
          record: proposal.digest, payloadType: proposal.payloadType, payload: proposal.payload,
          signers: signers.map(\.code.text), signed: proposal.signatures.keys.sorted().map(\.text))
      }, more: Int(from) + page.count < all.count)
  }

  private func sign(_ signature: ProposalSignature) async throws -> SignatureProgress {
    guard let keyID = KeyID(signature.keyID) else { throw WireRefusal.malformed("keyid") }
    let (present, required, placed) = try await coordinator.add(
      EnvelopeSignature(keyID: keyID, signature: signature.signature), to: signature.record)
    var receipt: RecordReceipt?
    if let placed { receipt = try await receipts.receipt(placed) }
    return SignatureProgress(present: UInt32(present), required: UInt32(required), receipt: receipt)
  }

  private func cosign(_ cosignature: WireProtocol.Cosignature, by code: Code) async throws -> CosignatureProgress {
    let line: NoteSignature
    do {
      line = try NoteSignature(line: cosignature.line)
    } catch {
      throw WireRefusal(.refused, zh: error.zh, en: error.en)
    }
    do {
      let (present, required) = try await coordinator.add(cosignature: line, size: cosignature.size)
      return CosignatureProgress(present: UInt32(present), required: UInt32(required))
    } catch let error as LogError {
      throw WireRefusal(.refused, zh: error.zh, en: error.en)
    }
  }

  private func status(for caller: Caller) async -> SessionStatus {
    let summary = await sequencer.summary()
    var counts = [SessionStatus.Count("applications", UInt64(summary.applications))]
    if caller.role == .supervisor {
      counts += [
        SessionStatus.Count("reviewers", UInt64(summary.reviewers)),
        SessionStatus.Count("finals", UInt64(summary.finals)),
      ]
    }
    return SessionStatus(phase: summary.phase.rawValue, entries: UInt64(summary.entries), counts: counts)
  }
}

/// How much goes into one answer.
enum RecordPages {
  static let limit = 256
  static let proposals = 16
  static let maximumBytes = 192 << 10

  /// What a person hands in alone; everything else goes through the office or through proposals.
  static func mayBeSubmitted(_ record: Record) -> Bool {
    switch record {
    case .sheet, .recusal, .final, .dispute, .beacon, .keyShare, .deposit, .incident, .keyChange: true
    default: false
    }
  }

  /// A hash tile by its path without `tile/`, if the tree of that size has it.
  static func hashTile(_ path: String, size: UInt64) -> Tile? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, let level = Int(parts[0]), (0..<Tile.maximumLevels).contains(level) else { return nil }
    var number: UInt64 = 0
    for part in parts.dropFirst() {
      let digits = part.drop { $0 == "x" }.prefix { $0 != "." }
      guard let group = UInt64(digits), group < 1000 else { break }
      number = number &* 1000 &+ group
    }
    guard let tile = Tile(.hashes(level: level), number: number, size: size), tile.path == "tile/\(path)" else {
      return nil
    }
    return tile
  }
}
