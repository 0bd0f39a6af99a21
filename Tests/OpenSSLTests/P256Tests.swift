import ByteCoding
import Testing

@testable import OpenSSL

struct P256Tests {
  static let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"

  @Test(arguments: [
    String(repeating: "00", count: 32), order, String(repeating: "ff", count: 32),
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552", "", "01", String(repeating: "00", count: 33),
  ])
  func numbersOutside1ToOrderMinus1AreRefused(scalar: String) throws {
    let scalar = SecureBytes(try bytes(scalar))
    #expect(throws: OpenSSLError(.invalidScalar, zh: "", en: "")) { try P256Scalar(scalar) }
  }

  @Test func oneAndOrderMinusOneGiveTheBasePointAndItsNegative() throws {
    let one = try P256Scalar(SecureBytes([UInt8](repeating: 0, count: 31) + [1]))
    let last = try P256Scalar(
      SecureBytes(bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")))
    let base = try one.publicPoint()
    let negative = try last.publicPoint()
    #expect(base.bytes[1..<33] == negative.bytes[1..<33])
    #expect(base != negative)
    #expect(throws: OpenSSLError(.invalidPoint, zh: "", en: "")) { try base.adding(negative) }
  }

  @Test func multiplicationAndAdditionAgree() throws {
    let scalar = try P256Scalar.random()
    let two = try P256Scalar(SecureBytes([UInt8](repeating: 0, count: 31) + [2]))
    let point = try scalar.publicPoint()
    #expect(try point.adding(point) == point.multiplied(by: two))
    #expect(try two.publicPoint().multiplied(by: scalar) == point.multiplied(by: two))
  }

  @Test func onlyTheUncompressedFormIsAPoint() throws {
    let point = try P256Scalar.random().publicPoint()
    let coordinates = Array(point.bytes.dropFirst())
    let parity = point.bytes[64] & 1
    #expect(try P256Point(point.bytes) == point)
    let refused: [[UInt8]] = [
      [], [0], [0x04], [0x02 + parity] + coordinates.prefix(32), [0x06 + parity] + coordinates, [0x05] + coordinates,
      [0] + coordinates, point.bytes + [0], Array(point.bytes.dropLast()),
      [0x04] + [UInt8](repeating: 0, count: 64), [0x04] + [UInt8](repeating: 0xFF, count: 64),
      point.bytes.dropLast() + [point.bytes[64] ^ 1],
    ]
    for encoding in refused {
      #expect(throws: OpenSSLError(.invalidPoint, zh: "", en: "")) { try P256Point(encoding) }
    }
  }

  /// A point with x = 5 has a second encoding with x + p, which must not pass.
  @Test func coordinatesAreBelowTheFieldPrime() throws {
    let point = try P256Point(
      bytes(
        "040000000000000000000000000000000000000000000000000000000000000005"
          + "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc"))
    #expect(point.bytes[32] == 5)
    // p + 5
    let x = try bytes("ffffffff00000001000000000000000000000001000000000000000000000004")
    #expect(throws: OpenSSLError.self) { try P256Point([0x04] + x + point.bytes.suffix(32)) }
  }

  @Test func aScalarDoesNotShowItself() throws {
    #expect(try "\(P256Scalar.random())" == "P256Scalar")
  }
}

struct SecretSharingTests {
  @Test(arguments: [(1, 1), (2, 3), (3, 5), (5, 9), (9, 9)])
  func anyThresholdOfSharesGivesTheSecretBack(threshold: Int, count: Int) throws {
    let secret = try P256Scalar.random()
    let (commitments, shares) = try SecretSharing.split(secret: secret, threshold: threshold, count: count)
    #expect(commitments.count == threshold)
    #expect(try commitments[0] == secret.publicPoint())
    #expect(shares.map(\.index) == Array(1...count))
    for share in shares {
      #expect(try SecretSharing.isValid(share, commitments: commitments))
      #expect(
        try SecretSharing.publicPoint(index: share.index, commitments: commitments) == share.value.publicPoint())
    }
    for start in 0..<count {
      let chosen = (0..<threshold).map { shares[(start + $0 * 2) % count] }
      guard Set(chosen.map(\.index)).count == threshold else { continue }
      #expect(try SecretSharing.combine(chosen, commitments: commitments) == secret)
    }
    #expect(try SecretSharing.combine(shares, commitments: commitments) == secret)
  }

  @Test func tooFewSharesAreRefused() throws {
    let (commitments, shares) = try SecretSharing.split(secret: .random(), threshold: 3, count: 5)
    #expect(throws: OpenSSLError(.invalidShare, zh: "", en: "")) {
      try SecretSharing.combine(Array(shares.prefix(2)), commitments: commitments)
    }
  }

  @Test func aShareGivenTwiceDoesNotCountTwice() throws {
    let (commitments, shares) = try SecretSharing.split(secret: .random(), threshold: 3, count: 5)
    #expect(throws: OpenSSLError.self) {
      try SecretSharing.combine([shares[0], shares[1], shares[1]], commitments: commitments)
    }
  }

  @Test func theHolderOfAWrongShareIsNamed() throws {
    let (commitments, shares) = try SecretSharing.split(secret: .random(), threshold: 2, count: 3)
    let wrong = SecretSharing.Share(index: 3, value: try .random())
    #expect(try !SecretSharing.isValid(wrong, commitments: commitments))
    let moved = SecretSharing.Share(index: 3, value: shares[1].value)
    for bad in [wrong, moved] {
      do {
        _ = try SecretSharing.combine([shares[0], bad], commitments: commitments)
        Issue.record("a wrong share was taken")
      } catch {
        #expect(error.code == .invalidShare)
        #expect(error.en.contains("Share 3"))
        #expect(error.zh.contains("第 3 号"))
      }
    }
  }

  @Test(arguments: [(0, 3), (4, 3), (1, 0), (1, 256), (-1, 3)])
  func thresholdAndCountHaveLimits(threshold: Int, count: Int) throws {
    let secret = try P256Scalar.random()
    #expect(throws: OpenSSLError(.invalidParameter, zh: "", en: "")) {
      try SecretSharing.split(secret: secret, threshold: threshold, count: count)
    }
  }

  @Test(arguments: [0, -1, 256])
  func indicesHaveLimits(index: Int) throws {
    let (commitments, shares) = try SecretSharing.split(secret: .random(), threshold: 2, count: 3)
    let share = SecretSharing.Share(index: index, value: shares[0].value)
    #expect(throws: OpenSSLError.self) { try SecretSharing.isValid(share, commitments: commitments) }
    #expect(throws: OpenSSLError.self) { try SecretSharing.publicPoint(index: 1, commitments: []) }
  }

  /// A₁ = −A₀ makes f(1) · G infinity: no share has that index, and nothing crashes.
  @Test func commitmentsThatCancelOutAreRefused() throws {
    let last = try P256Scalar(
      SecureBytes(bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")))
    let one = try P256Scalar(SecureBytes([UInt8](repeating: 0, count: 31) + [1]))
    let commitments = try [one.publicPoint(), last.publicPoint()]
    #expect(throws: OpenSSLError.self) { try SecretSharing.publicPoint(index: 1, commitments: commitments) }
    #expect(try !SecretSharing.isValid(.init(index: 1, value: one), commitments: commitments))
  }
}
