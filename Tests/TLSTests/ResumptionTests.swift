import OpenSSL
import Testing

@testable import TLS

struct ResumptionTests {
  let authority: TestAuthority

  init() throws { authority = try TestAuthority() }

  @Test func aSecondConnectionContinuesTheFirstAndKnowsTheSamePeers() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(authority.client("R3"))
    let first = try Pair(client: client, server: server)
    #expect(!first.server.isResumed)
    for _ in 0..<3 {
      let next = try Pair(client: client, server: server)
      #expect(next.server.isResumed)
      #expect(next.client.isResumed)
      #expect(next.server.peerCertificate?.commonName == "R3")
      #expect(next.client.peerCertificate?.commonName == "coordinator")
      try next.client.send([1])
      next.run()
      #expect(next.atServer == [1])
    }
  }

  @Test func aConnectionThatBrokeOffCanBeResumedAndOneThatWasForgedCannot() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(authority.client("R3"))
    do {
      let broken = try Pair(client: client, server: server)
      #expect(throws: TLSError(.truncated)) { try broken.server.endOfInput() }
    }
    do {
      let forged = try Pair(client: client, server: server)
      #expect(forged.server.isResumed)
      #expect(throws: TLSError.self) {
        try forged.server.receive([23, 3, 3, 0, 20] + [UInt8](repeating: 0, count: 20))
      }
    }
    let next = try Pair(client: client, server: server)
    #expect(next.server.state == .open)
    #expect(!next.server.isResumed)
  }

  @Test func aRevokedClientIsRefusedWhenItResumes() throws {
    let server = try authority.serverContext()
    let identity = try authority.client("R3")
    let client = try authority.clientContext(identity)
    _ = try Pair(client: client, server: server)
    server.revoke(serialNumbers: [identity.certificate.serialNumber])
    let next = try Pair(client: client, server: server)
    #expect(next.serverError == TLSError(.certificateRevoked))
    #expect(next.clientError == TLSError(.certificateRevoked, origin: .peer))
    #expect(!next.server.isResumed)
  }

  @Test func aRevokedServerIsRefusedWhenItsClientResumes() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(authority.client("R3"))
    _ = try Pair(client: client, server: server)
    client.revoke(serialNumbers: [authority.server.certificate.serialNumber])
    let next = try Pair(client: client, server: server)
    #expect(next.clientError == TLSError(.certificateRevoked))
    #expect(next.serverError == TLSError(.certificateRevoked, origin: .peer))
  }

  @Test func aRevocationCostsTheOthersOneFullHandshake() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(authority.client("R1"))
    _ = try Pair(client: client, server: server)
    server.revoke(serialNumbers: [[1, 2, 3]])
    let full = try Pair(client: client, server: server)
    #expect(full.server.state == .open)
    #expect(!full.server.isResumed)
    #expect(try Pair(client: client, server: server).server.isResumed)
  }

  @Test func anotherServerDoesNotResume() throws {
    let client = try authority.clientContext(authority.client("R1"))
    _ = try Pair(client: client, server: authority.serverContext())
    let next = try Pair(client: client, server: authority.serverContext())
    #expect(next.server.state == .open)
    #expect(!next.server.isResumed)
  }

  @Test func theServerForgetsTheOldestBeyondItsLimit() throws {
    let server = try authority.serverContext { $0.maximumResumableSessions = 2 }
    let identity = try authority.client("R1")
    let oldest = try authority.clientContext(identity)
    _ = try Pair(client: oldest, server: server)
    for _ in 0..<2 { _ = try Pair(client: authority.clientContext(identity), server: server) }
    let next = try Pair(client: oldest, server: server)
    #expect(next.server.state == .open)
    #expect(!next.server.isResumed)
  }

  @Test func resumptionCanBeOff() throws {
    let server = try authority.serverContext { $0.maximumResumableSessions = 0 }
    let client = try authority.clientContext(authority.client("R1"))
    for _ in 0..<2 { #expect(try !Pair(client: client, server: server).server.isResumed) }
  }
}
