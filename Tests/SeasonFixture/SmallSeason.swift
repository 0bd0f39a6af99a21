package import Archive
package import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
import Programme
import Scoring
package import Sealing
package import TransparencyLog

/// A whole session in memory, made by the product's own code: three supervisors, five reviewers, three cities and five
/// counties, one recusal, one correction, one tie that a decision settles.
///
/// A record that the fold refuses is logged all the same, and the season ends with it: what a coordinator without
/// scruples would do.
package struct SmallSeason: Sendable {
  package enum Stage: Int, CaseIterable, Comparable, Sendable {
    case session, keysets, enrolled, handedOver, drawn, started, scored, closed, shared, unsealed, ranked, revealed,
      selected, sealed

    package static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  package static let closeNotBefore: UInt64 = 1_800_000_000

  package internal(set) var keys: SeasonKeys
  package var log: MemoryLog
  package private(set) var fold = SessionFold()
  /// Why the fold refused the last record.
  package private(set) var refusal: (any Error)?
  /// Everything that was logged, in order.
  package private(set) var records: [SignedRecord] = []
  package var result: [UInt8] = [UInt8](#"{"kind":"result"}"#.utf8)
  package var report: [UInt8] = [UInt8]("<!DOCTYPE html><title>结果</title>\n".utf8)
  let tampering: SeasonTampering
  var nonces: [Code: Digest] = [:]
  var salts: [Code: Digest] = [:]
  var shares: [Code: [UInt8]] = [:]

  package var state: SessionState { fold.state }
  package var code: SessionCode { SessionCode(state.session?.digest ?? .zero) }

  package init(through last: Stage = .sealed, tampering: SeasonTampering = SeasonTampering()) throws {
    var keys = try SeasonKeys()
    try tampering.keys(&keys)
    self.keys = keys
    self.tampering = tampering
    log = MemoryLog(origin: SeasonTerms.origin)
    for stage in Stage.allCases where stage <= last && refusal == nil { try make(stage) }
  }

  /// Continues an unfinished season.
  package mutating func make(_ stage: Stage) throws {
    switch stage {
    case .session: try log(.session(SeasonTerms.session(keys)))
    case .keysets: try makeKeysets()
    case .enrolled: try makeEnrolments()
    case .handedOver: try makeHandOver()
    case .drawn: try makeDraw()
    case .started: try makeStart()
    case .scored: try makeSheets()
    case .closed: try makeClose()
    case .shared: try makeShares()
    case .unsealed: try makeUnsealing()
    case .ranked: try makeRankings()
    case .revealed: try makeReveal()
    case .selected: try makeSelections()
    case .sealed: try makeSeal()
    }
  }

  /// Signs and logs a record, whatever the fold says.
  package mutating func log(_ record: Record, signedBy codes: [Code]? = nil) throws {
    guard refusal == nil else { return }
    var record = record
    tampering.record(&record)
    let signed = try SignedRecord(record, keys: keys.signing(codes ?? record.payload.by))
    let envelope = try tampering.envelope(record, signed.envelope, keys)
    try logVerbatim(SignedRecord(record: record, envelope: envelope))
  }

  package mutating func logVerbatim(_ signed: SignedRecord) throws {
    let index = Int64(log.size)
    log.append(signed.envelope.bytes)
    records.append(signed)
    let blobs = log.blobs
    do {
      try fold.append(signed, index: index, lists: VerifiedLists { blobs[$0] })
    } catch {
      refusal = error
    }
  }

  /// Stores a list and makes its reference.
  package mutating func list(_ lines: some Sequence<some ListLine>, of kind: RecordKind) -> ListReference {
    list(blob: ListBlob.encode(lines), of: kind)
  }

  package mutating func list(blob: [UInt8], of kind: RecordKind) -> ListReference {
    let (reference, blob) = ListReference.make(blob: tampering.list(kind, blob))
    log.put(blob)
    return reference
  }

  package mutating func put(_ blob: [UInt8]) -> Digest { log.put(blob) }

  package mutating func forgetBlob(_ digest: Digest) { log.removeBlob(digest) }

  // MARK: - Checkpoints and the archive

  package func logSigner() throws -> NoteSigner {
    try NoteSigner(name: SeasonTerms.origin, type: .ed25519, privateKey: keys["log"])
  }

  package func witnessSigner(_ code: Code) throws -> NoteSigner {
    try NoteSigner(name: "\(SeasonTerms.origin)/\(code)", type: .cosignatureV1, privateKey: keys[code])
  }

  package func signedHead(by witnesses: [Code] = SeasonKeys.witnesses) throws -> SignedCheckpoint {
    try log.signedHead(
      log: logSigner(), witnesses: witnesses.map { try witnessSigner($0) }, time: tampering.cosignedAt)
  }

  mutating func cosign(after kind: RecordKind) throws {
    guard refusal == nil else { return }
    let witnesses = tampering.witnesses(kind)
    guard !witnesses.isEmpty else { return }
    log.cosigned[log.size] = try signedHead(by: witnesses)
  }

  /// The members of its archive.
  package func members() throws -> [String: [UInt8]] {
    var members = try log.members(head: log.cosigned[log.size] ?? signedHead(by: []))
    if state.seal != nil {
      members["result.json"] = result
      members["report.html"] = report
    }
    return members
  }

  package func archive() throws -> MemorySource { MemorySource(try MemoryLog.tar(members())) }

  /// The log with other entries: hashed again, signed by the log, cosigned by everybody where it was before.
  package func rewritten(_ change: (inout [[UInt8]]) throws -> Void) throws -> MemorySource {
    var entries = log.entries
    try change(&entries)
    var rewritten = MemoryLog(origin: SeasonTerms.origin)
    for (_, blob) in log.blobs { rewritten.put(blob) }
    func head() throws -> SignedCheckpoint {
      try rewritten.signedHead(
        log: logSigner(), witnesses: SeasonKeys.witnesses.map { try witnessSigner($0) }, time: tampering.cosignedAt)
    }
    for entry in entries {
      rewritten.append(entry)
      if log.cosigned[rewritten.size] != nil { rewritten.cosigned[rewritten.size] = try head() }
    }
    var members = try rewritten.members(head: head())
    if state.seal != nil {
      members["result.json"] = result
      members["report.html"] = report
    }
    return MemorySource(try MemoryLog.tar(members))
  }
}
