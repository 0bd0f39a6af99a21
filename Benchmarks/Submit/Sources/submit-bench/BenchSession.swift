import ByteCoding
import CanonicalJSON
import CoordinatorService
import Foundation
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import SecureTransport
import SessionStore
import TLS
import TransparencyLog
import WireProtocol

/// A session in which scoring has started, served by the coordinator's own handler.
struct BenchSession {
  static let reviewerCount = 64

  /// The sheets of one reviewer, in the order of its chain.
  struct Chain: Sendable {
    var reviewer: Code
    var envelopes: [[UInt8]] = []
  }

  private let season: SmallSeason
  private let authority: CertificateAuthority
  private let server: TLSIdentity
  private let people: [Code: TLSIdentity]
  private let handler: SessionHandler

  init(folder: URL) async throws {
    let authorityKey = try CertificateKey.generate()
    let authority = try CertificateAuthority.create(
      commonName: "benchmark", key: authorityKey, validity: Self.validity)
    let key = try CertificateKey.generate()
    let server = TLSIdentity(
      certificate: try authority.issueServer(
        commonName: "coordinator", names: ["127.0.0.1"], publicKeyOf: key, validity: Self.validity), key: key)
    let codes = try (0..<Self.reviewerCount).map { try Code("B\(100 + $0)").unwrap() }
    var people: [Code: TLSIdentity] = [:]
    for code in codes {
      let key = try CertificateKey.generate()
      let request = try CertificateRequest.create(commonName: code.text, key: key)
      let certificate = try authority.issueClient(commonName: code.text, request: request, validity: Self.validity)
      people[code] = TLSIdentity(certificate: certificate, key: key)
    }
    let season = try Self.season(codes, people)
    try Self.write(folder, season, authority, authorityKey, server, people[codes[0]].unwrap())
    let coordinatorFolder = CoordinatorFolder(folder)
    let coordinator = try Coordinator(folder: coordinatorFolder)
    for record in season.records { _ = try await coordinator.sequencer.submit(record.envelope.bytes) }
    handler = SessionHandler(coordinator: coordinator, credentials: try ServerCredentials(folder: coordinatorFolder))
    self.season = season
    self.authority = authority
    self.server = server
    self.people = people
  }

  private static var validity: Validity {
    let now = Int64(Date().timeIntervalSince1970)
    return Validity(notBefore: now - 3_600, notAfter: now + 86_400)
  }

  /// The season of the tests with further reviewers.
  private static func season(_ codes: [Code], _ people: [Code: TLSIdentity]) throws -> SmallSeason {
    var tampering = SeasonTampering()
    tampering.keys = { keys in
      for code in codes { try keys.replace(code) }
    }
    var season = try SmallSeason(through: .enrolled, tampering: tampering)
    for code in codes {
      try season.log(
        .enrolment(
          Panel.Enrolment(
            session: season.state.session.unwrap().digest, by: [code], role: .reviewer, code: code,
            key: season.keys.publicKey(code), tls: people[code].unwrap().certificate.publicKeyDigest,
            invitation: SHA256.hash(Array(code.text.utf8)), nonce: .zero)))
    }
    var roster = try season.state.roster.unwrap().record
    let members: [RosterLine] = try ListBlob.decode(season.log.blobs[roster.members.blob].unwrap())
    let further = try codes.map { code in
      let enrolment = try season.state.enrolments.values.first { $0.record.code == code }.unwrap()
      return RosterLine(
        code: code, enrolment: enrolment.digest, key: enrolment.record.key.digest,
        name: SHA256.hash(Array(code.text.utf8)))
    }
    roster.version = 2
    roster.members = season.list((members + further).sorted { $0.code < $1.code }, of: .roster)
    try season.log(.roster(roster))
    for stage in [SmallSeason.Stage.handedOver, .drawn, .started] { try season.make(stage) }
    if let refusal = season.refusal { throw refusal }
    return season
  }

  private static func write(
    _ folder: URL, _ season: SmallSeason, _ authority: CertificateAuthority, _ authorityKey: CertificateKey,
    _ server: TLSIdentity, _ client: TLSIdentity
  ) throws {
    try CoordinatorFolder(folder).create()
    func put(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: folder.appending(path: name)) }
    let settings: JSONValue = [
      "origin": .string(season.log.origin), "server": "127.0.0.1:0",
      "session": .digest(try season.state.session.unwrap().digest),
    ]
    try put(settings.canonicalBytes, "settings.json")
    try put(season.keys["coordinator"].rawSeed().exposedCopy(), "keys/coordinator")
    try put(season.keys["log"].rawSeed().exposedCopy(), "keys/log")
    try put(authority.certificate.pem(), "keys/ca.pem")
    try put(authorityKey.pem().exposedCopy(), "keys/ca-key.pem")
    try put(server.certificate.pem(), "keys/server.pem")
    try put(server.key.pem().exposedCopy(), "keys/server-key.pem")
    try FileManager.default.createDirectory(at: folder.appending(path: "pem"), withIntermediateDirectories: true)
    for name in ["ca.pem", "server.pem", "server-key.pem"] {
      try FileManager.default.copyItem(
        at: folder.appending(path: "keys/\(name)"), to: folder.appending(path: "pem/\(name)"))
    }
    try put(client.certificate.pem(), "pem/client.pem")
    try put(client.key.pem().exposedCopy(), "pem/client-key.pem")
    let store = try SessionFolder.create(path: folder.appending(path: "session").path)
    for (_, blob) in season.log.blobs { try store.blobs.put(blob) }
  }

  /// Seals and signs beforehand what the reviewers will hand in.
  func chains(sheets: Int) async throws -> [Chain] {
    let each = max(1, sheets / people.count)
    return try await withThrowingTaskGroup(of: Chain.self) { group in
      for code in people.keys {
        group.addTask { try chain(of: code, sheets: each) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func chain(of code: Code, sheets: Int) throws -> Chain {
    var chain = Chain(reviewer: code)
    var prev = Digest.zero
    let applications = (season.state.assigned[code] ?? []).sorted()
    let size = Int(try season.state.session.unwrap().record.sheetBytes)
    for seq in 1...sheets {
      let application = applications[seq % applications.count]
      var header = season.sheetHeader(code, application)
      header.seq = Int64(seq)
      header.prev = prev
      let plaintext = SheetPlaintext(
        marks: [.init(criterion: "growth", mark: 80), .init(criterion: "clusters", mark: 70)], comment: "材料扎实",
        salt: try Digest(RandomBytes.generateSecret(32)).unwrap())
      let sheet = try SheetSeal.seal(plaintext, into: header, size: size, openingKey: season.keys.marks.publicPoint())
      let signed = try SignedRecord(.sheet(sheet), keys: season.keys.signing([code]))
      prev = signed.digest
      chain.envelopes.append(signed.envelope.bytes)
    }
    return chain
  }

  /// Connects everybody, then lets them hand in.
  func submit(_ chains: [Chain]) async throws -> (perSecond: Double, bytes: Int) {
    let configuration = SecureServer.Configuration(
      host: "127.0.0.1", port: 0, identity: server, clientAuthority: authority.certificate)
    let server = try await SecureServer.bind(configuration, handler: handler)
    async let serving: Void = server.run()
    var connections: [ClientConnection] = []
    for chain in chains {
      let client = try SecureClient(
        .session(authority: authority.certificate, identity: people[chain.reviewer].unwrap()))
      connections.append(
        try await client.connect(host: "127.0.0.1", port: server.port, hello: Hello(software: "submit-bench")))
    }
    let start = ContinuousClock.now
    try await withThrowingDiscardingTaskGroup { group in
      for (chain, connection) in zip(chains, connections) {
        group.addTask {
          for envelope in chain.envelopes {
            guard case .accepted = try await connection.send(.submit(envelope: envelope)) else { throw NotThere() }
          }
        }
      }
    }
    let elapsed = (ContinuousClock.now - start).inSeconds
    for connection in connections { await connection.close() }
    server.shutDown()
    try await serving
    let count = chains.map(\.envelopes.count).reduce(0, +)
    let bytes = chains.flatMap(\.envelopes).map(\.count).reduce(0, +) / count
    return (Double(count) / elapsed, bytes)
  }
}

struct NotThere: Error {}

extension Optional {
  func unwrap() throws -> Wrapped {
    guard let self else { throw NotThere() }
    return self
  }
}
