import ByteCoding

/// A private number of P-256: 1…q−1. Overwritten when the last reference goes; no description shows it.
package struct P256Scalar: Sendable, Equatable, CustomStringConvertible {
  package static let byteCount = 32

  /// Big-endian.
  package let bytes: SecureBytes

  /// - Throws: `.invalidScalar` unless there are 32 bytes of a number in 1…q−1.
  package init(_ bytes: SecureBytes) throws(OpenSSLError) {
    guard try Curve.p256.isScalar(bytes) else {
      throw OpenSSLError(
        .invalidScalar, zh: "P-256 标量应为 32 字节，且在 1 至 q−1 之间。",
        en: "A scalar of P-256 has 32 bytes and lies in 1…q−1.")
    }
    self.bytes = bytes
  }

  package static func random() throws(OpenSSLError) -> P256Scalar {
    P256Scalar(unchecked: try Curve.p256.randomScalar())
  }

  private init(unchecked bytes: SecureBytes) { self.bytes = bytes }

  /// scalar · G: the public key of this private key.
  package func publicPoint() throws(OpenSSLError) -> P256Point {
    let context = try NumberContext()
    return try P256Point(Curve.p256.multiplyBase(BigNumber(bytes), context), context)
  }

  package var description: String { "P256Scalar" }
}

/// A point of P-256 that was checked when it was made: on the curve, not infinity, one encoding.
package struct P256Point: Hashable, Sendable {
  package static let byteCount = 65

  /// 04 ‖ x ‖ y.
  package let bytes: [UInt8]

  /// - Throws: `.invalidPoint` unless there are 65 bytes, the first 04, both coordinates below p, on the curve.
  package init(_ bytes: [UInt8]) throws(OpenSSLError) {
    _ = try Curve.p256.point(bytes, NumberContext())
    self.bytes = bytes
  }

  init(_ point: CurvePoint, _ context: NumberContext) throws(OpenSSLError) {
    bytes = try Curve.p256.encode(point, context)
  }

  package func multiplied(by scalar: P256Scalar) throws(OpenSSLError) -> P256Point {
    let context = try NumberContext()
    let point = try Curve.p256.point(bytes, context)
    return try P256Point(Curve.p256.multiply(point, by: BigNumber(scalar.bytes), context), context)
  }

  /// - Throws: `.invalidPoint` when the sum is infinity.
  package func adding(_ other: P256Point) throws(OpenSSLError) -> P256Point {
    let context = try NumberContext()
    let left = try Curve.p256.point(bytes, context)
    let right = try Curve.p256.point(other.bytes, context)
    return try P256Point(Curve.p256.add(left, right, context), context)
  }
}

extension P256Point: CustomStringConvertible {
  package var description: String { "P256Point(\(Hex.encode(bytes.prefix(5)))…)" }
}
