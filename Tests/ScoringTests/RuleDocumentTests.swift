import CanonicalJSON
import Foundation
import Panel
import Testing

@Suite struct RuleDocumentTests {
  private func document() throws -> RuleDocument {
    try RuleDocument(rule: ScoringRule(), rubric: Sample.rubric(weights: [6_000, 4_000]), seats: 3)
  }

  @Test func aHandwrittenFileReadsLikeTheCanonicalOne() throws {
    let document = try document()
    let value = try JSONSerialization.jsonObject(with: Data(document.canonicalBytes))
    let pretty = try JSONSerialization.data(withJSONObject: value, options: .prettyPrinted)
    #expect(try RuleDocument(fileBytes: [UInt8](pretty)) == document)
    #expect(try RuleDocument(fileBytes: [0xEF, 0xBB, 0xBF] + document.canonicalBytes + [0x0A]) == document)
  }

  @Test func theExampleOfTheSpecificationIsRead() throws {
    let specification = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("protocol/files/rule.md")
    let text = try String(contentsOf: specification, encoding: .utf8)
    let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    #expect(blocks.count == 2)
    for block in blocks { _ = try RuleDocument(fileBytes: [UInt8](block.utf8)) }
  }

  @Test(arguments: [
    ("\"seats\":3", "\"seats\":3.0"), ("\"seats\":3", "\"seats\":-1"), ("\"seats\":3", "\"seats\":3,\"seats\":3"),
    ("\"seats\":3", "\"places\":3"), ("\"seats\":3", "\"seats\":3,"), ("\"seats\":3", "\"seats\":null"),
    ("\"seats\":3}", "\"seats\":3"), ("\"seats\":3}", "\"seats\":3}}"), ("\"quorum\":3", "\"quorum\":03"),
    ("plumbline-rule-1", "plumbline-rule-2"), ("\"trimFrom\":5", "\"trimFrom\":2"),
    ("\"weight\":4000", "\"weight\":4001"), ("\"weight\":4000", "\"weight\":\"4000\""),
  ]) func everythingElseIsRefused(_ from: String, _ to: String) throws {
    let text = String(decoding: try document().canonicalBytes, as: UTF8.self)
    #expect(text.contains(from))
    #expect(throws: (any Error).self) { try RuleDocument(fileBytes: [UInt8](text.replacing(from, with: to).utf8)) }
  }

  @Test func truncationAndDepthAreRefused() throws {
    let bytes = try document().canonicalBytes
    for count in bytes.indices {
      #expect(throws: (any Error).self) { try RuleDocument(fileBytes: Array(bytes[..<count])) }
    }
    #expect(throws: CanonicalJSONError.self) {
      try RuleDocument(fileBytes: [UInt8](repeating: 0x5B, count: 100_000))
    }
  }
}
