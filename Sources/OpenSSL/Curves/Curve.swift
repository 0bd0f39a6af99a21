import COpenSSL

/// A curve of prime order over a field of 256 bits, and the arithmetic on its points.
///
/// The low-level calls are used on purpose: with `EVP_PKEY_derive` one key agreement costs three times as much.
// @unchecked: the handles are set once and only read.
@safe final class Curve: @unchecked Sendable {
  static let p256 = Curve(NID_X9_62_prime256v1)
  static let sm2 = Curve(NID_sm2)

  let group: OpaquePointer
  let order: OpaquePointer

  /// The process cannot do its work without its curves.
  private init(_ identifier: Int32) {
    guard let group = unsafe EC_GROUP_new_by_curve_name(identifier), let order = unsafe EC_GROUP_get0_order(group)
    else { preconditionFailure("OpenSSL lacks curve \(identifier): \(ErrorQueue.take())") }
    unsafe self.group = group
    unsafe self.order = order
  }

  /// The point of 65 bytes, uncompressed.
  ///
  /// The library itself takes compressed and hybrid encodings and infinity as well; those are refused here, so that
  /// one point has one encoding. It does check that both coordinates are below p and that the point is on the curve.
  func point(_ encoding: [UInt8], _ context: NumberContext) throws(OpenSSLError) -> CurvePoint {
    guard encoding.count == P256Point.byteCount, encoding[0] == 0x04 else {
      throw OpenSSLError(
        .invalidPoint, zh: "曲线点只接受 65 字节、以 04 开头的非压缩编码。",
        en: "A point is accepted in the uncompressed form only: 65 bytes, the first 04.")
    }
    ErrorQueue.clear()
    let point = try CurvePoint(self)
    guard unsafe EC_POINT_oct2point(group, point.handle, encoding, encoding.count, context.handle) == 1 else {
      throw OpenSSLError(
        .invalidPoint, zh: "该编码不是曲线上的点。", en: "The encoding is not a point on the curve.",
        reasons: ErrorQueue.take())
    }
    return point
  }

  /// - Throws: `.invalidPoint` for infinity, which has no encoding here.
  func encode(_ point: CurvePoint, _ context: NumberContext) throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    guard unsafe EC_POINT_is_at_infinity(group, point.handle) == 0 else {
      throw OpenSSLError(
        .invalidPoint, zh: "结果是无穷远点，拒绝使用。", en: "The result is the point at infinity and is refused.")
    }
    var bytes = [UInt8](repeating: 0, count: P256Point.byteCount)
    let count = unsafe EC_POINT_point2oct(
      group, point.handle, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, context.handle)
    guard count == bytes.count else { throw ErrorQueue.failure("EC_POINT_point2oct") }
    return bytes
  }

  /// scalar · G
  func multiplyBase(_ scalar: BigNumber, _ context: NumberContext) throws(OpenSSLError) -> CurvePoint {
    ErrorQueue.clear()
    let result = try CurvePoint(self)
    try check(
      unsafe EC_POINT_mul(group, result.handle, scalar.handle, nil, nil, context.handle), "EC_POINT_mul")
    return result
  }

  /// scalar · point
  func multiply(
    _ point: CurvePoint, by scalar: BigNumber, _ context: NumberContext
  ) throws(OpenSSLError) -> CurvePoint {
    ErrorQueue.clear()
    let result = try CurvePoint(self)
    try check(
      unsafe EC_POINT_mul(group, result.handle, nil, point.handle, scalar.handle, context.handle), "EC_POINT_mul")
    return result
  }

  func add(_ left: CurvePoint, _ right: CurvePoint, _ context: NumberContext) throws(OpenSSLError) -> CurvePoint {
    ErrorQueue.clear()
    let result = try CurvePoint(self)
    try check(unsafe EC_POINT_add(group, result.handle, left.handle, right.handle, context.handle), "EC_POINT_add")
    return result
  }

  /// Whether the 32 bytes are a number in 1…order−1.
  func isScalar(_ bytes: SecureBytes) throws(OpenSSLError) -> Bool {
    guard bytes.count == P256Scalar.byteCount else { return false }
    ErrorQueue.clear()
    let number = try BigNumber(bytes)
    return unsafe BN_is_zero(number.handle) == 0 && BN_cmp(number.handle, order) < 0
  }

  /// A uniform number in 1…order−1, by drawing until one fits.
  func randomScalar() throws(OpenSSLError) -> SecureBytes {
    while true {
      let candidate = try SecureBytes.random(count: P256Scalar.byteCount)
      if try isScalar(candidate) { return candidate }
    }
  }
}

/// A point while it is being calculated with; infinity is possible. One owner, one thread.
@safe final class CurvePoint {
  let handle: OpaquePointer

  init(_ curve: Curve) throws(OpenSSLError) { unsafe handle = try check(EC_POINT_new(curve.group), "EC_POINT_new") }
  deinit { unsafe EC_POINT_clear_free(handle) }
}
