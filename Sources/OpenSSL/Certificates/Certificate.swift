package import ByteCoding
import COpenSSL
import Glibc

/// An X.509 certificate of this project's profile: a P-256 key and one common name.
///
/// Being parsed says nothing about being trusted: that is for the TLS room.
// @unchecked: the handle is set once and only read; OpenSSL guards what it caches inside.
@safe package final class Certificate: @unchecked Sendable {
  /// A certificate of ours has about 600 bytes.
  package static let maximumByteCount = 16_384

  /// X509, for the TLS room; the object must outlive its use.
  package let handle: OpaquePointer
  /// The subject's common name: a participant's code, or what the server calls itself.
  package let commonName: String
  /// Big-endian, without leading zeros.
  package let serialNumber: [UInt8]
  package let validity: Validity
  /// SHA-256 of SubjectPublicKeyInfo.
  package let publicKeyDigest: Digest

  /// Takes the reference over, also when it throws.
  ///
  /// - Throws: `.invalidCertificate` for a certificate outside the profile.
  package init(adopting handle: OpaquePointer) throws(OpenSSLError) {
    unsafe self.handle = handle
    ErrorQueue.clear()
    do throws(OpenSSLError) {
      guard let key = unsafe X509_get0_pubkey(handle), unsafe CertificateKey.isP256(key) else {
        throw OpenSSLError(
          .invalidCertificate, zh: "证书的密钥不是 P-256。", en: "The certificate's key is not P-256.",
          reasons: ErrorQueue.take())
      }
      publicKeyDigest = unsafe try CertificateKey.publicKeyDigest(encoded: X509_get_X509_PUBKEY(handle))
      commonName = unsafe try DistinguishedName.commonName(X509_get_subject_name(handle))
      serialNumber = unsafe try SerialNumber.bytes(X509_get0_serialNumber(handle))
      validity = unsafe try Validity(
        notBefore: CertificateTime.seconds(X509_get0_notBefore(handle)),
        notAfter: CertificateTime.seconds(X509_get0_notAfter(handle)))
    } catch {
      unsafe X509_free(handle)
      throw error
    }
  }

  /// - Throws: `.invalidCertificate` for anything but one certificate of the profile.
  package convenience init(der: [UInt8]) throws(OpenSSLError) {
    ErrorQueue.clear()
    guard der.count <= Certificate.maximumByteCount,
      let parsed = unsafe DER.decode(
        der, read: { unsafe d2i_X509(nil, $0, $1) }, free: { unsafe X509_free($0) })
    else {
      throw OpenSSLError(
        .invalidCertificate, zh: "不是 X.509 证书。", en: "This is not an X.509 certificate.", reasons: ErrorQueue.take())
    }
    unsafe try self.init(adopting: parsed)
  }

  package convenience init(pem: [UInt8]) throws(OpenSSLError) {
    try self.init(der: PEM.decode(pem, label: "CERTIFICATE"))
  }

  deinit { unsafe X509_free(handle) }

  package func der() throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    return unsafe try DER.encode("i2d_X509") { unsafe i2d_X509(handle, $0) }
  }

  package func pem() throws(OpenSSLError) -> [UInt8] { try PEM.encode(der(), label: "CERTIFICATE") }

  /// The serial number alone, for a check in the middle of a handshake.
  ///
  /// - Parameter handle: X509, which stays the caller's.
  package static func serialNumber(of handle: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    return unsafe try SerialNumber.bytes(X509_get0_serialNumber(handle))
  }

  /// SHA-256 of the whole certificate.
  package func fingerprint() throws(OpenSSLError) -> Digest { try SHA256.hash(der()) }
}

/// From when to when a certificate or list holds, both ends included. Seconds since 1970-01-01 UTC.
package struct Validity: Hashable, Sendable {
  package let notBefore: Int64
  package let notAfter: Int64

  package init(notBefore: Int64, notAfter: Int64) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  package func contains(_ time: Int64) -> Bool { notBefore <= time && time <= notAfter }
}

enum CertificateTime {
  static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(OpenSSLError) -> Int64 {
    var parts = unsafe tm()
    guard unsafe time != nil, unsafe ASN1_TIME_to_tm(time, &parts) == 1 else {
      throw OpenSSLError(
        .invalidCertificate, zh: "证书中的时间无法读取。", en: "A time in the certificate cannot be read.",
        reasons: ErrorQueue.take())
    }
    return Int64(unsafe timegm(&parts))
  }

  /// Year 9999 is the last that X.509 can say.
  static let maximum: Int64 = 253_402_300_799

  static func set(_ target: UnsafeMutablePointer<ASN1_TIME>?, to seconds: Int64) throws(OpenSSLError) {
    guard (0...maximum).contains(seconds), unsafe ASN1_TIME_set(target, time_t(seconds)) != nil else {
      throw OpenSSLError(
        .invalidParameter, zh: "时间超出证书可表示的范围。", en: "The time is outside what a certificate can say.",
        reasons: ErrorQueue.take())
    }
  }
}

enum SerialNumber {
  static let byteCount = 16

  static func bytes(_ integer: UnsafePointer<ASN1_INTEGER>?) throws(OpenSSLError) -> [UInt8] {
    let number = unsafe try check(ASN1_INTEGER_to_BN(integer, nil), "ASN1_INTEGER_to_BN")
    defer { unsafe BN_free(number) }
    // RFC 5280 §4.1.2.2: at most 20 octets, positive.
    let count = unsafe Int(BN_num_bits(number) + 7) / 8
    guard unsafe BN_is_negative(number) == 0, (1...20).contains(count) else {
      throw OpenSSLError(
        .invalidCertificate, zh: "证书序列号不合规。", en: "The certificate's serial number is out of range.")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe BN_bn2bin(number, &bytes) == Int32(count) else { throw ErrorQueue.failure("BN_bn2bin") }
    return bytes
  }

  static func set(_ target: UnsafeMutablePointer<ASN1_INTEGER>?, to bytes: [UInt8]) throws(OpenSSLError) {
    let number = unsafe try check(BN_bin2bn(bytes, Int32(bytes.count), nil), "BN_bin2bn")
    defer { unsafe BN_free(number) }
    guard unsafe BN_to_ASN1_INTEGER(number, target) != nil else { throw ErrorQueue.failure("BN_to_ASN1_INTEGER") }
  }
}

enum DistinguishedName {
  /// RFC 5280 appendix A: ub-common-name.
  static let maximumCommonNameLength = 64

  /// - Throws: `.invalidCertificate` unless there is exactly one common name of 1…64 characters.
  static func commonName(_ name: OpaquePointer?) throws(OpenSSLError) -> String {
    let refusal = OpenSSLError(
      .invalidCertificate, zh: "证书主体须恰有一个通用名（CN）。", en: "The subject has not exactly one common name.")
    guard let name = unsafe name else { throw refusal }
    let index = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, -1)
    guard index >= 0, unsafe X509_NAME_get_index_by_NID(name, NID_commonName, index) < 0,
      let value = unsafe X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))
    else { throw refusal }
    var text: UnsafeMutablePointer<UInt8>?
    let count = unsafe ASN1_STRING_to_UTF8(&text, value)
    guard count > 0, let text = unsafe text else { throw refusal }
    defer { unsafe plumbline_OPENSSL_free(text) }
    let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
    guard let name = unsafe String(validating: bytes, as: UTF8.self), isAcceptable(name) else { throw refusal }
    return name
  }

  static func setCommonName(_ commonName: String, of name: OpaquePointer?) throws(OpenSSLError) {
    guard isAcceptable(commonName) else {
      throw OpenSSLError(
        .invalidParameter, zh: "证书通用名须为 1 至 64 个字符，不含控制字符。",
        en: "A common name has 1…64 characters, none a control character.")
    }
    let bytes = [UInt8](commonName.utf8)
    try check(
      unsafe X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0),
      "X509_NAME_add_entry_by_NID")
  }

  private static func isAcceptable(_ name: String) -> Bool {
    (1...maximumCommonNameLength).contains(name.unicodeScalars.count)
      && !name.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
