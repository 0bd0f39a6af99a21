import COpenSSL

/// The 32 bytes of a public key, checked before OpenSSL sees them: OpenSSL looks at nothing but their count.
extension Ed25519PublicKey {
  static func checkEncoding(_ raw: [UInt8]) throws(OpenSSLError) {
    guard raw.count == Ed25519.publicKeyByteCount else {
      throw OpenSSLError(
        .invalidKey, zh: "Ed25519 公钥应为 32 字节，实为 \(raw.count) 字节。",
        en: "An Ed25519 public key has 32 bytes, not \(raw.count).")
    }
    // The highest bit is the sign of x, the rest is y, little-endian.
    var ordinate = raw
    ordinate[31] &= 0x7F
    // p = 2^255 − 19: everything from ED FF … FF 7F upwards is y ≥ p.
    let isCanonical = ordinate[0] < 0xED || ordinate[31] != 0x7F || ordinate[1..<31].contains { $0 != 0xFF }
    guard isCanonical else {
      throw OpenSSLError(
        .invalidKey, zh: "Ed25519 公钥编码不规范（y ≥ p），拒绝使用。",
        en: "The Ed25519 public key is not canonical (y ≥ p) and is refused.")
    }
    guard !smallOrderOrdinates.contains(ordinate) else {
      throw OpenSSLError(
        .invalidKey, zh: "Ed25519 公钥是小阶点，任何人都可伪造其签名，拒绝使用。",
        en: "The Ed25519 public key is a point of small order, for which anybody can sign: refused.")
    }
    guard try isOnCurve(ordinate) else {
      throw OpenSSLError(
        .invalidKey, zh: "Ed25519 公钥不是曲线上的点，拒绝使用。",
        en: "The Ed25519 public key is not a point on the curve and is refused.")
    }
  }

  /// y of the points of order 4; 1; 2; 8; 8. The sign of x does not matter.
  private static let smallOrderOrdinates: Set<[UInt8]> = [
    [UInt8](repeating: 0, count: 32),
    [1] + [UInt8](repeating: 0, count: 31),
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0,
      0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
    ],
    [
      0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F,
      0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
    ],
  ]

  /// p, big-endian.
  private static let prime: [UInt8] = [0x7F] + [UInt8](repeating: 0xFF, count: 30) + [0xED]
  /// d = −121665/121666 (RFC 8032 §5.1), big-endian.
  private static let curveConstant: [UInt8] = [
    0x52, 0x03, 0x6C, 0xEE, 0x2B, 0x6F, 0xFE, 0x73, 0x8C, 0xC7, 0x40, 0x79, 0x77, 0x79, 0xE8, 0x98,
    0x00, 0x70, 0x0A, 0x4D, 0x41, 0x41, 0xD8, 0xAB, 0x75, 0xEB, 0x4D, 0xCA, 0x13, 0x59, 0x78, 0xA3,
  ]

  /// Whether x² = (y² − 1)/(d·y² + 1) has a root; as v² is a square, that is whether (y² − 1)·(d·y² + 1) has one.
  private static func isOnCurve(_ ordinate: [UInt8]) throws(OpenSSLError) -> Bool {
    ErrorQueue.clear()
    let context = try NumberContext()
    let prime = try BigNumber(SecureBytes(prime))
    let one = try BigNumber(1)
    let square = try BigNumber(SecureBytes(ordinate.reversed()))
    let product = try BigNumber(SecureBytes(curveConstant))
    unsafe try multiply(square.handle, by: square.handle)
    unsafe try multiply(product.handle, by: square.handle)
    try check(unsafe BN_mod_add_quick(product.handle, product.handle, one.handle, prime.handle), "BN_mod_add_quick")
    try check(unsafe BN_mod_sub_quick(square.handle, square.handle, one.handle, prime.handle), "BN_mod_sub_quick")
    unsafe try multiply(product.handle, by: square.handle)
    let symbol = unsafe BN_kronecker(product.handle, prime.handle, context.handle)
    guard symbol >= -1 else { throw ErrorQueue.failure("BN_kronecker") }
    return symbol == 1

    func multiply(_ number: OpaquePointer, by factor: OpaquePointer) throws(OpenSSLError) {
      try check(unsafe BN_mod_mul(number, number, factor, prime.handle, context.handle), "BN_mod_mul")
    }
  }
}
