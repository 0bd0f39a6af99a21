import ByteCoding
import OpenSSL
import Testing

@testable import TLS

struct TLSSessionTests {
  let authority: TestAuthority

  init() throws { authority = try TestAuthority() }

  @Test func bothEndsKnowEachOtherAfterTheHandshake() throws {
    let identity = try authority.client("R3")
    let pair = try Pair(client: authority.clientContext(identity), server: authority.serverContext())
    #expect(pair.clientError == nil)
    #expect(pair.serverError == nil)
    #expect(pair.client.state == .open)
    #expect(pair.server.state == .open)
    #expect(pair.server.peerCertificate?.commonName == "R3")
    #expect(pair.server.peerCertificate?.serialNumber == identity.certificate.serialNumber)
    #expect(try pair.server.peerCertificate?.publicKeyDigest == identity.key.publicKeyDigest())
    #expect(try pair.client.peerCertificate?.fingerprint() == authority.server.certificate.fingerprint())
    #expect(pair.server.applicationProtocol == TestAuthority.review)
    #expect(pair.client.applicationProtocol == TestAuthority.review)
    #expect(pair.client.cipherSuite == "TLS_AES_256_GCM_SHA384")
    #expect(!pair.client.isResumed)
  }

  @Test(arguments: [1, 7, 4096, Int.max])
  func dataArriveWholeInBothDirectionsHoweverTheyAreCut(chunk: Int) throws {
    let pair = try Pair(client: authority.clientContext(authority.client("R1")), server: authority.serverContext())
    pair.chunk = chunk
    let count = chunk == 1 ? 20_000 : 1_000_000
    let upward = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let downward = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 17) }
    try pair.client.send(upward)
    try pair.server.send(downward[...])
    pair.run()
    #expect(pair.atServer == upward)
    #expect(pair.atClient == downward)
  }

  @Test func theExporterIsEqualOnBothEndsAndOfThisConnectionAlone() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(authority.client("R1"))
    let first = try Pair(client: client, server: server)
    let second = try Pair(client: client, server: server)
    let label = "EXPORTER-plumbline"
    let secret = try first.client.exporter(label: label, context: [1], length: 32)
    #expect(try secret == first.server.exporter(label: label, context: [1], length: 32))
    #expect(try secret != first.server.exporter(label: label, context: [2], length: 32))
    #expect(try secret != first.server.exporter(label: "EXPORTER-other", context: [1], length: 32))
    #expect(try secret != second.client.exporter(label: label, context: [1], length: 32))
  }

  @Test func nothingIsSentOrExportedBeforeTheHandshake() throws {
    let session = try TLSSession(authority.serverContext())
    #expect(throws: TLSError(.notOpen)) { try session.send([1]) }
    #expect(throws: TLSError(.notOpen)) { try session.exporter(label: "x", context: [], length: 32) }
    #expect(session.applicationProtocol == nil)
  }

  // MARK: - The end

  @Test func aFarewellIsAnsweredAndTheEndIsClean() throws {
    let pair = try Pair(client: authority.clientContext(authority.client("R1")), server: authority.serverContext())
    try pair.client.send([1, 2, 3])
    pair.client.beginShutdown()
    #expect(pair.client.state == .closing)
    #expect(throws: TLSError(.notOpen)) { try pair.client.send([4]) }
    pair.run()
    #expect(pair.atServer == [1, 2, 3])
    #expect(pair.server.state == .closed(clean: true))
    #expect(pair.client.state == .closed(clean: true))
    try pair.server.endOfInput()
  }

  @Test func anEndWithoutFarewellIsATruncation() throws {
    let pair = try Pair(client: authority.clientContext(authority.client("R1")), server: authority.serverContext())
    #expect(throws: TLSError(.truncated)) { try pair.server.endOfInput() }
    #expect(pair.server.state == .closed(clean: false))
    pair.client.beginShutdown()
    try pair.client.endOfInput()
    #expect(pair.client.state == .closed(clean: false))
  }

  @Test func anEndWithinTheHandshakeIsATruncation() throws {
    let session = try TLSSession(authority.serverContext())
    #expect(throws: TLSError(.truncated)) { try session.endOfInput() }
  }

  @Test func changedBytesBreakTheConnection() throws {
    let pair = try Pair(client: authority.clientContext(authority.client("R1")), server: authority.serverContext())
    try pair.client.send([1, 2, 3])
    var record = pair.client.takeOutput()
    record[record.count - 1] ^= 1
    #expect(throws: TLSError(.protocolViolation)) { try pair.server.receive(record) }
    #expect(pair.server.state == .failed)
    #expect(throws: TLSError(.notOpen)) { try pair.server.send([1]) }
  }

  @Test func whatIsNotTLSIsRefused() throws {
    let session = try TLSSession(authority.serverContext())
    #expect(throws: TLSError.self) { try session.receive([UInt8]("GET / HTTP/1.1\r\n\r\n".utf8)) }
    #expect(session.state == .failed)
  }
}
