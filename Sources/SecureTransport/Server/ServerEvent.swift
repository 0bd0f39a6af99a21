package import WireProtocol

/// What the server tells its owner, for the log. Holds no application and reviewer pair and no secret.
package enum ServerEvent: Sendable {
  case admitted(PeerIdentity)
  /// The caller was let in and has left; nil when in good order.
  case left(PeerIdentity, reason: (any Error)?)
  /// The caller did not get in: TLS, `Hello` or the service refused it.
  case turnedAway(address: String, reason: any Error)
  /// The service failed at a request; the caller learnt `internalError` and no more.
  case requestFailed(PeerIdentity, FrameKind, any Error)
}
