import ByteCoding
import Foundation
import Panel
import Testing

@testable import Scoring

@Suite struct AssignmentTests {
  struct Vectors: Decodable {
    struct Stream: Decodable {
      let seed: String
      let purpose: String
      let words: [String]
      let below7: [Int]
    }
    struct Line: Decodable {
      let reviewer: String
      let applications: [String]
    }
    struct Case: Decodable {
      let seed: String
      let applications: [String]
      let reviewers: [String]
      let exclusions: [[String]]
      let reviewsPerApplication: Int
      let lines: [Line]
    }
    let stream: Stream
    let assignments: [Case]
  }

  private let vectors: Vectors

  init() throws {
    let project = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    vectors = try JSONDecoder().decode(
      Vectors.self, from: Data(contentsOf: project.appendingPathComponent("protocol/vectors/assignment.json")))
  }

  private func code(_ text: String) throws -> Code { try #require(Code(text)) }
  private func digest(_ hex: String) throws -> Digest { try #require(Hex.decode(hex).flatMap { Digest($0) }) }

  @Test func theTestsOwnHashIsSHA256() {
    #expect(SHA256.hash([UInt8]("abc".utf8)).description.hasPrefix("ba7816bf8f01cfea414140de5dae2223"))
    #expect(SHA256.hash([]).description.hasPrefix("e3b0c44298fc1c149afbf4c8996fb924"))
    #expect(SHA256.hash([UInt8](repeating: 0x61, count: 119)) != SHA256.hash([UInt8](repeating: 0x61, count: 120)))
  }

  @Test func theStreamGivesThePublishedWords() throws {
    var stream = try SeededStream(seed: digest(vectors.stream.seed), purpose: vectors.stream.purpose, hash: SHA256.hash)
    for word in vectors.stream.words { #expect(try stream.next() == UInt64(word, radix: 16)) }
    for number in vectors.stream.below7 { #expect(try stream.below(7) == number) }
  }

  @Test func assignmentsAreThePublishedOnes() throws {
    for one in vectors.assignments {
      let made = try ReviewAssignment(
        applications: one.applications.reversed().map(code), reviewers: one.reviewers.shuffled().map(code),
        exclusions: one.exclusions.map { (try code($0[0]), try code($0[1])) },
        reviewsPerApplication: one.reviewsPerApplication, seed: digest(one.seed), hash: SHA256.hash)
      #expect(made.lines.map(\.reviewer.text) == one.lines.map(\.reviewer))
      #expect(made.lines.map { $0.applications.map(\.text) } == one.lines.map(\.applications))
    }
  }

  private func assign(
    _ applications: Int, _ reviewers: Int, each: Int, excluded: (Int, Int) -> Bool, seed: UInt8 = 1
  ) throws -> ReviewAssignment {
    let applicationCodes = try (0..<applications).map { try code(Sample.code($0)) }
    let reviewerCodes = try (0..<reviewers).map { try code(Sample.reviewer($0)) }
    var exclusions: [(application: Code, reviewer: Code)] = []
    for a in 0..<applications {
      for r in 0..<reviewers where excluded(a, r) { exclusions.append((applicationCodes[a], reviewerCodes[r])) }
    }
    return try ReviewAssignment(
      applications: applicationCodes, reviewers: reviewerCodes, exclusions: exclusions, reviewsPerApplication: each,
      seed: SHA256.hash([seed]), hash: SHA256.hash)
  }

  /// Loads differ by at most one, nobody twice, nobody excluded, everybody's count right.
  private func check(_ made: ReviewAssignment, _ applications: Int, each: Int, excluded: (Int, Int) -> Bool) throws {
    let loads = made.lines.map(\.applications.count)
    let (most, least) = (try #require(loads.max()), try #require(loads.min()))
    #expect(most - least <= 1)
    var counts: [String: Int] = [:]
    for (number, line) in made.lines.enumerated() {
      #expect(Set(line.applications).count == line.applications.count)
      for application in line.applications {
        counts[application.text, default: 0] += 1
        let index = try #require(Int(application.text.dropFirst()))
        #expect(!excluded(index, number))
      }
    }
    #expect(counts.count == applications && counts.values.allSatisfy { $0 == each })
  }

  @Test(arguments: [(16, 10, 5), (46, 9, 5), (100, 30, 3), (7, 7, 7), (1, 5, 3), (300, 41, 5)])
  func dealsAreBalanced(_ applications: Int, _ reviewers: Int, _ each: Int) throws {
    let excluded = { (a: Int, r: Int) in reviewers > each && (a * 7 + r * 3) % 11 == 0 && r % 2 == 0 }
    for seed in UInt8(0)..<5 {
      let made = try assign(applications, reviewers, each: each, excluded: excluded, seed: seed)
      try check(made, applications, each: each, excluded: excluded)
    }
  }

  /// Only one assignment exists up to order: random swaps hardly find it, paths must.
  @Test func tightPanelsAreSolvedByPaths() throws {
    // Application a may be marked by reviewers a … a+2 (mod 12) only; each marks three.
    let excluded = { (a: Int, r: Int) in ![0, 1, 2].contains((r - a + 12) % 12) }
    for seed in UInt8(0)..<10 {
      let made = try assign(12, 12, each: 3, excluded: excluded, seed: seed)
      try check(made, 12, each: 3, excluded: excluded)
    }
    // Half of the allowed ones.
    let wider = { (a: Int, r: Int) in ![0, 1, 2, 5].contains((r - a + 12) % 12) }
    for seed in UInt8(0)..<10 {
      try check(assign(12, 12, each: 2, excluded: wider, seed: seed), 12, each: 2, excluded: wider)
    }
  }

  @Test func whatCannotBeAssignedIsExplained() throws {
    // Applications 0, 1 and 2 may be marked by reviewers 0 and 1 only, and want three reviews each.
    let error = try #require(throws: AssignmentError.self) {
      try assign(6, 6, each: 3, excluded: { a, r in a < 3 && r > 1 })
    }
    #expect(error.code == .infeasible)
    #expect(Set(error.applications).isSubset(of: ["A000", "A001", "A002"]) && !error.applications.isEmpty)
    #expect(error.reviewers == ["R01", "R02"])
  }

  @Test func loadsThatCannotBeEvenAreExplained() throws {
    let error = try #require(throws: AssignmentError.self) {
      try assign(8, 4, each: 2, excluded: { a, r in r == 3 && a > 0 })
    }
    #expect(error.code == .infeasible || error.code == .unbalanced)
  }

  @Test func everybodyMarksEverythingButTheExcluded() throws {
    let made = try assign(13, 9, each: 0, excluded: { a, r in a == r })
    for (number, line) in made.lines.enumerated() {
      #expect(Set(line.applications.map(\.text)) == Set((0..<13).filter { $0 != number }.map(Sample.code)))
    }
    #expect(Set(made.lines.map(\.applications)).count == 9)
  }

  @Test func badQuestionsAreRefused() throws {
    #expect(throws: AssignmentError(.badInput, zh: "", en: "")) {
      try assign(3, 2, each: 3, excluded: { _, _ in false })
    }
    #expect(throws: AssignmentError(.badInput, zh: "", en: "")) {
      try assign(0, 2, each: 1, excluded: { _, _ in false })
    }
  }
}
