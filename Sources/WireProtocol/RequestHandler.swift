package import ByteCoding
package import NIOCore

/// Who is at the other end, as the TLS handshake proved it.
///
/// It admits to the wire only: no record is ever accepted because of a certificate.
package struct PeerIdentity: Sendable {
  package struct Certificate: Hashable, Sendable {
    /// The subject's common name: the code that the session's CA certified.
    package var code: String
    /// SHA-256 of the certificate's SubjectPublicKeyInfo.
    package var publicKey: Digest
    /// Serial number, big-endian, no leading zeros.
    package var serial: [UInt8]

    package init(code: String, publicKey: Digest, serial: [UInt8]) {
      self.code = code
      self.publicKey = publicKey
      self.serial = serial
    }
  }

  /// Number of the connection, unique in this process.
  package var connection: UInt64
  /// Address and port, for the server's log only.
  package var address: String
  /// nil for a caller that comes to enrol.
  package var certificate: Certificate?
  /// TLS exporter value of this connection (label ``EnrolmentProof/exporterLabel``); only when it comes to enrol.
  package var enrolmentExporter: [UInt8]

  package init(
    connection: UInt64, address: String, certificate: Certificate?, enrolmentExporter: [UInt8] = []
  ) {
    self.connection = connection
    self.address = address
    self.certificate = certificate
    self.enrolmentExporter = enrolmentExporter
  }
}

/// The bytes of a blob range, read piece by piece while they are sent, so that the server never holds more than a chunk.
package struct BlobContent: Sendable {
  package var part: BlobPart
  /// Reads `length` bytes at `offset` of the blob.
  package var read: @Sendable (_ offset: UInt64, _ length: Int) async throws -> ByteBuffer

  package init(_ part: BlobPart, read: @escaping @Sendable (_ offset: UInt64, _ length: Int) async throws -> ByteBuffer)
  {
    self.part = part
    self.read = read
  }
}

/// What a service gives back for a request.
package enum Reply: Sendable {
  case answer(WireAnswer)
  case blob(BlobContent)
}

/// The service behind the wire. A ``WireRefusal`` thrown is sent to the caller; of any other error the caller learns
/// `internalError` and no more.
package protocol RequestHandler: Sendable {
  /// Called once per connection, after TLS and `Hello`, before anything else.
  func admit(_ peer: PeerIdentity, hello: Hello) async throws -> Welcome

  /// Requests of one connection run concurrently; their answers may overtake each other.
  func handle(_ request: WireRequest, from peer: PeerIdentity) async throws -> Reply

  /// Called once for every peer that was admitted, after its connection has ended.
  func left(_ peer: PeerIdentity) async
}
