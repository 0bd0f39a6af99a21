import Testing

@testable import ByteCoding

@Suite struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func vectorsOfRFC4648(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Zm9v\n", " Zm9", "Zm-v", "=g==", "Zg==Zg==", "===="])
  func refusesWhatItWouldNotWrite(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}

@Suite struct HexTests {
  @Test func roundTrip() {
    #expect(Hex.encode([0x00, 0x9A, 0xFF]) == "009aff")
    #expect(Hex.decode("009aff") == [0x00, 0x9A, 0xFF])
  }

  @Test(arguments: ["0", "0g", "FF", " 00"])
  func refuses(text: String) {
    #expect(Hex.decode(text) == nil)
  }
}

@Suite struct Crockford32Tests {
  @Test func roundTripAtEveryLength() {
    for count in 0...20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 41) }
      #expect(Crockford32.decode(Crockford32.encode(bytes)) == bytes)
      #expect(Crockford32.decode(Crockford32.grouped(bytes)) == bytes)
    }
  }

  @Test func twentyBytesAreEightGroupsOfFour() {
    #expect(Crockford32.grouped([UInt8](repeating: 0xFF, count: 20)) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ")
  }

  @Test func forgivesTyping() {
    #expect(Crockford32.decode("ol1 i-0O0o") == Crockford32.decode("01110000"))
  }

  @Test(arguments: ["U", "!", "01", "000", "ZZZZZZZZZ"])
  func refuses(text: String) {
    #expect(Crockford32.decode(text) == nil)
  }
}

@Suite struct DigestTests {
  @Test func takesExactly32Bytes() {
    #expect(Digest([UInt8](repeating: 1, count: 31)) == nil)
    #expect(Digest([UInt8](repeating: 1, count: 33)) == nil)
    #expect(Digest.zero.description == String(repeating: "0", count: 64))
  }
}
