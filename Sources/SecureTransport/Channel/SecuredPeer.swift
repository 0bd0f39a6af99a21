import WireProtocol

/// Who is at the other end, as the TLS handshake proved it; travels up the pipeline once, before any plaintext.
struct SecuredPeer: Sendable {
  var purpose: ConnectionPurpose
  /// nil when the other side has no certificate or its certificate is no participant's.
  var certificate: PeerIdentity.Certificate?
  /// TLS exporter value for the enrolment proof; empty in a session.
  var enrolmentExporter: [UInt8]
}

/// The other side has sent its `close_notify`: the stream is complete.
struct PeerClosedEvent: Sendable {}
