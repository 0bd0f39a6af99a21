import ByteCoding
import COpenSSL
import COpenSSLTLS
import OpenSSL
import Synchronization

/// What all connections of one server, or of one client to its server, have in common.
///
/// TLS 1.3 only; resumption by state at the server (no tickets that carry it), so that it ends when a certificate is
/// revoked; no early data.
// @unchecked: the handle is set once and libssl guards what is inside; everything else is behind `shared`.
@safe package final class TLSContext: @unchecked Sendable {
  enum Role {
    case server(protocols: [ApplicationProtocol])
    case client(TLSClientConfiguration)
  }

  /// A chain of ours is one certificate of about 600 bytes.
  private static let maximumPeerCertificateBytes = 16_384
  /// How long a connection can be resumed, in seconds. Expiry and revocation are looked at again when it is.
  private static let resumptionLifetime = 3600

  let handle: OpaquePointer
  let role: Role
  private let shared: Mutex<Shared>

  private struct Shared {
    var revoked: Set<[UInt8]> = []
    /// A client's newest resumable session.
    var resumable: ResumableSession?
  }

  /// - Throws: `.libraryFailure` when key and certificate do not fit.
  package static func server(_ configuration: TLSServerConfiguration) throws(TLSError) -> TLSContext {
    precondition(!configuration.protocols.isEmpty, "a server speaks at least one protocol")
    let context = try TLSContext(
      role: .server(protocols: configuration.protocols), identity: configuration.identity,
      revoked: configuration.revokedSerialNumbers)
    try context.configureServer(configuration)
    return context
  }

  /// - Throws: `.libraryFailure` when key and certificate do not fit.
  package static func client(_ configuration: TLSClientConfiguration) throws(TLSError) -> TLSContext {
    let context = try TLSContext(role: .client(configuration), identity: configuration.identity, revoked: [])
    try context.configureClient(configuration)
    return context
  }

  private init(role: Role, identity: TLSIdentity?, revoked: Set<[UInt8]>) throws(TLSError) {
    self.role = role
    shared = Mutex(Shared(revoked: revoked))
    ErrorQueue.clear()
    guard let context = unsafe SSL_CTX_new(TLS_method()) else { throw TLSError.configuration("SSL_CTX_new") }
    unsafe handle = context
    unsafe SSL_CTX_set_ex_data(context, TLSContext.index, Unmanaged.passUnretained(self).toOpaque())
    try require(unsafe plumbline_SSL_CTX_use_TLS_1_3_only(context), "TLS 1.3")
    try require(
      unsafe SSL_CTX_set_ciphersuites(context, "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"), "cipher suites")
    try require(unsafe plumbline_SSL_CTX_set1_groups_list(context, "X25519:P-256"), "groups")
    unsafe SSL_CTX_set_options(
      context,
      plumbline_SSL_OP_NO_TICKET | plumbline_SSL_OP_NO_RENEGOTIATION | plumbline_SSL_OP_CLEANSE_PLAINTEXT)
    unsafe plumbline_SSL_CTX_release_buffers(context)
    unsafe plumbline_SSL_CTX_set_max_cert_list(context, TLSContext.maximumPeerCertificateBytes)
    unsafe SSL_CTX_set_timeout(context, TLSContext.resumptionLifetime)
    if let identity {
      try require(unsafe SSL_CTX_use_certificate(context, identity.certificate.handle), "certificate")
      try require(unsafe SSL_CTX_use_PrivateKey(context, identity.key.handle), "private key")
      try require(unsafe SSL_CTX_check_private_key(context), "the key does not belong to the certificate")
    }
  }

  deinit { unsafe SSL_CTX_free(handle) }

  // MARK: - Revocation

  /// From now on these certificates are refused, in new connections and in resumed ones.
  ///
  /// Every connection that could be resumed is forgotten, so the next one of each client shows its certificate again.
  /// Open connections are for the caller to close: it knows them by `TLSSession.peerCertificate`.
  package func revoke(serialNumbers: some Sequence<[UInt8]>) {
    shared.withLock { shared in
      shared.revoked.formUnion(serialNumbers)
      shared.resumable = nil
    }
    unsafe SSL_CTX_flush_sessions(handle, Int.max)
  }

  package func isRevoked(serialNumber: [UInt8]) -> Bool {
    shared.withLock { $0.revoked.contains(serialNumber) }
  }

  // MARK: - Resumption at the client

  func keep(_ session: ResumableSession) { shared.withLock { $0.resumable = session } }

  /// Kept until the next handshake brings another, so that an attempt that fails on the way costs nothing. That
  /// connections can be linked by it (RFC 8446 appendix C.4) is no loss: the server knows its client by certificate.
  var resumable: ResumableSession? { shared.withLock { $0.resumable } }

  // MARK: - Set up

  private func configureServer(_ configuration: TLSServerConfiguration) throws(TLSError) {
    let authority = unsafe configuration.clientAuthority.handle
    unsafe SSL_CTX_set_verify(handle, TLSContext.certificateRequired, TLSCallbacks.verify)
    try require(unsafe X509_STORE_add_cert(SSL_CTX_get_cert_store(handle), authority), "client authority")
    try require(unsafe SSL_CTX_add_client_CA(handle, authority), "client authority")
    unsafe SSL_CTX_set_alpn_select_cb(handle, TLSCallbacks.selectProtocol, nil)
    unsafe SSL_CTX_set_client_hello_cb(handle, TLSCallbacks.clientHello, nil)
    let identifier = [UInt8]("plumbline".utf8)
    try require(
      unsafe SSL_CTX_set_session_id_context(handle, identifier, UInt32(identifier.count)), "session ID context")
    let isResumable = configuration.maximumResumableSessions > 0
    unsafe plumbline_SSL_CTX_set_session_cache_mode(
      handle, Int(isResumable ? SSL_SESS_CACHE_SERVER : SSL_SESS_CACHE_OFF))
    unsafe plumbline_SSL_CTX_sess_set_cache_size(handle, configuration.maximumResumableSessions)
    try require(unsafe SSL_CTX_set_num_tickets(handle, isResumable ? 1 : 0), "tickets")
  }

  private func configureClient(_ configuration: TLSClientConfiguration) throws(TLSError) {
    switch configuration.trust {
    case .authority(let authority):
      unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, TLSCallbacks.verify)
      try require(unsafe X509_STORE_add_cert(SSL_CTX_get_cert_store(handle), authority.handle), "authority")
    case .certificateFingerprint, .publicKeyDigest:
      unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
      unsafe SSL_CTX_set_cert_verify_callback(
        handle, TLSCallbacks.verifyPin, Unmanaged.passUnretained(self).toOpaque())
    }
    let name = [UInt8](configuration.applicationProtocol.utf8)
    precondition((1...255).contains(name.count), "a name in ALPN has 1…255 bytes")
    let list = [UInt8(name.count)] + name
    // This one function answers 0 for success.
    guard unsafe SSL_CTX_set_alpn_protos(handle, list, UInt32(list.count)) == 0 else {
      throw TLSError.configuration("ALPN")
    }
    if configuration.isResumptionEnabled {
      unsafe plumbline_SSL_CTX_set_session_cache_mode(
        handle, Int(SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL))
      unsafe SSL_CTX_sess_set_new_cb(handle, TLSCallbacks.newSession)
    } else {
      unsafe plumbline_SSL_CTX_set_session_cache_mode(handle, Int(SSL_SESS_CACHE_OFF))
    }
  }

  private func require(_ result: Int32, _ operation: String) throws(TLSError) {
    guard result == 1 else { throw TLSError.configuration(operation) }
  }

  static let certificateRequired = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT

  /// Where libssl keeps the way back from its context to ours.
  private static let index = plumbline_SSL_CTX_get_ex_new_index()

  /// The context of a connection; it outlives the connection, which holds it.
  static func of(_ connection: OpaquePointer?) -> TLSContext? {
    guard let connection = unsafe connection, let context = unsafe SSL_get_SSL_CTX(connection),
      let pointer = unsafe SSL_CTX_get_ex_data(context, index)
    else { return nil }
    return unsafe Unmanaged<TLSContext>.fromOpaque(pointer).takeUnretainedValue()
  }
}

/// What a client keeps of a connection to resume it.
// @unchecked: the handle is set once and libssl counts its users.
@safe final class ResumableSession: @unchecked Sendable {
  let handle: OpaquePointer

  /// Takes the reference over.
  init(adopting handle: OpaquePointer) { unsafe self.handle = handle }
  deinit { unsafe SSL_SESSION_free(handle) }
}
