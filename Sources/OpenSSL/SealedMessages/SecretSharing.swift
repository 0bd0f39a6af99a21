import COpenSSL

/// A secret number of P-256 in shares, of which any `threshold` give it back and fewer say nothing (Shamir 1979), with
/// commitments to the polynomial by which everybody can check a share (Feldman 1987).
package enum SecretSharing {
  /// More holders than any committee has.
  package static let maximumCount = 255

  /// f(index), where f(0) is the secret.
  package struct Share: Sendable, Equatable {
    /// 1…count.
    package let index: Int
    package let value: P256Scalar

    package init(index: Int, value: P256Scalar) {
      self.index = index
      self.value = value
    }
  }

  /// Draws a polynomial of degree threshold − 1 through the secret.
  ///
  /// - Returns: `threshold` commitments, the first of them the secret's public point, and the shares 1…count.
  /// - Throws: `.invalidParameter` unless 1 ≤ threshold ≤ count ≤ 255.
  package static func split(
    secret: P256Scalar, threshold: Int, count: Int
  ) throws(OpenSSLError) -> (commitments: [P256Point], shares: [Share]) {
    guard (1...maximumCount).contains(count), (1...count).contains(threshold) else {
      throw OpenSSLError(
        .invalidParameter, zh: "门限须满足 1 ≤ 门限 ≤ 份数 ≤ \(maximumCount)。",
        en: "Sharing needs 1 ≤ threshold ≤ count ≤ \(maximumCount).")
    }
    var coefficients = [secret]
    for _ in 1..<threshold { coefficients.append(try .random()) }
    var commitments: [P256Point] = []
    for coefficient in coefficients { commitments.append(try coefficient.publicPoint()) }
    var shares: [Share] = []
    for index in 1...count { shares.append(Share(index: index, value: try evaluate(coefficients, at: index))) }
    return (commitments, shares)
  }

  /// Whether the share lies on the polynomial that was committed to.
  ///
  /// - Throws: `.invalidShare` for an index outside 1…255 or no commitments.
  package static func isValid(_ share: Share, commitments: [P256Point]) throws(OpenSSLError) -> Bool {
    // The public point of an honest share cannot be infinity, since a share is never 0.
    guard let expected = try? publicPoint(index: share.index, commitments: commitments) else {
      try checkIndex(share.index)
      try checkCommitments(commitments)
      return false
    }
    return try share.value.publicPoint() == expected
  }

  /// f(index) · G, from the commitments alone: Σ indexᵏ · Aₖ.
  package static func publicPoint(index: Int, commitments: [P256Point]) throws(OpenSSLError) -> P256Point {
    try checkIndex(index)
    try checkCommitments(commitments)
    let context = try NumberContext()
    let factor = try BigNumber(index)
    var sum = try CurvePoint(.p256)
    for commitment in commitments.reversed() {
      let multiple = try Curve.p256.multiply(sum, by: factor, context)
      sum = try Curve.p256.add(multiple, Curve.p256.point(commitment.bytes, context), context)
    }
    return try P256Point(sum, context)
  }

  /// The secret, from at least as many shares as there are commitments.
  ///
  /// - Throws: `.invalidShare`, naming the index, for a share that is doubled or does not fit, and when there are too
  ///   few.
  package static func combine(_ shares: [Share], commitments: [P256Point]) throws(OpenSSLError) -> P256Scalar {
    try checkCommitments(commitments)
    var seen: Set<Int> = []
    for share in shares {
      guard seen.insert(share.index).inserted else {
        throw OpenSSLError(
          .invalidShare, zh: "第 \(share.index) 号份额重复提交。", en: "Share \(share.index) was given twice.")
      }
      guard try isValid(share, commitments: commitments) else {
        throw OpenSSLError(
          .invalidShare, zh: "第 \(share.index) 号份额与承诺不符，请其持有人核对。",
          en: "Share \(share.index) does not fit the commitments; its holder should look for the right one.")
      }
    }
    let threshold = commitments.count
    guard shares.count >= threshold else {
      throw OpenSSLError(
        .invalidShare, zh: "份额不足：需要 \(threshold) 份，现有 \(shares.count) 份。",
        en: "Too few shares: \(threshold) are needed and \(shares.count) are here.")
    }
    let secret = try interpolateAtZero(Array(shares.prefix(threshold)))
    guard try secret.publicPoint() == commitments[0] else {
      throw OpenSSLError(
        .invalidShare, zh: "合成的密钥与公钥不符。", en: "The combined key does not fit the public key.")
    }
    return secret
  }

  // MARK: - Arithmetic modulo the group order

  /// Horner's rule.
  private static func evaluate(_ coefficients: [P256Scalar], at index: Int) throws(OpenSSLError) -> P256Scalar {
    let context = try NumberContext()
    let order = unsafe Curve.p256.order
    let argument = try BigNumber(index)
    let sum = try BigNumber(0)
    for coefficient in coefficients.reversed() {
      let term = try BigNumber(coefficient.bytes)
      try check(
        unsafe BN_mod_mul(sum.handle, sum.handle, argument.handle, order, context.handle), "BN_mod_mul")
      try check(unsafe BN_mod_add_quick(sum.handle, sum.handle, term.handle, order), "BN_mod_add_quick")
    }
    return try P256Scalar(sum.bytes())
  }

  /// Lagrange: Σ yᵢ · Π j / (j − i).
  private static func interpolateAtZero(_ shares: [Share]) throws(OpenSSLError) -> P256Scalar {
    let context = try NumberContext()
    let order = unsafe Curve.p256.order
    let sum = try BigNumber(0)
    for share in shares {
      let term = try BigNumber(share.value.bytes)
      let own = try BigNumber(share.index)
      for other in shares where other.index != share.index {
        let factor = try BigNumber(other.index)
        let difference = try BigNumber(0)
        try check(
          unsafe BN_mod_sub_quick(difference.handle, factor.handle, own.handle, order), "BN_mod_sub_quick")
        guard unsafe BN_mod_inverse(difference.handle, difference.handle, order, context.handle) != nil else {
          throw ErrorQueue.failure("BN_mod_inverse")
        }
        for number in [factor, difference] {
          try check(
            unsafe BN_mod_mul(term.handle, term.handle, number.handle, order, context.handle), "BN_mod_mul")
        }
      }
      try check(unsafe BN_mod_add_quick(sum.handle, sum.handle, term.handle, order), "BN_mod_add_quick")
    }
    return try P256Scalar(sum.bytes())
  }

  private static func checkIndex(_ index: Int) throws(OpenSSLError) {
    guard (1...maximumCount).contains(index) else {
      throw OpenSSLError(
        .invalidShare, zh: "份额序号 \(index) 不在 1 至 \(maximumCount) 之间。",
        en: "The share index \(index) is not in 1…\(maximumCount).")
    }
  }

  private static func checkCommitments(_ commitments: [P256Point]) throws(OpenSSLError) {
    guard (1...maximumCount).contains(commitments.count) else {
      throw OpenSSLError(
        .invalidShare, zh: "承诺点数应在 1 至 \(maximumCount) 之间，实为 \(commitments.count)。",
        en: "There are 1…\(maximumCount) commitments, not \(commitments.count).")
    }
  }
}
