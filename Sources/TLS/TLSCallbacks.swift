import ByteCoding
import COpenSSL
import COpenSSLTLS
import OpenSSL

/// What libssl asks in the middle of a handshake. C cannot carry Swift closures' captures, so each finds its context
/// by the connection.
enum TLSCallbacks {
  /// After the library's own check of each certificate in the chain: ours is revocation, at the leaf.
  static let verify: @convention(c) (Int32, OpaquePointer?) -> Int32 = { isValid, store in
    guard isValid == 1, unsafe X509_STORE_CTX_get_error_depth(store) == 0 else { return isValid }
    guard let connection = unsafe X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()),
      let context = unsafe TLSContext.of(OpaquePointer(connection)),
      let leaf = unsafe X509_STORE_CTX_get0_cert(store),
      let serialNumber = unsafe try? Certificate.serialNumber(of: leaf)
    else {
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_UNSPECIFIED)
      return 0
    }
    guard !context.isRevoked(serialNumber: serialNumber) else {
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REVOKED)
      return 0
    }
    return 1
  }

  /// Instead of the library's check of the chain: the leaf has the fingerprint that was given, and is in its time.
  static let verifyPin: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32 = { store, pointer in
    guard let pointer = unsafe pointer, let certificate = unsafe TLSCallbacks.leaf(of: store),
      case .client(let configuration) = unsafe Unmanaged<TLSContext>.fromOpaque(pointer).takeUnretainedValue().role,
      TLSCallbacks.isPinned(certificate, by: configuration.trust)
    else {
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return 0
    }
    guard unsafe TLSCallbacks.isInItsTime(certificate.handle) else {
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_HAS_EXPIRED)
      return 0
    }
    unsafe X509_STORE_CTX_set_error(store, X509_V_OK)
    return 1
  }

  /// A hello that names no application protocol is refused here; libssl would go on without one.
  static let clientHello:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?
    ) -> Int32 = { connection, alert, _ in
      var content: UnsafePointer<UInt8>?
      var count = 0
      let kind = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
      guard unsafe SSL_client_hello_get0_ext(connection, kind, &content, &count) == 1 else {
        // A version below 1.3 is refused with the alert of its own, later.
        let versions = UInt32(TLSEXT_TYPE_supported_versions)
        guard unsafe SSL_client_hello_get0_ext(connection, versions, &content, &count) == 1 else {
          return SSL_CLIENT_HELLO_SUCCESS
        }
        unsafe alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
        return SSL_CLIENT_HELLO_ERROR
      }
      return SSL_CLIENT_HELLO_SUCCESS
    }

  /// The first of our protocols that the client offers; it decides as well whether a certificate is asked for.
  static let selectProtocol:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32 = { connection, name, nameCount, offered, offeredCount, _ in
      guard let context = unsafe TLSContext.of(connection), case .server(let protocols) = context.role else {
        return SSL_TLSEXT_ERR_ALERT_FATAL
      }
      let list = unsafe UnsafeBufferPointer(start: offered, count: Int(offeredCount))
      for candidate in protocols {
        guard let range = unsafe TLSCallbacks.range(of: [UInt8](candidate.name.utf8), in: list) else { continue }
        unsafe name?.pointee = offered?.advanced(by: range.lowerBound)
        unsafe nameCount?.pointee = UInt8(range.count)
        switch candidate.clientCertificate {
        case .required:
          unsafe SSL_set_verify(connection, TLSContext.certificateRequired, TLSCallbacks.verify)
        case .none:
          unsafe SSL_set_verify(connection, SSL_VERIFY_NONE, nil)
          unsafe SSL_set_num_tickets(connection, 0)
        }
        return SSL_TLSEXT_ERR_OK
      }
      return SSL_TLSEXT_ERR_ALERT_FATAL
    }

  /// A client's connection can be resumed later.
  static let newSession: @convention(c) (OpaquePointer?, OpaquePointer?) -> Int32 = { connection, session in
    guard let context = unsafe TLSContext.of(connection), let session = unsafe session else { return 0 }
    unsafe context.keep(ResumableSession(adopting: session))
    return 1
  }

  /// Each name has its length in the byte before it (RFC 7301 §3.1).
  private static func range(of name: [UInt8], in list: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var index = 0
    while index < list.count {
      let range = unsafe index + 1..<index + 1 + Int(list[index])
      guard range.upperBound <= list.count else { return nil }
      if unsafe list[range].elementsEqual(name) { return range }
      index = range.upperBound
    }
    return nil
  }

  private static func isPinned(_ certificate: Certificate, by trust: TLSClientConfiguration.ServerTrust) -> Bool {
    switch trust {
    case .authority: false
    case .certificateFingerprint(let digest): (try? certificate.fingerprint()) == digest
    case .publicKeyDigest(let digest): certificate.publicKeyDigest == digest
    }
  }

  private static func leaf(of store: OpaquePointer?) -> Certificate? {
    guard let leaf = unsafe X509_STORE_CTX_get0_cert(store), unsafe X509_up_ref(leaf) == 1 else { return nil }
    return unsafe try? Certificate(adopting: leaf)
  }

  /// By the clock of this machine.
  static func isInItsTime(_ certificate: OpaquePointer) -> Bool {
    unsafe X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0
      && X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0
  }
}
