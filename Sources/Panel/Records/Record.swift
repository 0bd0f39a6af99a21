package import CanonicalJSON

/// What the payload of a log entry is: `application/vnd.plumbline.<kind>.v1+json`.
package enum RecordKind: String, Sendable, CaseIterable {
  case session
  case keyset
  case enrolment
  case keyChange = "key-change"
  case roster
  case handOver = "hand-over"
  case application
  case bundle
  case exclusions
  case escrow
  case redactionDecision = "redaction-decision"
  case withdrawal
  case beacon
  case assignment
  case scoringStarted = "scoring-started"
  case amendment
  case closeExtension = "extension"
  case recusal
  case sheet
  case final
  case deposit
  case incident
  case scoringClosed = "scoring-closed"
  case keyShare = "key-share"
  case unsealing
  case ranking
  case dispute
  case ruling
  case decision
  case reveal
  case selection
  case abandoned
  case seal

  package var payloadType: String { "application/vnd.plumbline.\(rawValue).v1+json" }

  package init?(payloadType: String) {
    guard let kind = RecordKind.allCases.first(where: { $0.payloadType.utf8.elementsEqual(payloadType.utf8) }) else {
      return nil
    }
    self = kind
  }
}

/// A record of the log: the closed union of all payloads.
package enum Record: Sendable, Equatable {
  case session(Session)
  case keyset(Keyset)
  case enrolment(Enrolment)
  case keyChange(KeyChange)
  case roster(Roster)
  case handOver(HandOver)
  case application(ApplicationEntered)
  case bundle(BundlePublished)
  case exclusions(Exclusions)
  case escrow(Escrow)
  case redactionDecision(RedactionDecision)
  case withdrawal(Withdrawal)
  case beacon(Beacon)
  case assignment(Assignment)
  case scoringStarted(ScoringStarted)
  case amendment(Amendment)
  case closeExtension(CloseExtension)
  case recusal(Recusal)
  case sheet(SealedSheet)
  case final(Final)
  case deposit(Deposit)
  case incident(Incident)
  case scoringClosed(ScoringClosed)
  case keyShare(KeyShare)
  case unsealing(Unsealing)
  case ranking(Ranking)
  case dispute(Dispute)
  case ruling(Ruling)
  case decision(Decision)
  case reveal(Reveal)
  case selection(SelectionMade)
  case abandoned(Abandoned)
  case seal(Seal)

  /// - Throws: `CanonicalJSONError` when the bytes are not exactly the canonical text of a payload of this kind.
  package init(kind: RecordKind, payload: [UInt8]) throws(CanonicalJSONError) {
    switch kind {
    case .session: self = .session(try Session(canonicalBytes: payload))
    case .keyset: self = .keyset(try Keyset(canonicalBytes: payload))
    case .enrolment: self = .enrolment(try Enrolment(canonicalBytes: payload))
    case .keyChange: self = .keyChange(try KeyChange(canonicalBytes: payload))
    case .roster: self = .roster(try Roster(canonicalBytes: payload))
    case .handOver: self = .handOver(try HandOver(canonicalBytes: payload))
    case .application: self = .application(try ApplicationEntered(canonicalBytes: payload))
    case .bundle: self = .bundle(try BundlePublished(canonicalBytes: payload))
    case .exclusions: self = .exclusions(try Exclusions(canonicalBytes: payload))
    case .escrow: self = .escrow(try Escrow(canonicalBytes: payload))
    case .redactionDecision: self = .redactionDecision(try RedactionDecision(canonicalBytes: payload))
    case .withdrawal: self = .withdrawal(try Withdrawal(canonicalBytes: payload))
    case .beacon: self = .beacon(try Beacon(canonicalBytes: payload))
    case .assignment: self = .assignment(try Assignment(canonicalBytes: payload))
    case .scoringStarted: self = .scoringStarted(try ScoringStarted(canonicalBytes: payload))
    case .amendment: self = .amendment(try Amendment(canonicalBytes: payload))
    case .closeExtension: self = .closeExtension(try CloseExtension(canonicalBytes: payload))
    case .recusal: self = .recusal(try Recusal(canonicalBytes: payload))
    case .sheet: self = .sheet(try SealedSheet(canonicalBytes: payload))
    case .final: self = .final(try Final(canonicalBytes: payload))
    case .deposit: self = .deposit(try Deposit(canonicalBytes: payload))
    case .incident: self = .incident(try Incident(canonicalBytes: payload))
    case .scoringClosed: self = .scoringClosed(try ScoringClosed(canonicalBytes: payload))
    case .keyShare: self = .keyShare(try KeyShare(canonicalBytes: payload))
    case .unsealing: self = .unsealing(try Unsealing(canonicalBytes: payload))
    case .ranking: self = .ranking(try Ranking(canonicalBytes: payload))
    case .dispute: self = .dispute(try Dispute(canonicalBytes: payload))
    case .ruling: self = .ruling(try Ruling(canonicalBytes: payload))
    case .decision: self = .decision(try Decision(canonicalBytes: payload))
    case .reveal: self = .reveal(try Reveal(canonicalBytes: payload))
    case .selection: self = .selection(try SelectionMade(canonicalBytes: payload))
    case .abandoned: self = .abandoned(try Abandoned(canonicalBytes: payload))
    case .seal: self = .seal(try Seal(canonicalBytes: payload))
    }
  }

  package var payload: any RecordPayload {
    switch self {
    case .session(let payload): payload
    case .keyset(let payload): payload
    case .enrolment(let payload): payload
    case .keyChange(let payload): payload
    case .roster(let payload): payload
    case .handOver(let payload): payload
    case .application(let payload): payload
    case .bundle(let payload): payload
    case .exclusions(let payload): payload
    case .escrow(let payload): payload
    case .redactionDecision(let payload): payload
    case .withdrawal(let payload): payload
    case .beacon(let payload): payload
    case .assignment(let payload): payload
    case .scoringStarted(let payload): payload
    case .amendment(let payload): payload
    case .closeExtension(let payload): payload
    case .recusal(let payload): payload
    case .sheet(let payload): payload
    case .final(let payload): payload
    case .deposit(let payload): payload
    case .incident(let payload): payload
    case .scoringClosed(let payload): payload
    case .keyShare(let payload): payload
    case .unsealing(let payload): payload
    case .ranking(let payload): payload
    case .dispute(let payload): payload
    case .ruling(let payload): payload
    case .decision(let payload): payload
    case .reveal(let payload): payload
    case .selection(let payload): payload
    case .abandoned(let payload): payload
    case .seal(let payload): payload
    }
  }
}
