import COpenSSL

/// A list of revoked certificates (RFC 5280 §5), whose signature was checked when it was made.
package struct RevocationList: Sendable {
  /// Room for 10,000 entries and more.
  package static let maximumByteCount = 1 << 20

  package struct Entry: Hashable, Sendable {
    package let serialNumber: [UInt8]
    /// Seconds since 1970-01-01 UTC.
    package let revokedAt: Int64

    package init(serialNumber: [UInt8], revokedAt: Int64) {
      self.serialNumber = serialNumber
      self.revokedAt = revokedAt
    }
  }

  package let der: [UInt8]
  package let entries: [Entry]
  /// thisUpdate and nextUpdate.
  package let validity: Validity

  package var serialNumbers: Set<[UInt8]> { Set(entries.map(\.serialNumber)) }

  /// - Throws: `.invalidCertificate` unless it is one list, signed by the issuer, and says when the next comes.
  package init(der: [UInt8], issuer: Certificate) throws(OpenSSLError) {
    ErrorQueue.clear()
    guard der.count <= RevocationList.maximumByteCount,
      let list = unsafe DER.decode(
        der, read: { unsafe d2i_X509_CRL(nil, $0, $1) }, free: { unsafe X509_CRL_free($0) })
    else {
      throw OpenSSLError(
        .invalidCertificate, zh: "不是证书吊销列表。", en: "This is not a certificate revocation list.",
        reasons: ErrorQueue.take())
    }
    defer { unsafe X509_CRL_free(list) }
    guard unsafe X509_CRL_verify(list, X509_get0_pubkey(issuer.handle)) == 1 else {
      throw OpenSSLError(
        .invalidCertificate, zh: "吊销列表不是由本会评的签发机构签名。",
        en: "The revocation list is not signed by this session's authority.", reasons: ErrorQueue.take())
    }
    validity = unsafe try Validity(
      notBefore: CertificateTime.seconds(X509_CRL_get0_lastUpdate(list)),
      notAfter: CertificateTime.seconds(X509_CRL_get0_nextUpdate(list)))
    let revoked = unsafe X509_CRL_get_REVOKED(list)
    var entries: [Entry] = []
    for index in 0..<max(0, unsafe OPENSSL_sk_num(revoked)) {
      let entry = unsafe OPENSSL_sk_value(revoked, index).map { OpaquePointer($0) }
      entries.append(
        unsafe try Entry(
          serialNumber: SerialNumber.bytes(X509_REVOKED_get0_serialNumber(entry)),
          revokedAt: CertificateTime.seconds(X509_REVOKED_get0_revocationDate(entry))))
    }
    self.entries = entries
    self.der = der
  }

  package init(pem: [UInt8], issuer: Certificate) throws(OpenSSLError) {
    try self.init(der: PEM.decode(pem, label: "X509 CRL"), issuer: issuer)
  }

  package func pem() -> [UInt8] { PEM.encode(der, label: "X509 CRL") }

  static func create(
    _ entries: [Entry], number: Int64, validity: Validity, issuer: Certificate, key: CertificateKey
  ) throws(OpenSSLError) -> RevocationList {
    ErrorQueue.clear()
    let list = unsafe try check(X509_CRL_new(), "X509_CRL_new")
    defer { unsafe X509_CRL_free(list) }
    // Version 2, counted from 0.
    try check(unsafe X509_CRL_set_version(list, 1), "X509_CRL_set_version")
    try check(
      unsafe X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.handle)), "X509_CRL_set_issuer_name")
    unsafe try setTime(validity.notBefore) { unsafe X509_CRL_set1_lastUpdate(list, $0) }
    unsafe try setTime(validity.notAfter) { unsafe X509_CRL_set1_nextUpdate(list, $0) }
    for entry in entries { unsafe try add(entry, to: list) }
    try check(unsafe X509_CRL_sort(list), "X509_CRL_sort")
    unsafe try addAuthorityKeyIdentifier(to: list, issuer: issuer)
    unsafe try addNumber(number, to: list)
    guard unsafe X509_CRL_sign(list, key.handle, DigestAlgorithm.sha256.handle) > 0 else {
      throw ErrorQueue.failure("X509_CRL_sign")
    }
    let der = unsafe try DER.encode("i2d_X509_CRL") { unsafe i2d_X509_CRL(list, $0) }
    return try RevocationList(der: der, issuer: issuer)
  }

  private static func add(_ entry: Entry, to list: OpaquePointer) throws(OpenSSLError) {
    let revoked = unsafe try check(X509_REVOKED_new(), "X509_REVOKED_new")
    do throws(OpenSSLError) {
      guard let serial = unsafe ASN1_INTEGER_new() else { throw ErrorQueue.failure("ASN1_INTEGER_new") }
      defer { unsafe ASN1_INTEGER_free(serial) }
      unsafe try SerialNumber.set(serial, to: entry.serialNumber)
      try check(unsafe X509_REVOKED_set_serialNumber(revoked, serial), "X509_REVOKED_set_serialNumber")
      unsafe try setTime(entry.revokedAt) { unsafe X509_REVOKED_set_revocationDate(revoked, $0) }
      try check(unsafe X509_CRL_add0_revoked(list, revoked), "X509_CRL_add0_revoked")
    } catch {
      unsafe X509_REVOKED_free(revoked)
      throw error
    }
  }

  private static func setTime(
    _ seconds: Int64, _ set: (UnsafeMutablePointer<ASN1_TIME>) -> Int32
  ) throws(OpenSSLError) {
    guard let time = unsafe ASN1_TIME_new() else { throw ErrorQueue.failure("ASN1_TIME_new") }
    defer { unsafe ASN1_TIME_free(time) }
    unsafe try CertificateTime.set(time, to: seconds)
    try check(unsafe set(time), "ASN1_TIME")
  }

  private static func addAuthorityKeyIdentifier(
    to list: OpaquePointer, issuer: Certificate
  ) throws(OpenSSLError) {
    var context = unsafe X509V3_CTX()
    unsafe X509V3_set_ctx(&context, issuer.handle, nil, nil, list, 0)
    let made = unsafe try check(
      X509V3_EXT_nconf_nid(nil, &context, NID_authority_key_identifier, "keyid:always"), "X509V3_EXT_nconf_nid")
    defer { unsafe X509_EXTENSION_free(made) }
    try check(unsafe X509_CRL_add_ext(list, made, -1), "X509_CRL_add_ext")
  }

  private static func addNumber(_ number: Int64, to list: OpaquePointer) throws(OpenSSLError) {
    guard let integer = unsafe ASN1_INTEGER_new() else { throw ErrorQueue.failure("ASN1_INTEGER_new") }
    defer { unsafe ASN1_INTEGER_free(integer) }
    try check(unsafe ASN1_INTEGER_set_int64(integer, number), "ASN1_INTEGER_set_int64")
    try check(unsafe X509_CRL_add1_ext_i2d(list, NID_crl_number, integer, 0, 0), "X509_CRL_add1_ext_i2d")
  }
}
