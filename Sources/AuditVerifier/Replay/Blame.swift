import ByteCoding
import Panel
import Sealing

/// Says which check a refused record fails.
struct Blame {
  let record: Record
  let index: Int64

  /// The table of signers refuses `by`.
  func signers(_ error: StateError, in state: SessionState) -> AuditFault {
    let check: CheckID =
      switch record {
      case .sheet, .recusal, .final, .dispute: isByStranger(state) ? .roster : .signatures
      default: .signatures
      }
    return fault(check, error.zh, error.en)
  }

  private func isByStranger(_ state: SessionState) -> Bool { record.payload.by.contains { state.signer($0) == nil } }

  func signature(_ error: any Error) -> AuditFault {
    let kind = type(of: record.payload).kind.rawValue
    let by = record.payload.by.map(\.text).joined(separator: ", ")
    let words = Words(error)
    return fault(.signatures, "“\(kind)”（签名人 \(by)）：\(words.zh)", "\(kind) by \(by): \(words.en)")
  }

  /// Content or place of the record is refused.
  func content(_ error: any Error, in state: SessionState) -> AuditFault {
    let words = Words(error)
    return fault(check(error, state), words.zh, words.en)
  }

  private func fault(_ check: CheckID, _ zh: String, _ en: String) -> AuditFault {
    AuditFault(check, record: index, zh: zh, en: en)
  }

  private func check(_ error: any Error, _ state: SessionState) -> CheckID {
    guard let error = error as? StateError else { return contentCheck }
    if state.phase == .sealed || state.phase == .abandoned { return .ending }
    switch error.code {
    case .wrongSigners: return .signatures
    case .wrongPhase: return phaseCheck(state)
    case .brokenChain: return .chains
    case .notAssigned: return .assigned
    case .wrongReference, .missing, .duplicate, .badValue, .badList: return ruleCheck(error.code, state)
    }
  }

  /// A digest, point, nonce, share or key does not fit.
  private var contentCheck: CheckID {
    switch record {
    case .keyset: .keysets
    case .beacon, .assignment: .draws
    case .sheet: .sheetsOpen
    case .keyShare, .unsealing: .shares
    case .session, .enrolment: .signatures
    default: .order
    }
  }

  private func phaseCheck(_ state: SessionState) -> CheckID {
    switch record {
    case .recusal where state.phase == .scoring: .assigned
    case .seal where state.session?.record.rehearsal == true: .ending
    default: .order
    }
  }

  /// A value, list or reference against the rules of its kind.
  private func ruleCheck(_ code: StateError.Code, _ state: SessionState) -> CheckID {
    if record.payload.session != (state.session?.digest ?? .zero) { return .order }
    switch record {
    case .keyset where code == .badValue: return .keysets
    case .enrolment, .roster: return .roster
    case .application: return .commitments
    case .handOver where code != .duplicate: return .commitments
    case .scoringStarted where state.applications.count < state.handedOver.count: return .commitments
    case .reveal where code == .badList: return .commitments
    case .bundle: return .bundles
    case .recusal: return .assigned
    case .exclusions where code == .badList: return .assigned
    case .assignment where code == .badList: return .assigned
    case .sheet(let sheet): return sheetCheck(sheet, state)
    case .final(let final): return isSeenWrong(final.seen, by: final.by, state) ? .seen : .tails
    case .keyChange: return .tails
    case .scoringStarted where code == .missing && state.escrow == nil: return .ending
    case .scoringClosed(let closed):
      if code == .missing { return .tails }
      return areHeadsRight(closed, state) ? .lastCounts : .chains
    case .keyShare where code != .duplicate: return .shares
    case .unsealing where code != .missing: return .shares
    case .ranking: return .ranking
    case .selection where code == .wrongReference: return .ranking
    case .seal: return .ending
    default: return .order
    }
  }

  private func sheetCheck(_ sheet: SealedSheet, _ state: SessionState) -> CheckID {
    if isSeenWrong(sheet.seen, by: sheet.by, state) { return .seen }
    if let live = state.applications[sheet.application]?.bundle, live.record.bundle != sheet.bundle { return .bundles }
    if sheet.keyset != state.started?.record.keyset { return .keysets }
    if let chain = sheet.by.first.flatMap({ state.chains[$0] }), chain.keyDigest != sheet.key { return .signatures }
    return .sheetsOpen
  }

  private func isSeenWrong(_ seen: Seen, by: [Code], _ state: SessionState) -> Bool {
    guard let chain = by.first.flatMap({ state.chains[$0] }) else { return false }
    return seen.size < chain.lastSeenSize || seen.size > index
  }

  private func areHeadsRight(_ closed: ScoringClosed, _ state: SessionState) -> Bool {
    ListReference.make(state.headLines).reference == closed.heads
  }
}
