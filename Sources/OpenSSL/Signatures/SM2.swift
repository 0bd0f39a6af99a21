import COpenSSL

/// SM2 signatures with SM3 (GB/T 32918.2-2016, GM/T 0009-2012).
package enum SM2 {
  /// GM/T 0009-2012 §10: the user ID when nothing else was agreed. It is always given to the library, which would
  /// otherwise take an empty one.
  package static let defaultUserID = [UInt8]("1234567812345678".utf8)
  package static let privateKeyByteCount = 32
  package static let publicKeyByteCount = 65
  /// Two integers of at most 33 bytes in a sequence.
  package static let maximumSignatureByteCount = 72

  fileprivate static func key(raw: [UInt8], scalar: SecureBytes?) throws(OpenSSLError) -> OpaquePointer {
    ErrorQueue.clear()
    let builder = unsafe try check(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new")
    defer { unsafe OSSL_PARAM_BLD_free(builder) }
    let number = try scalar.map { bytes throws(OpenSSLError) in try BigNumber(bytes) }
    if let number {
      try check(
        unsafe OSSL_PARAM_BLD_push_BN(builder, plumbline_OSSL_PKEY_PARAM_PRIV_KEY(), number.handle),
        "OSSL_PARAM_BLD_push")
    }
    let context = unsafe try check(EVP_PKEY_CTX_new_from_name(nil, "SM2", nil), "EVP_PKEY_CTX_new_from_name")
    defer { unsafe EVP_PKEY_CTX_free(context) }
    try check(unsafe EVP_PKEY_fromdata_init(context), "EVP_PKEY_fromdata_init")
    var key: OpaquePointer?
    // The builder keeps the pointers until the parameters are made.
    let result = unsafe "SM2".withCString { name in
      unsafe raw.withUnsafeBytes { raw -> Int32 in
        guard unsafe OSSL_PARAM_BLD_push_utf8_string(builder, plumbline_OSSL_PKEY_PARAM_GROUP_NAME(), name, 0) == 1,
          unsafe OSSL_PARAM_BLD_push_octet_string(
            builder, plumbline_OSSL_PKEY_PARAM_PUB_KEY(), raw.baseAddress, raw.count) == 1,
          let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
        else { return 0 }
        defer { unsafe OSSL_PARAM_free(parameters) }
        let selection = scalar == nil ? plumbline_EVP_PKEY_PUBLIC_KEY : plumbline_EVP_PKEY_KEYPAIR
        return unsafe EVP_PKEY_fromdata(context, &key, selection, parameters)
      }
    }
    try check(result, "EVP_PKEY_fromdata")
    return unsafe try check(key, "EVP_PKEY_fromdata")
  }

  /// A digest context that knows the user ID; one run, one owner.
  @safe fileprivate final class Context {
    let handle: OpaquePointer
    private let keyContext: OpaquePointer

    init(_ key: OpaquePointer, userID: [UInt8]) throws(OpenSSLError) {
      ErrorQueue.clear()
      unsafe keyContext = try check(EVP_PKEY_CTX_new(key, nil), "EVP_PKEY_CTX_new")
      unsafe handle = DigestAlgorithm.newContext()
      unsafe EVP_MD_CTX_set_pkey_ctx(handle, keyContext)
      try check(unsafe EVP_PKEY_CTX_set1_id(keyContext, userID, Int32(userID.count)), "EVP_PKEY_CTX_set1_id")
    }

    deinit {
      unsafe EVP_MD_CTX_free(handle)
      unsafe EVP_PKEY_CTX_free(keyContext)
    }
  }
}

// @unchecked: the handle is set once, and OpenSSL's keys may be used by several threads at once.
@safe package final class SM2PrivateKey: @unchecked Sendable {
  private let handle: OpaquePointer
  private let scalar: SecureBytes
  package let publicKey: SM2PublicKey

  /// - Throws: `.invalidKey` unless there are 32 bytes of a number in 1…n−2 (GB/T 32918.1 §6.1).
  package init(rawScalar: SecureBytes) throws(OpenSSLError) {
    let context = try NumberContext()
    guard try Curve.sm2.isScalar(rawScalar), try !SM2PrivateKey.isOrderMinusOne(rawScalar) else {
      throw OpenSSLError(
        .invalidKey, zh: "SM2 私钥应为 32 字节，且在 1 至 n−2 之间。",
        en: "An SM2 private key has 32 bytes and lies in 1…n−2.")
    }
    let point = try Curve.sm2.encode(Curve.sm2.multiplyBase(BigNumber(rawScalar), context), context)
    publicKey = try SM2PublicKey(raw: point)
    unsafe handle = try SM2.key(raw: point, scalar: rawScalar)
    scalar = rawScalar
  }

  package static func generate() throws(OpenSSLError) -> SM2PrivateKey {
    try SM2PrivateKey(rawScalar: Curve.sm2.randomScalar())
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// The 32 bytes to keep in a sealed file.
  package var rawScalar: SecureBytes { scalar }

  /// DER of (r, s); every call gives another signature.
  package func sign(_ message: [UInt8], userID: [UInt8] = SM2.defaultUserID) throws(OpenSSLError) -> [UInt8] {
    let context = unsafe try SM2.Context(handle, userID: userID)
    try check(
      unsafe EVP_DigestSignInit(context.handle, nil, DigestAlgorithm.sm3.handle, nil, handle), "EVP_DigestSignInit")
    var signature = [UInt8](repeating: 0, count: SM2.maximumSignatureByteCount)
    var count = signature.count
    try check(unsafe EVP_DigestSign(context.handle, &signature, &count, message, message.count), "EVP_DigestSign")
    return Array(signature.prefix(count))
  }

  private static func isOrderMinusOne(_ bytes: SecureBytes) throws(OpenSSLError) -> Bool {
    let next = try BigNumber(bytes)
    try check(unsafe BN_add_word(next.handle, 1), "BN_add_word")
    return unsafe BN_cmp(next.handle, Curve.sm2.order) == 0
  }
}

// @unchecked: the handle is set once, and OpenSSL's keys may be used by several threads at once.
@safe package final class SM2PublicKey: @unchecked Sendable {
  private let handle: OpaquePointer
  /// 04 ‖ x ‖ y.
  package let raw: [UInt8]

  /// - Throws: `.invalidPoint` unless there are 65 bytes, the first 04, of a point on the curve.
  package init(raw: [UInt8]) throws(OpenSSLError) {
    _ = try Curve.sm2.point(raw, NumberContext())
    unsafe handle = try SM2.key(raw: raw, scalar: nil)
    self.raw = raw
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// - Returns: false too for a signature that is not strict DER.
  package func isValid(
    signature: [UInt8], for message: [UInt8], userID: [UInt8] = SM2.defaultUserID
  ) -> Bool {
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    guard SM2PublicKey.isStrictDER(signature), let context = unsafe try? SM2.Context(handle, userID: userID),
      unsafe EVP_DigestVerifyInit(context.handle, nil, DigestAlgorithm.sm3.handle, nil, handle) == 1
    else { return false }
    return unsafe EVP_DigestVerify(context.handle, signature, signature.count, message, message.count) == 1
  }

  /// The one encoding that (r, s) has: encoding it again gives the same bytes.
  private static func isStrictDER(_ signature: [UInt8]) -> Bool {
    guard signature.count <= SM2.maximumSignatureByteCount else { return false }
    let parsed = unsafe signature.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      return unsafe d2i_ECDSA_SIG(nil, &position, bytes.count)
    }
    guard let parsed = unsafe parsed else { return false }
    defer { unsafe ECDSA_SIG_free(parsed) }
    let size = unsafe i2d_ECDSA_SIG(parsed, nil)
    guard size == Int32(signature.count) else { return false }
    var again = [UInt8](repeating: 0, count: signature.count)
    let written = unsafe again.withUnsafeMutableBufferPointer { bytes in
      var position = bytes.baseAddress
      return unsafe i2d_ECDSA_SIG(parsed, &position)
    }
    return written == size && again == signature
  }
}

extension SM2PublicKey: Hashable {
  package static func == (left: SM2PublicKey, right: SM2PublicKey) -> Bool { left.raw == right.raw }
  package func hash(into hasher: inout Hasher) { hasher.combine(raw) }
}
