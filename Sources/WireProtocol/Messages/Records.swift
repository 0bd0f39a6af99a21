package import ByteCoding

/// What a receipt is made of: the record stands in the log of this checkpoint.
package struct RecordReceipt: Equatable, Sendable {
  package var index: UInt64
  /// SHA-256 of the DSSE pre-authentication encoding.
  package var record: Digest
  /// C2SP tlog-checkpoint, verbatim.
  package var checkpoint: [UInt8]
  /// RFC 6962 audit path in the checkpoint's tree.
  package var inclusionProof: [Digest]

  package init(index: UInt64, record: Digest, checkpoint: [UInt8], inclusionProof: [Digest]) {
    self.index = index
    self.record = record
    self.checkpoint = checkpoint
    self.inclusionProof = inclusionProof
  }
}

/// A record with the proof that it stands in the log.
package struct ProvenRecord: Equatable, Sendable {
  package var index: UInt64
  /// The DSSE envelope, verbatim.
  package var envelope: [UInt8]
  package var inclusionProof: [Digest]

  package init(index: UInt64, envelope: [UInt8], inclusionProof: [Digest]) {
    self.index = index
    self.envelope = envelope
    self.inclusionProof = inclusionProof
  }
}

/// Some records of the log, each proven against one checkpoint.
package struct RecordPage: Equatable, Sendable {
  package var checkpoint: [UInt8]
  package var records: [ProvenRecord]
  /// Whether the page was full: ask again from the last index plus one.
  package var more: Bool

  package init(checkpoint: [UInt8], records: [ProvenRecord], more: Bool) {
    self.checkpoint = checkpoint
    self.records = records
    self.more = more
  }
}

/// Consecutive entries of the log, verbatim.
package struct EntryPage: Equatable, Sendable {
  package var start: UInt64
  package var entries: [[UInt8]]

  package init(start: UInt64, entries: [[UInt8]]) {
    self.start = start
    self.entries = entries
  }
}
