import COpenSSL

// ECDSA with SHA-256 (FIPS 186-5), DER: only for the proof of possession at enrolment. Records are never signed so.

extension CertificateKey {
  package func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    let context = unsafe DigestAlgorithm.newContext()
    defer { unsafe EVP_MD_CTX_free(context) }
    try check(
      unsafe EVP_DigestSignInit(context, nil, DigestAlgorithm.sha256.handle, nil, handle), "EVP_DigestSignInit")
    var count = 0
    try check(unsafe EVP_DigestSign(context, nil, &count, message, message.count), "EVP_DigestSign")
    var signature = [UInt8](repeating: 0, count: count)
    try check(unsafe EVP_DigestSign(context, &signature, &count, message, message.count), "EVP_DigestSign")
    return Array(signature.prefix(count))
  }
}

extension CertificateRequest {
  /// Whether the request's key made the signature.
  ///
  /// - Returns: false for bytes that are no signature at all, too.
  package func isValid(signature: [UInt8], for message: [UInt8]) throws(OpenSSLError) -> Bool {
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    let key = unsafe try check(X509_REQ_get0_pubkey(handle), "X509_REQ_get0_pubkey")
    let context = unsafe DigestAlgorithm.newContext()
    defer { unsafe EVP_MD_CTX_free(context) }
    try check(
      unsafe EVP_DigestVerifyInit(context, nil, DigestAlgorithm.sha256.handle, nil, key), "EVP_DigestVerifyInit")
    return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
