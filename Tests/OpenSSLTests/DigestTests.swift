import ByteCoding
import Testing

@testable import OpenSSL

struct DigestTests {
  /// FIPS 180-4 and GB/T 32905-2016, the example "abc".
  @Test func agreesWithTheStandards() {
    let abc = [UInt8]("abc".utf8)
    #expect(
      SHA256.hash(abc).description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SM3.hash(abc).description == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    #expect(SHA256.hash([]).description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func partsAreHashedAsIfJoined() {
    let whole = SHA256.hash([UInt8]("abcdef".utf8))
    #expect(SHA256.hash([0x61], "bcd".utf8, [0x65, 0x66][...]) == whole)
    #expect(SHA256.hash(parts: [[0x61, 0x62], [], [0x63, 0x64, 0x65, 0x66]]) == whole)
  }

  @Test func aLazyPartMayHashByItself() {
    let inner = SHA256.hash([1]).bytes
    let lazy = (0..<32).lazy.map { SHA256.hash([1]).bytes[$0] }
    #expect(SHA256.hash(lazy, inner, lazy) == SHA256.hash(inner, inner, inner))
  }

  @Test func aStreamGivesTheSameAndBeginsAnew() {
    let stream = SHA256Stream()
    for _ in 0..<2 {
      for chunk in 0..<100 { stream.update([UInt8](repeating: UInt8(chunk), count: chunk)) }
      let whole = (0..<100).flatMap { [UInt8](repeating: UInt8($0), count: $0) }
      #expect(stream.finish() == SHA256.hash(whole))
    }
  }

  @Test func threadsDoNotDisturbOneAnother() async {
    await withTaskGroup(of: Bool.self) { group in
      for seed in 0..<8 {
        group.addTask {
          let bytes = [UInt8](repeating: UInt8(seed), count: 1000)
          let first = SHA256.hash(bytes)
          return (0..<200).allSatisfy { _ in SHA256.hash(bytes) == first && SM3.hash(bytes) != first }
        }
      }
      for await agreed in group { #expect(agreed) }
    }
  }
}

struct SecureBytesTests {
  @Test func saysNothingOfItsContent() {
    let secret = SecureBytes([0x41, 0x42, 0x43])
    #expect("\(secret)" == "SecureBytes(3 bytes)")
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(secret == SecureBytes([0x41, 0x42, 0x43]))
    #expect(secret != SecureBytes([0x41, 0x42, 0x44]))
    #expect(secret != SecureBytes([0x41, 0x42]))
  }

  @Test func wipingLeavesAnEmptyArray() {
    var bytes: [UInt8] = [1, 2, 3]
    wipe(&bytes)
    #expect(bytes.isEmpty)
  }

  @Test func comparesInConstantTime() {
    #expect(constantTimeEquals([], []))
    #expect(constantTimeEquals([1, 2], [1, 2]))
    #expect(!constantTimeEquals([1, 2], [1, 3]))
    #expect(!constantTimeEquals([1, 2], [1]))
  }

  @Test func randomBytesDiffer() throws {
    #expect(try RandomBytes.generate(0).isEmpty)
    #expect(try RandomBytes.generate(32) != RandomBytes.generate(32))
    #expect(try SecureBytes.random(count: 32) != SecureBytes.random(count: 32))
  }
}
