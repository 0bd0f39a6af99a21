import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import TransparencyLog

@testable import RegistrarService

/// A session founded with the keys of a vault, up to its keysets.
struct SessionFixture {
  let file: SessionFile
  let code: SessionCode
  let digest: Digest
  let requests: SignatureRequests
  /// The private key of the identity keyset.
  let identity: P256Scalar
  private(set) var fold = SessionFold()

  init(
    vault: RegistrarVault, custodian: SigningKey, policy: Panel.AnonymizationPolicy = .standard,
    exclusions: ExclusionMode = .plain
  ) throws {
    let season = try SmallSeason(through: .session)
    guard var session = season.state.session?.record else { preconditionFailure("a season begins with its session") }
    session.keys = session.keys.map { key in vault.publicFile.keys.first { $0.code == key.code } ?? key }
    session.policy = policy
    session.exclusions = exclusions
    let founding = Record.session(session)
    let signing = session.by.map { code in
      switch code {
      case RegistrarVault.registrarCode: vault.key
      case RegistrarVault.custodianCode: custodian
      default: SigningKey.ed25519(season.keys[code])
      }
    }
    let signed = try SignedRecord(founding, keys: signing)
    let lists = VerifiedLists { _ in nil }
    try fold.append(signed, index: 0, lists: lists)
    identity = season.keys.identity
    var entries = [signed.envelope.bytes]
    for (purpose, secret) in [(KeyPurpose.marks, season.keys.marks), (.identity, season.keys.identity)] {
      let keyset = try Self.deal(purpose, secret, session: signed.digest)
      let entry = try SignedRecord(.keyset(keyset), keys: season.keys.signing(SeasonKeys.supervisors))
      try fold.append(entry, index: fold.state.nextIndex, lists: lists)
      entries.append(entry.envelope.bytes)
    }
    digest = signed.digest
    code = SessionCode(signed.digest)
    file = SessionFile(entries: entries, server: "")
    requests = SignatureRequests(requests: [
      SignatureRequest(payload: session.canonicalBytes, payloadType: Session.kind.payloadType)
    ])
  }

  mutating func append(_ entry: [UInt8], lists: VerifiedLists) throws {
    try fold.append(entry, index: fold.state.nextIndex, lists: lists)
  }

  private static func deal(_ purpose: KeyPurpose, _ secret: P256Scalar, session: Digest) throws -> Keyset {
    let dealt = try SecretSharing.split(
      secret: secret, threshold: SeasonKeys.threshold, count: SeasonKeys.supervisors.count)
    func point(_ point: P256Point) -> CurvePoint {
      guard let point = CurvePoint(point.bytes) else { preconditionFailure("65 bytes") }
      return point
    }
    return Keyset(
      session: session, by: SeasonKeys.supervisors, purpose: purpose, round: 1, mode: .dealer,
      dealer: Dealer(name: "王某", place: "济南"), threshold: Int64(SeasonKeys.threshold),
      commitments: dealt.commitments.map(point),
      holders: try zip(SeasonKeys.supervisors, dealt.shares).map { code, share in
        ShareHolder(code: code, index: Int64(share.index), point: point(try share.value.publicPoint()))
      })
  }

  func committee(avoiding: [[String]]) -> Committee {
    Committee(
      session: digest,
      members: zip(SeasonKeys.reviewers, avoiding).map { code, avoid in
        CommitteeMember(code: code, name: "专家", unit: "某大学", title: "教授", avoid: avoid, reason: "")
      })
  }
}
