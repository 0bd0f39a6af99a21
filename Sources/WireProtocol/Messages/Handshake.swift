package import ByteCoding

/// The version of the protocol that this program speaks (ALPN `plumbline/1` names the framing; this the messages).
package enum WireVersion {
  package static let supported: ClosedRange<UInt32> = 1...1
}

/// The caller's first frame.
package struct Hello: Equatable, Sendable {
  package var versions: ClosedRange<UInt32>
  /// Name and version of the program, for the server's log only.
  package var software: String
  /// The session digest that the person typed or scanned.
  package var session: Digest?

  package init(versions: ClosedRange<UInt32> = WireVersion.supported, software: String, session: Digest? = nil) {
    self.versions = versions
    self.software = software
    self.session = session
  }
}

/// Whom the server takes a caller for.
package enum PeerRole: Int, CaseIterable, Sendable {
  case reviewer = 1
  case supervisor
  /// Holds an invitation and no certificate; may enrol and nothing else.
  case candidate
}

/// The server's first frame. It comes after the server has checked the caller's certificate: with TLS 1.3 the caller's
/// handshake ends before that.
package struct Welcome: Equatable, Sendable {
  package var version: UInt32
  package var session: Digest
  package var software: String
  /// A hint for the eye: a client believes a phase only from the record with its inclusion proof.
  package var phase: String
  /// C2SP tlog-checkpoint with the cosignatures the server has, verbatim. Empty while the log has none.
  package var checkpoint: [UInt8]
  /// Empty for a candidate, who has no certificate to be known by.
  package var code: String
  package var role: PeerRole

  package init(
    version: UInt32 = WireVersion.supported.upperBound, session: Digest, software: String, phase: String,
    checkpoint: [UInt8], code: String, role: PeerRole
  ) {
    self.version = version
    self.session = session
    self.software = software
    self.phase = phase
    self.checkpoint = checkpoint
    self.code = code
    self.role = role
  }
}
