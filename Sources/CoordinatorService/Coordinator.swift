package import ByteCoding
import CanonicalJSON
import Foundation
import OpenSSL
package import Panel
import Sealing
import SessionStore
package import TransparencyLog

/// The coordinator's side of one session: the folder, its log, and the steps that the office takes.
///
/// Steps decide nothing that the fold does not admit; they gather what a record needs, sign it and hand it in.
package actor Coordinator {
  package nonisolated let folder: CoordinatorFolder
  package nonisolated let sequencer: LogSequencer
  private let store: SessionFolder
  let settings: Settings
  nonisolated let key: SigningKey
  package nonisolated let revocations: Revocations
  let logKey: SigningKey

  /// Opens a session folder and takes its lock.
  ///
  /// - Throws: `CoordinatorError.folder`; `LogError` when another process has the folder or the log is damaged.
  package init(folder: CoordinatorFolder) throws {
    guard folder.exists else {
      throw CoordinatorError(
        .folder, zh: "\(folder.url.path) 不是评审文件夹；请先运行 plumbline-coordinator init",
        en: "\(folder.url.path) is no session folder; run plumbline-coordinator init first")
    }
    self.folder = folder
    settings = try Settings(canonicalBytes: folder.read(folder.settings))
    key = .ed25519(try folder.signingKey("coordinator"))
    let log = try folder.signingKey("log")
    logKey = .ed25519(log)
    revocations = try Revocations(folder: folder)
    store = try SessionFolder.open(path: folder.session.path)
    sequencer = try LogSequencer(
      store: store.log, blobs: store.blobs,
      signer: NoteSigner(name: settings.origin, type: .ed25519, privateKey: log))
  }

  package nonisolated var session: Digest { settings.session }

  // MARK: - Records

  /// Signs a record as the coordinator alone and hands it in, its list blobs first.
  @discardableResult
  func append(_ record: Record, blobs: [[UInt8]] = []) async throws -> LogSequencer.Placed {
    for blob in blobs { try store.blobs.put(blob) }
    return try await sequencer.submit(SignedRecord(record, keys: [key]))
  }

  func store(blob: [UInt8]) throws { try store.blobs.put(blob) }

  func blob(_ digest: Digest) throws -> [UInt8] { try store.blobs.get(digest, limit: ListLimits.maximumBytes) }

  /// Lines of a list that is in the log.
  func lines<Line: ListLine>(_ list: ListReference, as type: Line.Type) throws -> [Line] {
    try ListBlob.decode(blob(list.blob))
  }

  // MARK: - Certificates

  /// Lets a person's TLS certificates in no more and ends their open connections. The signing key is another matter: a
  /// `key-change` record.
  ///
  /// - Returns: how many certificates.
  package func revoke(_ code: Code) async throws -> Int {
    let keys = Set(await sequencer.state.enrolments.values.filter { $0.record.code == code }.map(\.record.tls))
    guard !keys.isEmpty else {
      throw CoordinatorError(.badInput, zh: "没有登记过的“\(code)”", en: "nobody has enrolled as \(code)")
    }
    for key in keys { try await revocations.add(key) }
    return keys.count
  }

  // MARK: - Proposals

  /// Begins to gather signatures; the coordinator's own is put at once.
  ///
  /// - Returns: the record's place when nobody else has to sign.
  func propose(_ record: Record) async throws -> SignatureProposal {
    var proposal = SignatureProposal(record)
    try proposal.sign(Role.coordinatorCode, with: key)
    try ProposalStore(folder: folder).save(proposal)
    return proposal
  }

  /// Proposals with their signers, for whoever has to sign.
  package func proposals() async throws -> [(proposal: SignatureProposal, signers: [Signer])] {
    var list: [(proposal: SignatureProposal, signers: [Signer])] = []
    let state = await sequencer.state
    for proposal in try ProposalStore(folder: folder).all() {
      list.append((proposal, try signers(of: proposal, in: state)))
    }
    return list
  }

  /// Before entry 0 is in the log its own keys are looked up in it.
  private func signers(of proposal: SignatureProposal, in state: SessionState) throws -> [Signer] {
    let record = try proposal.record
    if state.phase == .empty, case .keyset(let keyset) = record {
      let first = try ProposalStore(folder: folder).all().first
      guard case .session(let session)? = try first?.record else {
        throw CoordinatorError(.waiting, zh: "评审设定尚未签名", en: "the session record is not signed yet")
      }
      return session.keys.filter { keyset.by.contains($0.code) }.sorted { $0.code < $1.code }
        .map { Signer(code: $0.code, role: $0.role, key: $0.key) }
    }
    return try state.signers(of: record)
  }

  /// Takes up one signature; a proposal with all its signatures goes into the log.
  ///
  /// - Returns: how many signatures it has and needs, and its place once it is in the log.
  @discardableResult
  package func add(
    _ signature: EnvelopeSignature, to record: Digest
  ) async throws -> (present: Int, required: Int, placed: LogSequencer.Placed?) {
    let proposals = ProposalStore(folder: folder)
    guard var proposal = try proposals.all().first(where: { $0.digest == record }) else {
      throw CoordinatorError(.refused, zh: "没有等待签名的这一记录", en: "no record with that digest waits for signatures")
    }
    let signers = try signers(of: proposal, in: await sequencer.state)
    try proposal.add(signature, signers: signers)
    try proposals.save(proposal)
    let placed = try await finish(proposal, signers: signers)
    return (signers.count - proposal.missing(of: signers).count, signers.count, placed)
  }

  private func finish(_ proposal: SignatureProposal, signers: [Signer]) async throws -> LogSequencer.Placed? {
    guard let signed = try proposal.signed(by: signers) else { return nil }
    // A keyset waits for entry 0.
    if case .session = signed.record {
    } else if await sequencer.state.phase == .empty {
      return nil
    }
    let placed = try await sequencer.submit(signed)
    try ProposalStore(folder: folder).remove(proposal)
    if case .session = signed.record {
      for (waiting, signers) in try await self.proposals() { _ = try await finish(waiting, signers: signers) }
    }
    return placed
  }

  // MARK: - Cosignatures

  /// Keeps a cosignature after verifying it.
  ///
  /// - Returns: how many the checkpoint has and how many make a quorum.
  package func add(cosignature line: NoteSignature, size: UInt64) async throws -> (present: Int, required: Int) {
    let state = await sequencer.state
    guard let checkpoint = try store.log.checkpoint(size: size) else {
      throw CoordinatorError(.refused, zh: "没有大小为 \(size) 的检查点", en: "there is no checkpoint of size \(size)")
    }
    guard let session = state.session?.record else {
      throw CoordinatorError(.waiting, zh: "评审设定尚未签名", en: "the session record is not signed yet")
    }
    try checkpoint.adding([line]).verify(log: session.logKey(), witnesses: session.witnessKeys())
    try store.log.add(cosignature: line, size: size)
    return (try store.log.cosignatures(size: size).count, Int(session.quorum))
  }

  /// Demands a checkpoint with a quorum of cosignatures that covers `index`.
  ///
  /// - Throws: `CoordinatorError.waiting` naming the witnesses that are still to come.
  func demandQuorum(over index: Int64, what: String, _ state: SessionState) throws {
    guard let session = state.session?.record else { return }
    var best: [NoteSignature] = []
    for size in try store.log.cosignedSizes() where size > UInt64(index) {
      let lines = try store.log.cosignatures(size: size)
      if lines.count >= session.quorum { return }
      if lines.count >= best.count { best = lines }
    }
    let missing = state.keys(of: .witness).map(\.code)
      .filter { code in !best.contains { $0.name == session.witnessName(code) } }.map(\.text)
    throw CoordinatorError(
      .waiting,
      zh:
        "“\(what)”尚未得到足够联署（需 \(session.quorum) 人）；请以下人员运行 plumbline-supervisor cosign：\(missing.joined(separator: "、"))",
      en: "the \(what) record waits for cosignatures (\(session.quorum) needed): \(missing.joined(separator: ", "))")
  }
}

extension Role {
  static let coordinatorCode: Code = "coordinator"
  static let logCode: Code = "log"
}

extension SigningKey {
  var publicKey: PublicKey { verificationKey.publicKey }
}
