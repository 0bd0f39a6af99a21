import TLS

/// Why a connection could not be made, or was lost. What the other side refuses in its own words is a `WireRefusal`.
///
/// Compared by code; the sentences decide nothing.
package struct TransportError: Error, Sendable {
  package enum Code: String, CaseIterable, Sendable {
    /// No TCP connection.
    case cannotConnect
    /// The address cannot be listened on.
    case cannotListen
    /// The other side's certificate is absent or not one we accept.
    case peerNotTrusted
    /// The other side does not accept our certificate, or wants one and got none.
    case certificateRefused
    /// TLS failed for another reason.
    case tlsFailed
    /// The other side sent something that breaks the protocol's framing.
    case protocolBroken
    /// The connection ended without `close_notify`, or inside a frame.
    case truncated
    /// The connection was closed, by either side, in good order.
    case closed
    case timedOut
    case tooManyConnections
  }

  package var code: Code
  package var zh: String
  package var en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }
}

extension TransportError: Equatable {
  package static func == (left: TransportError, right: TransportError) -> Bool { left.code == right.code }
}

extension TransportError: CustomStringConvertible {
  package var description: String { "\(zh) / \(en)" }
}

extension TransportError {
  static let truncated = TransportError(
    .truncated, zh: "连接被中途切断，未完成的请求视为失败，请重新连接后重试",
    en: "the connection was cut off; what was not answered has failed: connect and send it again")

  static let closed = TransportError(.closed, zh: "连接已关闭", en: "the connection is closed")

  static func timedOut(_ what: String) -> TransportError {
    TransportError(.timedOut, zh: "等待超时：\(what)", en: "timed out: \(what)")
  }

  static func cannotConnect(_ address: String, _ cause: any Error) -> TransportError {
    TransportError(
      .cannotConnect, zh: "无法连接服务器 \(address)，请检查地址、网络和服务器是否已启动（\(cause)）",
      en: "cannot connect to \(address); check address, network and whether the server runs (\(cause))")
  }

  static func cannotListen(_ address: String, _ cause: any Error) -> TransportError {
    TransportError(
      .cannotListen, zh: "无法监听 \(address)，端口可能已被占用（\(cause)）",
      en: "cannot listen on \(address); perhaps another program holds the port (\(cause))")
  }

  static let tooManyConnections = TransportError(
    .tooManyConnections, zh: "连接数已达上限", en: "too many connections")
}

extension TransportError {
  /// Keeps what the TLS room says; its texts are made for people already.
  init(_ error: TLSError) {
    let code: Code =
      switch (error.code, error.origin) {
      case (.truncated, _): .truncated
      case (.pinMismatch, .local), (.unknownAuthority, .local), (.certificateExpired, .local),
        (.certificateRevoked, .local), (.certificateRefused, .local), (.certificateRequired, .local):
        .peerNotTrusted
      case (.certificateRequired, .peer), (.unknownAuthority, .peer), (.certificateExpired, .peer),
        (.certificateRevoked, .peer), (.certificateRefused, .peer):
        .certificateRefused
      case (.pinMismatch, .peer), (.protocolVersion, _), (.applicationProtocol, _), (.protocolViolation, _),
        (.notOpen, _), (.libraryFailure, _):
        .tlsFailed
      }
    self.init(code, zh: error.zh, en: error.en)
  }
}
