import COpenSSL

/// The authority of one session: it issues the server's certificate and the participants', and nothing below itself.
package struct CertificateAuthority: Sendable {
  package let certificate: Certificate
  private let key: CertificateKey

  /// - Throws: `.invalidCertificate` unless the key is the certificate's.
  package init(certificate: Certificate, key: CertificateKey) throws(OpenSSLError) {
    guard try key.publicKeyDigest() == certificate.publicKeyDigest else {
      throw OpenSSLError(
        .invalidCertificate, zh: "签发证书与私钥不匹配。", en: "The authority's key does not belong to its certificate.")
    }
    self.certificate = certificate
    self.key = key
  }

  /// A self-signed authority of path length 0.
  package static func create(
    commonName: String, key: CertificateKey, validity: Validity
  ) throws(OpenSSLError) -> CertificateAuthority {
    let template = unsafe try CertificateTemplate(commonName: commonName, validity: validity, subjectKey: key.handle)
    try template.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0", issuer: nil)
    try template.add(NID_key_usage, "critical,keyCertSign,cRLSign", issuer: nil)
    try template.add(NID_subject_key_identifier, "hash", issuer: nil)
    return try CertificateAuthority(certificate: template.signed(by: key, issuer: nil), key: key)
  }

  /// - Parameters:
  ///   - names: DNS names and IP addresses for the subject alternative name; at least one.
  package func issueServer(
    commonName: String, names: [String], publicKeyOf serverKey: CertificateKey, validity: Validity
  ) throws(OpenSSLError) -> Certificate {
    let template = unsafe try CertificateTemplate(
      commonName: commonName, validity: validity, subjectKey: serverKey.handle)
    try addEndEntityExtensions(to: template, purpose: "serverAuth")
    try template.add(NID_subject_alt_name, CertificateAuthority.alternativeNames(names), issuer: certificate)
    return try template.signed(by: key, issuer: certificate)
  }

  /// - Parameter commonName: the participant's code; whatever the request says is not looked at.
  package func issueClient(
    commonName: String, request: CertificateRequest, validity: Validity
  ) throws(OpenSSLError) -> Certificate {
    guard let subjectKey = unsafe X509_REQ_get0_pubkey(request.handle) else {
      throw ErrorQueue.failure("X509_REQ_get0_pubkey")
    }
    let template = unsafe try CertificateTemplate(
      commonName: commonName, validity: validity, subjectKey: subjectKey)
    try addEndEntityExtensions(to: template, purpose: "clientAuth")
    return try template.signed(by: key, issuer: certificate)
  }

  /// The signed list of what was revoked.
  package func revocationList(
    _ entries: [RevocationList.Entry], number: Int64, validity: Validity
  ) throws(OpenSSLError) -> RevocationList {
    try RevocationList.create(entries, number: number, validity: validity, issuer: certificate, key: key)
  }

  private func addEndEntityExtensions(
    to template: CertificateTemplate, purpose: String
  ) throws(OpenSSLError) {
    try template.add(NID_basic_constraints, "critical,CA:FALSE", issuer: certificate)
    try template.add(NID_key_usage, "critical,digitalSignature", issuer: certificate)
    try template.add(NID_ext_key_usage, purpose, issuer: certificate)
    try template.add(NID_subject_key_identifier, "hash", issuer: certificate)
    try template.add(NID_authority_key_identifier, "keyid:always", issuer: certificate)
  }

  /// The names are checked sign by sign because the library reads commas and colons as syntax.
  private static func alternativeNames(_ names: [String]) throws(OpenSSLError) -> String {
    guard !names.isEmpty, names.count <= 32 else { throw nameRefusal }
    var parts: [String] = []
    for name in names {
      let signs = [UInt8](name.utf8)
      let isShort = (1...253).contains(signs.count)
      let isAddress = name.contains(":") || signs.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
      let isHexadecimal = signs.allSatisfy {
        isDigit($0) || (0x61...0x66).contains($0 | 0x20) || $0 == 0x3A || $0 == 0x2E
      }
      let isHost = signs.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E }
      guard isShort, isAddress ? isHexadecimal : isHost else { throw nameRefusal }
      parts.append((isAddress ? "IP:" : "DNS:") + name)
    }
    return parts.joined(separator: ",")
  }

  private static func isDigit(_ sign: UInt8) -> Bool { (0x30...0x39).contains(sign) }

  private static let nameRefusal = OpenSSLError(
    .invalidParameter, zh: "服务器名称应为主机名或 IP 地址，1 至 32 个。",
    en: "A server's names are host names or IP addresses, 1…32 of them.")
}

/// A certificate before it is signed. One owner, used once.
@safe private final class CertificateTemplate {
  private let handle: OpaquePointer

  init(commonName: String, validity: Validity, subjectKey: OpaquePointer) throws(OpenSSLError) {
    guard validity.notBefore < validity.notAfter else {
      throw OpenSSLError(
        .invalidParameter, zh: "证书的失效时间须晚于生效时间。", en: "A certificate ends after it begins.")
    }
    ErrorQueue.clear()
    unsafe handle = try check(X509_new(), "X509_new")
    // X.509 counts versions from 0: this is version 3.
    try check(unsafe X509_set_version(handle, 2), "X509_set_version")
    unsafe try SerialNumber.set(
      X509_get_serialNumber(handle), to: RandomBytes.generate(SerialNumber.byteCount))
    unsafe try DistinguishedName.setCommonName(commonName, of: X509_get_subject_name(handle))
    unsafe try CertificateTime.set(X509_getm_notBefore(handle), to: validity.notBefore)
    unsafe try CertificateTime.set(X509_getm_notAfter(handle), to: validity.notAfter)
    try check(unsafe X509_set_pubkey(handle, subjectKey), "X509_set_pubkey")
  }

  deinit { unsafe X509_free(handle) }

  /// - Parameter issuer: nil for the certificate itself.
  func add(_ identifier: Int32, _ value: String, issuer: Certificate?) throws(OpenSSLError) {
    var context = unsafe X509V3_CTX()
    unsafe X509V3_set_ctx(&context, issuer?.handle ?? handle, handle, nil, nil, 0)
    guard let made = unsafe X509V3_EXT_nconf_nid(nil, &context, identifier, value) else {
      throw OpenSSLError(
        .invalidParameter, zh: "证书扩展无法生成：\(value)。", en: "The extension cannot be made: \(value).",
        reasons: ErrorQueue.take())
    }
    defer { unsafe X509_EXTENSION_free(made) }
    try check(unsafe X509_add_ext(handle, made, -1), "X509_add_ext")
  }

  func signed(by key: CertificateKey, issuer: Certificate?) throws(OpenSSLError) -> Certificate {
    try check(
      unsafe X509_set_issuer_name(handle, X509_get_subject_name(issuer?.handle ?? handle)), "X509_set_issuer_name")
    guard unsafe X509_sign(handle, key.handle, DigestAlgorithm.sha256.handle) > 0 else {
      throw ErrorQueue.failure("X509_sign")
    }
    let der = unsafe try DER.encode("i2d_X509") { unsafe i2d_X509(handle, $0) }
    return try Certificate(der: der)
  }
}
