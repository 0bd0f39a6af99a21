package import ByteCoding

/// Why a blob is in the archive.
package struct BlobUse: Sendable {
  package let digest: Digest
  /// Nothing can be verified without it. Of the others the digest alone is evidence.
  package let isRequired: Bool
  /// Bytes, where the record says how many.
  package let size: Int64?

  package init(_ digest: Digest, required: Bool = true, size: Int64? = nil) {
    self.digest = digest
    isRequired = required
    self.size = size
  }

  /// The blobs that a record names.
  package static func uses(of record: Record) -> [BlobUse] {
    switch record {
    case .roster(let roster): [BlobUse(roster.members.blob)]
    case .handOver(let handOver): [BlobUse(handOver.applications.blob)]
    case .bundle(let bundle): [BlobUse(bundle.bundle, size: bundle.size)]
    case .exclusions(let exclusions): [BlobUse(exclusions.pairs.blob)]
    case .escrow(let escrow): [BlobUse(escrow.blob, size: escrow.size)]
    case .assignment(let assignment): [BlobUse(assignment.pairs.blob)]
    case .deposit(let deposit): [BlobUse(deposit.blob)]
    case .incident(let incident): incident.evidence.map { BlobUse($0, required: false) }
    case .scoringClosed(let closed): [BlobUse(closed.heads.blob), BlobUse(closed.counted.blob)]
    case .ranking(let ranking): [BlobUse(ranking.voids.blob), BlobUse(ranking.lines.blob)]
    case .dispute(let dispute): [BlobUse(dispute.evidence, required: false)]
    case .ruling(let ruling): [BlobUse(ruling.reason, required: false)]
    case .decision(let decision): decision.attachment == .zero ? [] : [BlobUse(decision.attachment, required: false)]
    case .reveal(let reveal): [BlobUse(reveal.identities.blob)]
    case .selection(let selection): [BlobUse(selection.lines.blob)]
    case .session, .keyset, .enrolment, .keyChange, .application, .redactionDecision, .withdrawal, .beacon,
      .scoringStarted, .amendment, .closeExtension, .recusal, .sheet, .final, .keyShare, .unsealing, .abandoned, .seal:
      []
    }
  }
}
