import COpenSSL
import COpenSSLTLS
import OpenSSL

/// Why a connection was refused, broken or is not usable.
///
/// Compared by `code` and `origin`: the texts are for people.
package struct TLSError: Error, Sendable {
  package enum Code: Sendable, Hashable {
    /// The server asks for a client certificate and none came.
    case certificateRequired
    /// The certificate was not issued by the session's authority.
    case unknownAuthority
    case certificateExpired
    case certificateRevoked
    /// The server's certificate is not the one whose fingerprint was given.
    case pinMismatch
    /// A certificate for another purpose, broken, or refused for another reason.
    case certificateRefused
    /// No common version: everything below TLS 1.3 is refused.
    case protocolVersion
    /// No common application protocol, or none was named.
    case applicationProtocol
    /// The transport ended without close_notify: something at the end may be missing.
    case truncated
    /// The bytes are not TLS, were changed, or break the protocol.
    case protocolViolation
    /// Used when it was not open.
    case notOpen
    /// The library failed or the configuration does not work.
    case libraryFailure
  }

  /// Who refused.
  package enum Origin: Sendable, Hashable {
    case local
    /// The peer, by an alert.
    case peer
  }

  package let code: Code
  package let origin: Origin
  /// For Chinese readers.
  package let zh: String
  /// For English readers.
  package let en: String
  /// What OpenSSL had queued, oldest first.
  package let reasons: [String]

  init(_ code: Code, origin: Origin = .local, reasons: [String] = []) {
    self.code = code
    self.origin = origin
    self.reasons = reasons
    let text = TLSError.text(code)
    zh = origin == .peer ? "对方拒绝连接：" + text.zh : text.zh
    en = origin == .peer ? "The peer refused: " + text.en : text.en
  }

  /// The configuration was refused by the OpenSSL room or by libssl.
  static func configuration(_ operation: String) -> TLSError {
    TLSError(.libraryFailure, reasons: [operation] + ErrorQueue.take())
  }
}

extension TLSError: Equatable {
  package static func == (left: TLSError, right: TLSError) -> Bool {
    left.code == right.code && left.origin == right.origin
  }
}

extension TLSError: CustomStringConvertible {
  package var description: String {
    let cause = reasons.isEmpty ? "" : " [" + reasons.joined(separator: "; ") + "]"
    return "\(zh) \(en)\(cause)"
  }
}

extension TLSError {
  private static func text(_ code: Code) -> (zh: String, en: String) {
    switch code {
    case .certificateRequired:
      ("服务器要求出示客户端证书，请先完成注册。", "A client certificate is required. Enrol first.")
    case .unknownAuthority:
      (
        "证书不是由本次会评的签发机构签发，请核对邀请文件是否属于本次会评。",
        "The certificate was not issued by this session's authority. Check that the invitation is for this session."
      )
    case .certificateExpired:
      (
        "证书不在有效期内，请检查本机时钟，或联系会务重新签发。",
        "The certificate is outside its validity. Check this machine's clock, or ask the office for a new one."
      )
    case .certificateRevoked:
      ("证书已被吊销，请联系会务。", "The certificate was revoked. Ask the office.")
    case .pinMismatch:
      (
        "服务器证书的指纹与邀请中的不符，连接可能被冒充，请勿继续并联系会务。",
        "The server's certificate is not the one in the invitation; somebody may be impersonating it. Stop and ask the office."
      )
    case .certificateRefused:
      ("证书不可用于此用途或已损坏。", "The certificate is broken or not meant for this use.")
    case .protocolVersion:
      ("只支持 TLS 1.3，请升级对方软件。", "Only TLS 1.3 is spoken here. Update the other side.")
    case .applicationProtocol:
      ("双方没有共同的应用协议版本，请升级软件。", "The two sides have no application protocol in common. Update.")
    case .truncated:
      (
        "连接中断，末尾数据可能缺失，请重新连接。",
        "The connection ended without a farewell, and something may be missing at the end. Connect again."
      )
    case .protocolViolation:
      ("对方发来的不是有效的 TLS 数据，或数据已被改动。", "What came is not valid TLS, or was changed on the way.")
    case .notOpen:
      ("连接尚未建立或已经关闭。", "The connection is not open.")
    case .libraryFailure:
      ("TLS 库操作失败，请检查 OpenSSL 的安装与证书配置。", "libssl failed. Check its installation and the certificates.")
    }
  }

  /// The error that is queued on this thread, put into words.
  ///
  /// - Parameters:
  ///   - verification: the result of the certificate check, X509_V_OK when there was none.
  ///   - isPinned: whether a fingerprint and not an authority decides.
  static func taken(verification: Int, isPinned: Bool) -> TLSError {
    let queued = ERR_peek_error()
    let reasons = ErrorQueue.take()
    guard queued != 0, ERR_GET_LIB(queued) == ERR_LIB_SSL else { return TLSError(.protocolViolation, reasons: reasons) }
    let reason = ERR_GET_REASON(queued)
    if reason >= SSL_AD_REASON_OFFSET {
      return TLSError(code(alert: reason - SSL_AD_REASON_OFFSET), origin: .peer, reasons: reasons)
    }
    switch reason {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      let code = isPinned && verification == X509_V_ERR_APPLICATION_VERIFICATION ? .pinMismatch : code(verification)
      let words = unsafe X509_verify_cert_error_string(verification).map { unsafe String(cString: $0) }
      return TLSError(code, reasons: reasons + (words.map { [$0] } ?? []))
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return TLSError(.certificateRequired, reasons: reasons)
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_WRONG_SSL_VERSION, SSL_R_NO_PROTOCOLS_AVAILABLE,
      SSL_R_VERSION_TOO_LOW, SSL_R_UNKNOWN_PROTOCOL:
      return TLSError(.protocolVersion, reasons: reasons)
    case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_CALLBACK_FAILED, SSL_R_CLIENTHELLO_TLSEXT:
      return TLSError(.applicationProtocol, reasons: reasons)
    default:
      return TLSError(.protocolViolation, reasons: reasons)
    }
  }

  /// X509_V_ERR_* in words.
  private static func code(_ verification: Int) -> Code {
    switch Int32(truncatingIfNeeded: verification) {
    case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .certificateExpired
    case X509_V_ERR_CERT_REVOKED: .certificateRevoked
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_SIGNATURE_FAILURE:
      .unknownAuthority
    default: .certificateRefused
    }
  }

  /// RFC 8446 §6.2.
  private static func code(alert: Int32) -> Code {
    switch alert {
    case SSL_AD_CERTIFICATE_REQUIRED: .certificateRequired
    case SSL_AD_UNKNOWN_CA: .unknownAuthority
    case SSL_AD_CERTIFICATE_EXPIRED: .certificateExpired
    case SSL_AD_CERTIFICATE_REVOKED: .certificateRevoked
    case SSL_AD_BAD_CERTIFICATE, SSL_AD_UNSUPPORTED_CERTIFICATE, SSL_AD_CERTIFICATE_UNKNOWN, SSL_AD_ACCESS_DENIED:
      .certificateRefused
    case SSL_AD_PROTOCOL_VERSION: .protocolVersion
    case SSL_AD_NO_APPLICATION_PROTOCOL: .applicationProtocol
    default: .protocolViolation
    }
  }
}
