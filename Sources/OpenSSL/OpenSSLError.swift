import COpenSSL

/// Why a cryptographic operation was refused or failed.
///
/// Compared by `code` alone: the texts are for people.
package struct OpenSSLError: Error, Sendable {
  package enum Code: Sendable, Hashable {
    /// Bytes that are not a key of the kind asked for, or a key that is refused (small order, not canonical).
    case invalidKey
    /// Bytes that are not a point of P-256 in the one form accepted.
    case invalidPoint
    /// 32 bytes that are not in 1…q−1.
    case invalidScalar
    /// A ciphertext, tag, nonce or additional data that do not belong together, or the wrong key.
    case authenticationFailed
    /// A parameter outside its stated limits.
    case invalidParameter
    /// Not a certificate, request, key or revocation list, or one that breaks its profile.
    case invalidCertificate
    /// A share that does not fit the commitments, or too few or doubled shares.
    case invalidShare
    /// The library itself failed: no memory, no randomness, an algorithm that is missing.
    case libraryFailure
  }

  package let code: Code
  /// For Chinese readers.
  package let zh: String
  /// For English readers.
  package let en: String
  /// What OpenSSL had queued when the operation failed, oldest first.
  package let reasons: [String]

  package init(_ code: Code, zh: String, en: String, reasons: [String] = []) {
    self.code = code
    self.zh = zh
    self.en = en
    self.reasons = reasons
  }
}

extension OpenSSLError: Equatable {
  package static func == (left: OpenSSLError, right: OpenSSLError) -> Bool { left.code == right.code }
}

extension OpenSSLError: CustomStringConvertible {
  package var description: String {
    let cause = reasons.isEmpty ? "" : " [" + reasons.joined(separator: "; ") + "]"
    return "\(zh) \(en)\(cause)"
  }
}

/// The error queue of this thread. It is shared by everything that runs on the thread, so it is cleared before a
/// call and read in the same synchronous stretch after it.
package enum ErrorQueue {
  /// More entries than this tell nothing new.
  private static let maximumReasons = 16

  package static func clear() { ERR_clear_error() }

  /// Takes what is queued, oldest first, and leaves the queue empty.
  package static func take() -> [String] {
    var reasons: [String] = []
    while reasons.count < maximumReasons {
      let code = ERR_get_error()
      guard code != 0 else { return reasons }
      reasons.append(text(of: code))
    }
    ERR_clear_error()
    return reasons
  }

  private static func text(of code: UInt) -> String {
    if let reason = unsafe ERR_reason_error_string(code) { return unsafe String(cString: reason) }
    var buffer = [CChar](repeating: 0, count: 256)
    unsafe buffer.withUnsafeMutableBufferPointer { unsafe ERR_error_string_n(code, $0.baseAddress, $0.count) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The library failed at something that only fails when memory or an algorithm is missing.
  static func failure(_ operation: String) -> OpenSSLError {
    OpenSSLError(
      .libraryFailure,
      zh: "密码库操作失败：\(operation)。请检查 OpenSSL 的安装与可用内存。",
      en: "OpenSSL failed at \(operation). Check its installation and the free memory.",
      reasons: take())
  }
}

/// Throws unless an OpenSSL call returned 1, its word for success.
func check(_ result: Int32, _ operation: String) throws(OpenSSLError) {
  guard result == 1 else { throw ErrorQueue.failure(operation) }
}

/// The handle, or the library's failure if there is none.
func check(_ handle: OpaquePointer?, _ operation: String) throws(OpenSSLError) -> OpaquePointer {
  guard let handle = unsafe handle else { throw ErrorQueue.failure(operation) }
  return unsafe handle
}
