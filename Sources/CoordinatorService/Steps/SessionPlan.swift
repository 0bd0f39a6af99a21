package import ByteCoding
import CanonicalJSON
import Foundation
import OpenSSL
package import Panel
import Programme
package import Sealing
import SessionStore
import TransparencyLog

/// What the office decides before there is a session.
package struct SessionPlan: Sendable {
  /// Host in the log's name, such as `panel.example.gov.cn`.
  package var host: String
  package var programme: ProgrammeReference
  package var track: Code
  package var year: Int64
  package var season: Digest
  package var rehearsal: Bool
  package var levels: [LevelTerms]
  package var rule: ScoringRule
  package var threshold: Int
  package var closeNotBefore: Int64
  package var closeNotAfter: Int64
  package var exclusionScope: ExclusionScope
  package var policy: AnonymizationPolicy
  package var reviewsPerApplication: Int64
  package var predecessors: [Predecessor]
  /// `host:port` under which others reach the server.
  package var server: String
  package var registrar: PublicFile
  package var supervisors: [PublicFile]
  package var keysets: [KeysetFile]

  package init(
    host: String, programme: ProgrammeReference, track: Code, year: Int64, season: Digest, rehearsal: Bool,
    levels: [LevelTerms], rule: ScoringRule, threshold: Int, closeNotBefore: Int64, closeNotAfter: Int64,
    exclusionScope: ExclusionScope, policy: AnonymizationPolicy, reviewsPerApplication: Int64,
    predecessors: [Predecessor], server: String, registrar: PublicFile, supervisors: [PublicFile],
    keysets: [KeysetFile]
  ) {
    self.host = host
    self.programme = programme
    self.track = track
    self.year = year
    self.season = season
    self.rehearsal = rehearsal
    self.levels = levels
    self.rule = rule
    self.threshold = threshold
    self.closeNotBefore = closeNotBefore
    self.closeNotAfter = closeNotAfter
    self.exclusionScope = exclusionScope
    self.policy = policy
    self.reviewsPerApplication = reviewsPerApplication
    self.predecessors = predecessors
    self.server = server
    self.registrar = registrar
    self.supervisors = supervisors
    self.keysets = keysets
  }
}

/// What `init` leaves for the others.
package struct InitOutcome: Sendable {
  package let session: Digest
  package let requests: SignatureRequests
}

extension Coordinator {
  /// Makes a session folder: keys, certificate authority, empty log, and the records that wait for signatures.
  ///
  /// - Throws: `StateError` when the plan breaks a rule; nothing is left behind then.
  package static func initialize(_ plan: SessionPlan, in folder: CoordinatorFolder) async throws -> InitOutcome {
    let key = SigningKey.ed25519(try .generate())
    let logKey = try Ed25519PrivateKey.generate()
    let session = makeSession(plan, coordinator: key, log: .ed25519(logKey))
    let record = Record.session(session)
    var proposal = SignatureProposal(record)
    // Everything that can be refused is refused before the folder is made.
    var trial = SessionState()
    let lists = VerifiedLists { _ in nil }
    try trial.apply(record, digest: proposal.digest, index: 0, lists: lists, keyDigest: \.digest)
    let keysets = try plan.keysets.map { file in
      let keyset = makeKeyset(file, session: proposal.digest, supervisors: trial.supervisors.map(\.code))
      try trial.apply(
        .keyset(keyset), digest: SignatureProposal(.keyset(keyset)).digest, index: trial.nextIndex, lists: lists,
        keyDigest: \.digest)
      return keyset
    }
    guard trial.keysets[.init(.marks)] != nil, trial.keysets[.init(.identity)] != nil else {
      throw CoordinatorError(
        .badInput, zh: "缺少评分（marks）或身份（identity）密钥组文件；请用 --keyset 给出 deal 生成的文件",
        en: "the marks and identity keysets are needed; give the files that `deal` made with --keyset")
    }
    try folder.create()
    do {
      _ = try SessionFolder.create(path: folder.session.path)
      try folder.writeKey(key.seed, name: "coordinator")
      try folder.writeKey(logKey.rawSeed(), name: "log")
      try ServerCredentials.create(in: folder, server: plan.server)
      try folder.write(InvitationBook().canonicalBytes, to: folder.invitations)
      let settings = Settings(origin: session.origin, session: proposal.digest, server: plan.server)
      try proposal.sign(Role.coordinatorCode, with: key)
      try proposal.sign(Role.logCode, with: .ed25519(logKey))
      let store = ProposalStore(folder: folder)
      try store.save(proposal)
      for keyset in keysets { try store.save(SignatureProposal(.keyset(keyset))) }
      try folder.write(settings.canonicalBytes, to: folder.settings)
      return InitOutcome(
        session: proposal.digest, requests: SignatureRequests(requests: try store.all().map(\.request)))
    } catch {
      try? FileManager.default.removeItem(at: folder.url)
      throw error
    }
  }

  private static func makeSession(_ plan: SessionPlan, coordinator: SigningKey, log: SigningKey) -> Session {
    var keys = [
      SessionKey(code: Role.coordinatorCode, role: .coordinator, key: coordinator.publicKey),
      SessionKey(code: Role.logCode, role: .log, key: log.publicKey),
    ]
    keys += plan.registrar.keys
    keys += plan.supervisors.flatMap(\.keys)
    keys.sort { $0.code < $1.code }
    let order: [Role] = [.coordinator, .log, .registrar, .custodian, .supervisor, .witness]
    let by = order.flatMap { role in keys.filter { $0.role == role }.map(\.code) }
    let supervisors = keys.count { $0.role == .supervisor }
    let origin = "\(plan.host)/\(plan.year)/\(plan.track)" + (plan.rehearsal ? "/rehearsal" : "")
    return Session(
      by: by, origin: origin, rehearsal: plan.rehearsal, programme: plan.programme, track: plan.track,
      year: plan.year, season: plan.season, levels: plan.levels, rule: plan.rule, keys: keys,
      threshold: Int64(plan.threshold),
      quorum: Int64(SessionState.quorum(supervisors: supervisors, threshold: plan.threshold)), suites: [.ed25519],
      sheetBytes: Int64(SheetPlaintext.paddedSize(for: plan.levels.map(\.rubric))),
      closeNotBefore: plan.closeNotBefore, closeNotAfter: plan.closeNotAfter,
      requires: [.cosignatures, .finals, .escrow], exclusions: .plain, exclusionScope: plan.exclusionScope,
      policy: plan.policy, reviewsPerApplication: plan.reviewsPerApplication, predecessors: plan.predecessors)
  }

  private static func makeKeyset(_ file: KeysetFile, session: Digest, supervisors: [Code]) -> Keyset {
    Keyset(
      session: session, by: supervisors, purpose: file.purpose, round: 1, mode: file.mode, dealer: file.dealer,
      threshold: file.threshold, commitments: file.commitments, holders: file.holders)
  }

  /// Takes up a file of signatures.
  ///
  /// - Returns: places of the records that went into the log with it, and what is still missing, by code.
  package func admit(_ signatures: Signatures) async throws -> (placed: [LogSequencer.Placed], missing: [Code]) {
    var placed: [LogSequencer.Placed] = []
    for signature in signatures.signatures {
      guard let keyID = KeyID(signature.keyid) else {
        throw CoordinatorError(.badInput, zh: "签名文件中的密钥编号有误", en: "bad keyid in the signatures file")
      }
      let answer = try await add(
        EnvelopeSignature(keyID: keyID, signature: signature.signature), to: signature.digest)
      if let place = answer.placed { placed.append(place) }
    }
    let missing = Set(try await proposals().flatMap { $0.proposal.missing(of: $0.signers) })
    return (placed, missing.sorted())
  }

  /// What everybody starts from: entry 0 and the keysets.
  package func sessionFile() async throws -> SessionFile {
    let state = await sequencer.state
    guard state.phase != .empty else {
      throw CoordinatorError(.waiting, zh: "评审设定尚未全部签名", en: "the session record still lacks signatures")
    }
    let indices = [Int64(0)] + state.keysets.values.map(\.index).sorted()
    let entries = try indices.map { try sequencer.store.entries(UInt64($0)..<UInt64($0) + 1)[0] }
    return SessionFile(entries: entries, server: settings.server)
  }
}

extension SigningKey {
  var seed: SecureBytes {
    get throws {
      switch self {
      case .ed25519(let key): try key.rawSeed()
      }
    }
  }
}
