package import ByteCoding
package import OpenSSL

/// A certificate and the key that belongs to it.
package struct TLSIdentity: Sendable {
  package let certificate: Certificate
  package let key: CertificateKey

  package init(certificate: Certificate, key: CertificateKey) {
    self.certificate = certificate
    self.key = key
  }
}

/// A protocol that is spoken over TLS, by its name in ALPN (RFC 7301).
package struct ApplicationProtocol: Hashable, Sendable {
  /// Whether the server asks the client for a certificate.
  package enum ClientCertificate: Hashable, Sendable {
    /// One of the session's authority, not revoked; without it there is no connection.
    case required
    /// The server does not ask: for enrolment, whose client has none yet. Such a connection is never resumed.
    case none
  }

  /// 1…255 bytes of UTF-8.
  package let name: String
  package let clientCertificate: ClientCertificate

  package init(_ name: String, clientCertificate: ClientCertificate) {
    let count = name.utf8.count
    precondition((1...255).contains(count), "a name in ALPN has 1…255 bytes")
    self.name = name
    self.clientCertificate = clientCertificate
  }
}

package struct TLSServerConfiguration: Sendable {
  package var identity: TLSIdentity
  /// Who must have issued the clients' certificates.
  package var clientAuthority: Certificate
  /// In the server's order of preference; not empty.
  package var protocols: [ApplicationProtocol]
  /// Serial numbers that are revoked from the beginning; more by `TLSContext.revoke`.
  package var revokedSerialNumbers: Set<[UInt8]> = []
  /// Connections that can be resumed, the newest; 0 turns resumption off.
  package var maximumResumableSessions = 1024

  package init(identity: TLSIdentity, clientAuthority: Certificate, protocols: [ApplicationProtocol]) {
    self.identity = identity
    self.clientAuthority = clientAuthority
    self.protocols = protocols
  }
}

package struct TLSClientConfiguration: Sendable {
  /// By what the client knows its server. Host names play no part.
  package enum ServerTrust: Sendable {
    /// Issued by this authority, for servers.
    case authority(Certificate)
    /// The SHA-256 of the server's whole certificate: for enrolment, from the invitation.
    case certificateFingerprint(Digest)
    /// The SHA-256 of the server's SubjectPublicKeyInfo.
    case publicKeyDigest(Digest)
  }

  package var trust: ServerTrust
  /// nil for enrolment.
  package var identity: TLSIdentity?
  /// The one protocol asked for.
  package var applicationProtocol: String
  /// Whether a later connection from the same context may continue an earlier one.
  package var isResumptionEnabled = true

  package init(trust: ServerTrust, identity: TLSIdentity?, applicationProtocol: String) {
    self.trust = trust
    self.identity = identity
    self.applicationProtocol = applicationProtocol
  }
}
