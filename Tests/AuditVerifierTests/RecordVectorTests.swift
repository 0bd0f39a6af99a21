import ByteCoding
import CanonicalJSON
import Foundation
import OpenSSL
import Panel
import Sealing
import Testing

/// protocol/records.md against vectors that another program made from its text.
@Suite struct RecordVectorTests {
  private static func vectors<Vectors: Decodable>(_ name: String, as type: Vectors.Type = Vectors.self) throws
    -> Vectors
  {
    let package = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = package.appending(path: "protocol/vectors/records/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }

  private static func bytes(_ base64: String) throws -> [UInt8] { try #require(Base64.decode(base64)) }
  private static func digest(_ base64: String) throws -> Digest { try #require(Digest(try bytes(base64))) }

  private struct Text: Decodable {
    let name: String
    let text: String
    let accepted: Bool
  }

  @Test func canonicalJSONIsReadAsWritten() throws {
    for text in try Self.vectors("canonical-json", as: [Text].self) {
      let bytes = try Self.bytes(text.text)
      let value = try? JSONValue(canonical: bytes)
      #expect((value != nil) == text.accepted, "\(text.name)")
      if let value { #expect(value.canonicalBytes == bytes, "\(text.name)") }
    }
  }

  private struct CommitmentCase: Decodable {
    let kind: String
    let session: String
    let salt: String
    let value: String
    let commitment: String
  }

  @Test func commitments() throws {
    for vector in try Self.vectors("commitment", as: [CommitmentCase].self) {
      let made = Commitment.make(
        try #require(Commitment.Kind(rawValue: vector.kind)), session: try Self.digest(vector.session),
        salt: try Self.digest(vector.salt), value: try Self.bytes(vector.value))
      #expect(made == (try Self.digest(vector.commitment)))
    }
  }

  private struct SeedCase: Decodable {
    let session: String
    let input: String
    let nonces: [String]
    let seed: String
  }

  @Test func seeds() throws {
    for vector in try Self.vectors("seed", as: [SeedCase].self) {
      let seed = Seed.derive(
        purpose: .assignment, session: try Self.digest(vector.session), input: try Self.digest(vector.input),
        nonces: try vector.nonces.map { try Self.digest($0) })
      #expect(seed == (try Self.digest(vector.seed)))
    }
  }

  private struct SessionCodes: Decodable {
    struct Case: Decodable {
      let digest: String
      let code: String
      let typed: [String]
    }
    let cases: [Case]
    let refused: [String]
  }

  @Test func sessionCodes() throws {
    let vectors = try Self.vectors("session-code", as: SessionCodes.self)
    for vector in vectors.cases {
      let code = SessionCode(try Self.digest(vector.digest))
      #expect(code.description == vector.code)
      for typed in vector.typed { #expect(SessionCode(typed) == code, "\(typed)") }
    }
    for text in vectors.refused { #expect(SessionCode(text) == nil, "\(text)") }
  }

  private struct ListCase: Decodable {
    let blob: String
    let count: Int64
    let digest: String
    let root: String
  }

  @Test func lists() throws {
    for vector in try Self.vectors("list", as: [ListCase].self) {
      let blob = try Self.bytes(vector.blob)
      let reference = ListReference.make(try ListBlob.decode(blob, as: HeadLine.self)).reference
      #expect(
        reference
          == ListReference(
            count: vector.count, root: try Self.digest(vector.root), blob: try Self.digest(vector.digest)))
    }
  }

  private struct Sheets: Decodable {
    struct Case: Decodable {
      let name: String
      let payload: String
      let outcome: String
    }
    let privateKey: String
    let sheetBytes: Int
    let header: String
    let plaintext: String
    let cases: [Case]
  }

  @Test func sealedSheets() throws {
    let vectors = try Self.vectors("sheet", as: Sheets.self)
    let key = try P256Scalar(SecureBytes(try Self.bytes(vectors.privateKey)))
    let rubric = try Rubric(
      id: "a1",
      criteria: [
        Criterion(
          id: "growth", title: BilingualText(zh: "增长", en: "growth"), weight: 6_000, kind: .judged(objective: false)),
        Criterion(
          id: "clusters", title: BilingualText(zh: "集群", en: "clusters"), weight: 4_000, kind: .judged(objective: false)
        ),
      ])
    for vector in vectors.cases {
      let sheet = try SealedSheet(canonicalBytes: try Self.bytes(vector.payload))
      switch SheetSeal.open(sheet, privateKey: key, rubric: rubric, size: vectors.sheetBytes) {
      case .success(let opened):
        #expect(vector.outcome == "valid", "\(vector.name)")
        #expect(opened.canonicalBytes == (try Self.bytes(vectors.plaintext)), "\(vector.name)")
        #expect(SheetSeal.header(of: sheet) == (try Self.bytes(vectors.header)), "\(vector.name)")
      case .failure(let fault): #expect(fault.reason.rawValue == vector.outcome, "\(vector.name)")
      }
    }
  }
}
