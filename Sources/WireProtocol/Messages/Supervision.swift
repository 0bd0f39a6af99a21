package import ByteCoding

/// A record that waits for signatures.
package struct Proposal: Equatable, Sendable {
  /// SHA-256 of the pre-authentication encoding of type and payload. The signer computes it anew.
  package var record: Digest
  package var payloadType: String
  package var payload: [UInt8]
  /// Codes of the signers asked for.
  package var signers: [String]
  /// Codes of those whose signature the server already has.
  package var signed: [String]

  package init(record: Digest, payloadType: String, payload: [UInt8], signers: [String], signed: [String]) {
    self.record = record
    self.payloadType = payloadType
    self.payload = payload
    self.signers = signers
    self.signed = signed
  }
}

package struct ProposalPage: Equatable, Sendable {
  package var proposals: [Proposal]
  /// Whether the page was full: ask again from the number had so far.
  package var more: Bool

  package init(proposals: [Proposal], more: Bool) {
    self.proposals = proposals
    self.more = more
  }
}

/// One signature for a proposal.
package struct ProposalSignature: Equatable, Sendable {
  package var record: Digest
  package var keyID: String
  package var signature: [UInt8]

  package init(record: Digest, keyID: String, signature: [UInt8]) {
    self.record = record
    self.keyID = keyID
    self.signature = signature
  }
}

/// How far a proposal is.
package struct SignatureProgress: Equatable, Sendable {
  package var present: UInt32
  package var required: UInt32
  /// Set once the record stands in the log.
  package var receipt: RecordReceipt?

  package init(present: UInt32, required: UInt32, receipt: RecordReceipt? = nil) {
    self.present = present
    self.required = required
    self.receipt = receipt
  }
}

/// One cosignature of a checkpoint.
package struct Cosignature: Equatable, Sendable {
  /// Tree size of the checkpoint.
  package var size: UInt64
  /// One signature line of a signed note, without the line feed.
  package var line: String

  package init(size: UInt64, line: String) {
    self.size = size
    self.line = line
  }
}

package struct CosignatureProgress: Equatable, Sendable {
  package var present: UInt32
  package var required: UInt32

  package init(present: UInt32, required: UInt32) {
    self.present = present
    self.required = required
  }
}

/// Where the session stands, as far as the caller's role may know. Counts only.
package struct SessionStatus: Equatable, Sendable {
  package struct Count: Equatable, Sendable {
    package var name: String
    package var value: UInt64

    package init(_ name: String, _ value: UInt64) {
      self.name = name
      self.value = value
    }
  }

  package var phase: String
  /// Entries in the log.
  package var entries: UInt64
  package var counts: [Count]

  package init(phase: String, entries: UInt64, counts: [Count]) {
    self.phase = phase
    self.entries = entries
    self.counts = counts
  }
}
