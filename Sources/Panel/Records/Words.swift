// The closed lists of words that stand in clear in records.

package enum Role: String, Sendable, CaseIterable {
  case coordinator
  /// The key that signs checkpoints.
  case log
  case registrar
  /// The second person of the vault.
  case custodian
  case supervisor
  /// The key with which a supervisor or auditor cosigns checkpoints.
  case witness
  case reviewer
}

package enum KeyPurpose: String, Sendable, CaseIterable {
  /// Score sheets. The private key is published by `unsealing`.
  case marks
  /// The escrow of identities. Opened only when the registrar does not reveal.
  case identity
  /// Free text. Never published.
  case confidential
}

package enum KeysetMode: String, Sendable {
  case dealer
  case dkg
}

package enum KeyChangeReason: String, Sendable {
  case lost
  case stolen
  case replaced
}

package enum AnonymizationPolicy: String, Sendable, CaseIterable {
  case strict
  case standard
  /// 实名: nothing is taken out.
  case named
}

package enum ExclusionMode: String, Sendable {
  /// True conflicts only: from whom it invited the coordinator can infer applicants, and the report says so.
  case plain
  /// Filled up with decoys.
  case padded
}

package enum BeaconPurpose: String, Sendable, CaseIterable {
  case assignment
}

package enum RecusalKind: String, Sendable, CaseIterable {
  case kinship
  case employment
  case origin
  case cooperation
  case recognised
  case other
}

package enum SheetState: String, Sendable {
  case sheet
  case recused
  case none
}

package enum IncidentKind: String, Sendable {
  case equivocation
  case usedInvitation = "used-invitation"
  case splitView = "split-view"
  case recovery
  case interference
}

package enum VoidReason: String, Sendable {
  case undecryptable
  case padding
  case malformed
  case marks
}

package enum RulingOutcome: String, Sendable {
  case upheld
  case dismissed
}

package enum DecisionQuestion: String, Sendable {
  /// The order of equals.
  case tie
  /// A reviewer who signed no `final`.
  case missingFinal = "missing-final"
  /// A place that is left empty.
  case emptyPlace = "empty-place"
  /// An exception that the measures allow in principle.
  case exception
}

package enum RevealSource: String, Sendable {
  case vault
  case escrow
}

package enum AbandonReason: String, Sendable {
  case keyLost = "key-lost"
  case logLost = "log-lost"
  case fault
  case cancelled
}

package enum RequiredEvidence: String, Sendable, CaseIterable {
  /// Cosignatures of a quorum over the records that need it.
  case cosignatures
  /// A `final` of every reviewer, or a decision instead.
  case finals
  case escrow
  /// RFC 3161 time stamps.
  case timestamps
}

/// Whether a city's win excludes its counties within the track or in both (article 13).
package enum ExclusionScope: String, Sendable {
  case withinTrack = "within-track"
  case acrossTracks = "across-tracks"
}
