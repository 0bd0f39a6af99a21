package import ByteCoding
package import Panel
import Sealing
import SessionClient

/// What one reviewer knows of a session: a fold over the control records, each proven to stand in the log, with every
/// signature checked against the table of signers.
///
/// A reviewer is not given the lists that would say who scores what, so this is a smaller fold than the whole
/// session's; a phase is believed from its record and nothing else.
package struct ReviewerView: Sendable {
  /// A record that matters later, with its place.
  package struct Place: Sendable {
    package let index: UInt64
    package let digest: Digest
  }

  package let code: Code
  /// S.
  package let sessionDigest: Digest
  /// SHA-256 of this reviewer's signing key, and the record digest of the enrolment that announced it.
  package let keyDigest: Digest
  package let enrolment: Digest

  private var fold = SessionFold()
  package private(set) var phase = SessionState.Phase.empty
  /// The next control record has at least this index.
  package private(set) var nextIndex: UInt64 = 0
  package private(set) var roster: Place?
  package private(set) var rosterVersion: Int64 = 0
  package private(set) var ownLine: RosterLine?
  package private(set) var levels: [Code: Code] = [:]
  package private(set) var bundles: [Code: Digest] = [:]
  package private(set) var withdrawn: Set<Code> = []
  package private(set) var assignment: Place?
  package private(set) var started: Place?
  package private(set) var closed: Place?
  package private(set) var closeNotBefore: Int64 = 0
  package private(set) var closeNotAfter: Int64 = 0
  /// Somebody changed this reviewer's key.
  package private(set) var keyChange: Place?

  package init(code: Code, session: Digest, keyDigest: Digest, enrolment: Digest) {
    self.code = code
    sessionDigest = session
    self.keyDigest = keyDigest
    self.enrolment = enrolment
  }

  package var session: Session? { fold.state.session?.record }

  package func keyset(_ purpose: KeyPurpose) -> SessionState.Placed<Keyset>? {
    fold.state.keysets[SessionState.KeysetID(purpose)]
  }

  package func terms(of application: Code) -> LevelTerms? {
    guard let level = levels[application] else { return nil }
    return session?.levels.first { $0.id == level }
  }

  /// Takes up one control record whose inclusion has been proven.
  ///
  /// - Parameter lists: of rosters; other lists are not read.
  /// - Throws: `ClientError.dishonest` for another session or records out of order; `SealingError` and `StateError`
  ///   for what does not hold.
  package mutating func take(_ entry: [UInt8], index: UInt64, lists: some ListSource) throws {
    guard index >= nextIndex else {
      throw ClientError(
        .dishonest, zh: "服务器给出的记录次序倒退（第 \(index) 号）", en: "the server's records go back at index \(index)")
    }
    let signed = try SignedRecord(entry: entry)
    if index == 0 {
      guard signed.digest == sessionDigest else {
        throw ClientError(
          .dishonest, zh: "日志第 0 号记录与会次编码不符：这不是您受聘的场次。请停止操作并致电监督人员",
          en: "entry 0 is not that of your session code: this is another session. Stop, and call a supervisor")
      }
    } else {
      guard signed.record.payload.session == sessionDigest else {
        throw ClientError(.dishonest, zh: "第 \(index) 号记录属于另一场次", en: "record \(index) belongs to another session")
      }
    }
    try apply(signed, index: index, lists: lists)
    nextIndex = index + 1
  }

  private mutating func apply(_ signed: SignedRecord, index: UInt64, lists: some ListSource) throws {
    let place = Place(index: index, digest: signed.digest)
    switch signed.record {
    case .session(let session):
      try fold.append(signed, index: Int64(index), lists: lists)
      (closeNotBefore, closeNotAfter) = (session.closeNotBefore, session.closeNotAfter)
      phase = .preparing
    case .keyset: try fold.append(signed, index: Int64(index), lists: lists)
    case .keyChange(let change):
      // Another reviewer's key is of no consequence here.
      if change.reviewer == code { keyChange = place }
    case .sheet, .recusal, .final, .dispute, .deposit, .incident: break
    default:
      _ = try signed.verified(signers: fold.state.signers(of: signed.record))
      try applyVerified(signed.record, place, lists)
    }
  }

  private mutating func applyVerified(_ record: Record, _ place: Place, _ lists: some ListSource) throws {
    switch record {
    case .roster(let roster): try take(roster, place, lists)
    case .application(let application): levels[application.application] = application.level
    case .bundle(let bundle): bundles[bundle.application] = bundle.bundle
    case .withdrawal(let withdrawal): withdrawn.insert(withdrawal.application)
    case .assignment: assignment = place
    case .amendment(let amendment):
      (closeNotBefore, closeNotAfter) = (amendment.closeNotBefore, amendment.closeNotAfter)
    case .closeExtension(let moved): (closeNotBefore, closeNotAfter) = (moved.closeNotBefore, moved.closeNotAfter)
    case .scoringStarted(let record): try take(record, place)
    case .scoringClosed:
      closed = place
      phase = .closed
    case .keyShare: phase = .opening
    case .unsealing: phase = .unsealed
    case .reveal: phase = .revealed
    case .seal: phase = .sealed
    case .abandoned: phase = .abandoned
    default: break
    }
  }

  private mutating func take(_ record: Roster, _ place: Place, _ lists: some ListSource) throws {
    guard record.version == rosterVersion + 1 else {
      throw StateError(.badValue, zh: "专家名册的版本号不连续", en: "roster: the version must be the next one")
    }
    let lines = try lists.decode(record.members, as: RosterLine.self)
    roster = place
    rosterVersion = record.version
    ownLine = lines.first { $0.code == code }
  }

  private mutating func take(_ record: ScoringStarted, _ place: Place) throws {
    guard phase == .preparing, record.keyset == keyset(.marks)?.digest, record.roster == roster?.digest,
      record.assignment == assignment?.digest
    else {
      throw StateError(
        .wrongReference, zh: "启动评分所引记录与日志不符", en: "scoring-started names other records than the live ones")
    }
    started = place
    phase = .scoring
  }
}
