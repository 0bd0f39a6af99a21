import NIOCore

/// The life of a TLS channel, as a value: events in, one action out. The handshake itself is the session's.
struct TLSChannelState {
  enum Action: Equatable {
    case nothing
    /// Send what the session has for us, `close_notify` in it, then wait for the other side, for a time.
    case sayFarewell
    /// Send what the session has for us, end our way out, then wait for the other side, for a time.
    case endOutput
    /// Send what the session has for us, then close.
    case flushAndClose
    case close
  }

  private enum State {
    case handshaking
    case open
    /// Our way out is finished; the other side may still be sending, and nobody listens.
    case leaving
    case closed
  }

  private var state = State.handshaking

  var isHandshaking: Bool { state == .handshaking }
  var isOpen: Bool { state == .open }
  /// Whether to read on by ourselves: only the end of the stream is still of interest.
  var isLeaving: Bool { state == .leaving }

  mutating func handshakeCompleted() {
    if state == .handshaking { state = .open }
  }

  /// Our side wants to close.
  mutating func closeRequested() -> Action {
    switch state {
    case .handshaking:
      state = .closed
      return .close
    case .open:
      state = .leaving
      return .sayFarewell
    case .leaving, .closed:
      return .nothing
    }
  }

  /// The session refused the peer or was refused. An alert that says why may be in its output, so we must not close with
  /// bytes unread: TCP would then reset the connection, and the alert would be lost.
  mutating func failed() -> Action {
    switch state {
    case .handshaking, .open:
      state = .leaving
      return .endOutput
    case .leaving:
      state = .closed
      return .close
    case .closed:
      return .nothing
    }
  }

  /// The peer has said `close_notify`.
  mutating func peerSaidFarewell() -> Action {
    switch state {
    case .handshaking, .open:
      state = .closed
      return .flushAndClose
    case .leaving:
      state = .closed
      return .close
    case .closed:
      return .nothing
    }
  }

  /// The time for leaving is over.
  mutating func waitedLongEnough() -> Action {
    guard state == .leaving else { return .nothing }
    state = .closed
    return .close
  }

  /// The transport has ended.
  mutating func becameInactive() {
    state = .closed
  }
}
