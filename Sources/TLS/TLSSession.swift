import COpenSSL
import COpenSSLTLS
package import OpenSSL

/// One TLS connection as a machine: ciphertext in, plaintext out, and the reverse. It does no input or output itself.
///
/// After every call, also one that throws, send what `takeOutput()` gives: an alert that tells the peer why may be in
/// it. One owner, one thread at a time: not Sendable.
@safe package final class TLSSession {
  package enum State: Hashable, Sendable {
    case handshaking
    case open
    /// Our close_notify is out; the peer may still be sending.
    case closing
    /// - Parameter clean: whether the peer said that it had sent everything.
    case closed(clean: Bool)
    case failed
  }

  /// One record holds at most this much plaintext (RFC 8446 §5.1).
  private static let recordByteCount = 16_384

  package let context: TLSContext
  package private(set) var state = State.handshaking
  /// The peer's, from the end of the handshake on; nil when none was asked for.
  package private(set) var peerCertificate: Certificate?

  private let handle: OpaquePointer
  /// Owned by `handle`.
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer

  /// - Throws: `.libraryFailure` when there is no memory.
  package init(_ context: TLSContext) throws(TLSError) {
    self.context = context
    ErrorQueue.clear()
    guard let connection = unsafe SSL_new(context.handle) else { throw TLSError.configuration("SSL_new") }
    guard let incoming = unsafe BIO_new(BIO_s_mem()), let outgoing = unsafe BIO_new(BIO_s_mem()) else {
      unsafe SSL_free(connection)
      throw TLSError.configuration("BIO_new")
    }
    unsafe SSL_set_bio(connection, incoming, outgoing)
    unsafe handle = connection
    unsafe self.incoming = incoming
    unsafe self.outgoing = outgoing
    switch context.role {
    case .server: unsafe SSL_set_accept_state(connection)
    case .client:
      unsafe SSL_set_connect_state(connection)
      if let resumable = context.resumable { unsafe SSL_set_session(connection, resumable.handle) }
    }
  }

  deinit {
    // libssl forgets the resumable session of a connection that ends without farewell, as TLS 1.2 wanted it. A broken
    // network is just when many come back at once; only a broken protocol is a reason to forget.
    if state != .failed { unsafe SSL_set_shutdown(handle, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN) }
    unsafe SSL_free(handle)
  }

  // MARK: - Bytes

  /// Begins the handshake: the client's hello is then in the output. A server waits.
  package func start() throws(TLSError) { try advanceHandshake() }

  /// Takes what came from the peer.
  ///
  /// - Returns: the plaintext that is complete; often empty.
  package func receive(_ ciphertext: some Collection<UInt8>) throws(TLSError) -> [UInt8] {
    switch state {
    case .handshaking, .open, .closing: break
    case .closed, .failed: return []
    }
    feed(ciphertext)
    if state == .handshaking { try advanceHandshake() }
    return state == .handshaking ? [] : try readPlaintext()
  }

  /// Encrypts into the output.
  ///
  /// - Throws: `.notOpen` before the handshake's end and after `beginShutdown()`.
  package func send(_ plaintext: some Collection<UInt8>) throws(TLSError) {
    guard state == .open else { throw TLSError(.notOpen) }
    guard !plaintext.isEmpty else { return }
    ErrorQueue.clear()
    let write = { (bytes: UnsafeBufferPointer<UInt8>) -> Int32 in
      var written = 0
      return unsafe SSL_write_ex(self.handle, bytes.baseAddress, bytes.count, &written)
    }
    let done = plaintext.withContiguousStorageIfAvailable { unsafe write($0) }
    let result = unsafe done ?? Array(plaintext).withUnsafeBufferPointer { unsafe write($0) }
    guard result == 1 else { throw fail() }
  }

  /// Takes the ciphertext that is to be sent to the peer.
  package func takeOutput() -> [UInt8] {
    let count = unsafe BIO_ctrl_pending(outgoing)
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, taken in
      var read = 0
      taken = unsafe BIO_read_ex(outgoing, buffer.baseAddress, count, &read) == 1 ? read : 0
    }
  }

  // MARK: - The end

  /// Says that we have sent everything (close_notify). What the peer still sends can be received.
  package func beginShutdown() {
    switch state {
    case .handshaking: state = .closed(clean: false)
    case .open:
      ErrorQueue.clear()
      // 0 means that the peer's farewell is still to come.
      state = unsafe SSL_shutdown(handle) >= 0 ? .closing : .failed
      ErrorQueue.clear()
    case .closing, .closed, .failed: break
    }
  }

  /// The transport has ended.
  ///
  /// - Throws: `.truncated` when the peer had not said that it was done and we had not either.
  package func endOfInput() throws(TLSError) {
    switch state {
    case .closed, .failed: return
    case .closing: state = .closed(clean: false)
    case .handshaking, .open:
      state = .closed(clean: false)
      throw TLSError(.truncated)
    }
  }

  // MARK: - What was agreed

  /// The protocol of ALPN; nil before the handshake's end.
  package var applicationProtocol: String? {
    guard state != .handshaking else { return nil }
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(handle, &name, &count)
    return unsafe String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
  }

  /// Whether the handshake continued an earlier connection, without certificates on the wire.
  package var isResumed: Bool { unsafe SSL_session_reused(handle) == 1 }

  /// For the log, as `TLS_AES_256_GCM_SHA384`.
  package var cipherSuite: String {
    unsafe SSL_CIPHER_get_name(SSL_get_current_cipher(handle)).map { unsafe String(cString: $0) } ?? ""
  }

  /// A secret that both ends and nobody else can derive (RFC 8446 §7.5): what binds a signature to this connection.
  ///
  /// - Throws: `.notOpen` before the handshake's end.
  package func exporter(label: String, context: [UInt8], length: Int) throws(TLSError) -> SecureBytes {
    guard state == .open || state == .closing else { throw TLSError(.notOpen) }
    precondition((1...8160).contains(length), "an exported length is our own constant")
    ErrorQueue.clear()
    var secret = [UInt8](repeating: 0, count: length)
    defer { wipe(&secret) }
    let result = unsafe SSL_export_keying_material(
      handle, &secret, length, label, label.utf8.count, context, context.count, 1)
    guard result == 1 else { throw TLSError.configuration("SSL_export_keying_material") }
    return SecureBytes(secret)
  }

  // MARK: - Inside

  private func feed(_ ciphertext: some Collection<UInt8>) {
    let write = { (bytes: UnsafeBufferPointer<UInt8>) -> Bool in
      var written = 0
      return unsafe bytes.isEmpty
        || (BIO_write_ex(self.incoming, bytes.baseAddress, bytes.count, &written) == 1 && written == bytes.count)
    }
    let done = ciphertext.withContiguousStorageIfAvailable { unsafe write($0) }
    let isFed = unsafe done ?? Array(ciphertext).withUnsafeBufferPointer { unsafe write($0) }
    precondition(isFed, "a memory BIO takes everything while there is memory")
  }

  private func advanceHandshake() throws(TLSError) {
    guard state == .handshaking else { return }
    ErrorQueue.clear()
    let result = unsafe SSL_do_handshake(handle)
    guard result == 1 else {
      let error = unsafe SSL_get_error(handle, result)
      if error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE { return }
      throw fail()
    }
    try checkPeer()
    state = .open
  }

  /// What a resumed handshake does not look at: it shows no certificate, but remembers the first one.
  private func checkPeer() throws(TLSError) {
    if let leaf = unsafe SSL_get1_peer_certificate(handle) {
      do { peerCertificate = unsafe try Certificate(adopting: leaf) } catch {
        throw refuse(.certificateRefused)
      }
    }
    switch context.role {
    case .client(let configuration):
      guard applicationProtocolBytes() == [UInt8](configuration.applicationProtocol.utf8) else {
        throw refuse(.applicationProtocol)
      }
      guard peerCertificate != nil else { throw refuse(.certificateRequired) }
    case .server(let protocols):
      let name = applicationProtocolBytes()
      guard let agreed = protocols.first(where: { [UInt8]($0.name.utf8) == name }) else {
        throw refuse(.applicationProtocol)
      }
      guard agreed.clientCertificate == .required else { return }
      guard peerCertificate != nil else { throw refuse(.certificateRequired) }
    }
    guard let peerCertificate else { return }
    guard unsafe SSL_get_verify_result(handle) == Int(X509_V_OK) else { throw refuse(.certificateRefused) }
    guard unsafe TLSCallbacks.isInItsTime(peerCertificate.handle) else { throw refuse(.certificateExpired) }
    guard !context.isRevoked(serialNumber: peerCertificate.serialNumber) else { throw refuse(.certificateRevoked) }
  }

  private func applicationProtocolBytes() -> [UInt8] {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(handle, &name, &count)
    return unsafe [UInt8](UnsafeBufferPointer(start: name, count: Int(count)))
  }

  private func readPlaintext() throws(TLSError) -> [UInt8] {
    var plaintext: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: TLSSession.recordByteCount)
    while true {
      ErrorQueue.clear()
      var count = 0
      if unsafe SSL_read_ex(handle, &buffer, buffer.count, &count) == 1 {
        plaintext.append(contentsOf: buffer[..<count])
        continue
      }
      switch unsafe SSL_get_error(handle, 0) {
      case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return plaintext
      case SSL_ERROR_ZERO_RETURN:
        answerFarewell()
        return plaintext
      default: throw fail()
      }
    }
  }

  /// The peer is done; so are we.
  private func answerFarewell() {
    if state == .open { unsafe SSL_shutdown(handle) }
    ErrorQueue.clear()
    state = .closed(clean: true)
  }

  private func refuse(_ code: TLSError.Code) -> TLSError {
    state = .failed
    ErrorQueue.clear()
    return TLSError(code)
  }

  private func fail() -> TLSError {
    state = .failed
    let isPinned =
      switch context.role {
      case .client(let configuration):
        switch configuration.trust {
        case .authority: false
        case .certificateFingerprint, .publicKeyDigest: true
        }
      case .server: false
      }
    return TLSError.taken(verification: unsafe SSL_get_verify_result(handle), isPinned: isPinned)
  }
}
