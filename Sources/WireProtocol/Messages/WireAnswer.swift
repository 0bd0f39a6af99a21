package import ByteCoding

/// What the server answers when it does what was asked; otherwise it sends a ``WireRefusal``.
package enum WireAnswer: Equatable, Sendable {
  case enrolled(Enrolled)
  case accepted(RecordReceipt)
  case checkpoint([UInt8])
  case consistency([Digest])
  case inclusion([Digest])
  case entries(EntryPage)
  case tile([UInt8])
  case ownRecords(RecordPage)
  case controlRecords(RecordPage)
  /// The chunks follow in frames of their own.
  case blob(BlobPart)
  case assignments(AssignmentPage)
  case proposals(ProposalPage)
  case signed(SignatureProgress)
  case cosigned(CosignatureProgress)
  case status(SessionStatus)
}

extension WireAnswer {
  package var kind: FrameKind {
    switch self {
    case .enrolled: .enrolAnswer
    case .accepted: .submitAnswer
    case .checkpoint: .checkpointAnswer
    case .consistency: .consistencyAnswer
    case .inclusion: .inclusionAnswer
    case .entries: .entriesAnswer
    case .tile: .tileAnswer
    case .ownRecords: .ownRecordsAnswer
    case .controlRecords: .controlRecordsAnswer
    case .blob: .blobAnswer
    case .assignments: .assignmentsAnswer
    case .proposals: .proposalsAnswer
    case .signed: .signatureAnswer
    case .cosigned: .cosignatureAnswer
    case .status: .statusAnswer
    }
  }
}

/// What the server says unasked. Hints only: nothing is believed without its proof.
package enum WirePush: Equatable, Sendable {
  /// - index: of the record that made the phase.
  case phase(String, index: UInt64)
  case checkpoint([UInt8])
  /// - code: stable reason in one word.
  case notice(code: String, zh: String, en: String)
}
