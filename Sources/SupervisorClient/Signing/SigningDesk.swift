package import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
package import Sealing
package import SessionClient
import TerminalText
import TransparencyLog

/// A record that was looked at and may be signed by this supervisor.
package struct SignableRecord: Sendable {
  package let record: Record
  /// Record digest, computed here.
  package let digest: Digest
  package let payloadType: String
  package let payload: [UInt8]
  /// The codes under which this home signs it: the supervisor's, and the witness's where entry 0 asks for it.
  package let signers: [Code]
  /// Members, when it is a roster.
  package let roster: [RosterLine]
}

/// Looks at what is to be signed, and signs it: with the rules that a supervisor's tool holds to by itself.
package struct SigningDesk<Store: HomeStore> {
  private let store: Store
  package let keys: SupervisorKeys
  /// The session as folded so far; empty before entry 0.
  private var state: SessionState
  private var sessions: KnownSessions

  /// - Parameter state: of the mirror; an empty one for the ceremony before the log begins.
  package init(_ store: Store, state: SessionState = SessionState()) throws {
    self.store = store
    self.state = state
    keys = try SupervisorKeys.load(store)
    sessions = try KnownSessions.load(store)
  }

  /// Checks one record as if the log took it next. Records of one file are looked at in order: keysets follow their
  /// session.
  ///
  /// - Throws: `ClientError.refused` with what speaks against signing; `StateError` when the log would not admit it.
  package mutating func examine(
    payloadType: String, payload: [UInt8], lists: some ListSource
  ) throws -> SignableRecord {
    guard let kind = RecordKind(payloadType: payloadType) else {
      throw ClientError(
        .refused, zh: "不认识的记录类型 \(DisplayText.printable(payloadType))；请更新程序",
        en: "unknown kind of record \(DisplayText.printable(payloadType)); update the program")
    }
    let record = try Record(kind: kind, payload: payload)
    let digest = SHA256.hash(Envelope.pae(payloadType: payloadType, payload: payload))
    guard record.payload.by.contains(keys.code) else {
      throw ClientError(
        .refused, zh: "“\(kind.rawValue)”记录不需要您（\(keys.code)）签名",
        en: "a \(kind.rawValue) record does not ask for your signature")
    }
    var roster: [RosterLine] = []
    switch record {
    case .session(let session): try check(session, digest: digest)
    case .keyset(let keyset):
      _ = try HeldShares.load(store).share(for: keyset, holder: keys.code)
    case .roster(let members): roster = try lists.decode(members.members, as: RosterLine.self)
    case .amendment, .closeExtension, .decision, .abandoned, .keyChange, .ruling, .reveal: break
    default:
      throw ClientError(
        .refused, zh: "“\(kind.rawValue)”记录不这样签名", en: "a \(kind.rawValue) record is not signed in this way")
    }
    try admit(record, digest: digest, lists: lists)
    let signers = record.payload.by.filter { $0 == keys.code || $0 == keys.witnessCode }
    return SignableRecord(
      record: record, digest: digest, payloadType: payloadType, payload: payload, signers: signers, roster: roster)
  }

  private func check(_ session: Session, digest: Digest) throws {
    for own in try keys.publicFile.keys where !session.keys.contains(own) {
      throw ClientError(
        .refused, zh: "评审设定中没有您的 \(own.code) 密钥，或是另一把密钥；不要签名，请与组织人员核对",
        en:
          "the session does not have your key \(own.code), or another under that code; do not sign, ask the coordinator"
      )
    }
    try sessions.check(session, digest: digest)
  }

  private mutating func admit(_ record: Record, digest: Digest, lists: some ListSource) throws {
    switch record {
    case .session:
      // A file may be looked at again, and hold entry 0 of the session that is known already.
      guard state.session?.digest != digest else { return }
      var fresh = SessionState()
      try fresh.apply(record, digest: digest, index: 0, lists: lists, keyDigest: \.digest)
      state = fresh
    case .keyset(let keyset):
      guard state.keysets[SessionState.KeysetID(keyset.purpose, round: keyset.round)]?.digest != digest else { return }
      try state.apply(record, digest: digest, index: state.nextIndex, lists: lists, keyDigest: \.digest)
    default:
      guard state.session != nil else {
        throw ClientError(
          .waiting, zh: "本机还没有日志的镜像；请先运行 cosign，再签名", en: "there is no mirror of the log here; run cosign first")
      }
      var next = state
      try next.apply(record, digest: digest, index: state.nextIndex, lists: lists, keyDigest: \.digest)
    }
  }

  /// Signs, after the person said yes. A session is remembered first.
  package mutating func sign(_ signable: SignableRecord) throws -> [DetachedSignature] {
    if case .session(let session) = signable.record {
      sessions.add(session, digest: signable.digest)
      try store.save(sessions, to: KnownSessions.documentName)
    }
    return try signable.signers.map { code in
      let key = code == keys.code ? try keys.signingKey : try keys.witnessKey
      let signature = try Envelope.signature(payloadType: signable.payloadType, payload: signable.payload, by: key)
      return DetachedSignature(
        code: code, digest: signable.digest, keyid: signature.keyID.text, signature: signature.signature)
    }
  }
}

/// No lists at hand: for records that have none.
package struct NoLists: ListSource {
  package init() {}

  package func lines(of list: ListReference) throws(StateError) -> [[UInt8]] {
    throw StateError(.badList, zh: "缺少清单 \(list.blob)", en: "the blob \(list.blob) of a list is not here")
  }
}
