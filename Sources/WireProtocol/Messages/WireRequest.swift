/// What a client asks.
package enum WireRequest: Equatable, Sendable {
  case enrol(Enrolment)
  /// Hand in one record. The same record again gets the same answer, so a lost answer is asked for by sending it again.
  case submit(envelope: [UInt8])
  case checkpoint
  case consistency(old: UInt64, new: UInt64)
  case inclusion(index: UInt64, size: UInt64)
  /// The whole log in order; supervisors only.
  case entries(start: UInt64, count: UInt32)
  /// A hash tile; the path without the leading `tile/`.
  case tile(path: String)
  /// The caller's own records from an index on.
  case ownRecords(from: UInt64)
  /// Records that every role may read, from an index on.
  case controlRecords(from: UInt64)
  case blob(BlobRange)
  case assignments(from: UInt32)
  /// Records that wait for signatures, from the given number on; supervisors only.
  case proposals(from: UInt32)
  case sign(ProposalSignature)
  case cosign(Cosignature)
  case status
}

extension WireRequest {
  package var kind: FrameKind {
    switch self {
    case .enrol: .enrolRequest
    case .submit: .submitRequest
    case .checkpoint: .checkpointRequest
    case .consistency: .consistencyRequest
    case .inclusion: .inclusionRequest
    case .entries: .entriesRequest
    case .tile: .tileRequest
    case .ownRecords: .ownRecordsRequest
    case .controlRecords: .controlRecordsRequest
    case .blob: .blobRequest
    case .assignments: .assignmentsRequest
    case .proposals: .proposalsRequest
    case .sign: .signatureRequest
    case .cosign: .cosignatureRequest
    case .status: .statusRequest
    }
  }
}
