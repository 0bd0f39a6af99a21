package import ByteCoding
package import Panel

/// Who marks what, and in which order it is shown to them: drawn from a seed by a frozen algorithm that the auditor
/// runs again (`protocol/assignment.md`).
package struct ReviewAssignment: Sendable, Equatable {
  package static let maxApplications = 1_000_000
  package static let maxReviewers = 1_000_000

  /// One line a reviewer, in order of code; applications in the order of presentation.
  package let lines: [AssignmentLine]

  /// - Parameters:
  ///   - exclusions: pairs that must not meet; others' are passed over.
  ///   - reviewsPerApplication: 0 = everybody marks everything but the exclusions.
  ///   - hash: SHA-256.
  /// - Throws: `AssignmentError`; what `hash` throws.
  package init(
    applications: [Code], reviewers: [Code], exclusions: [(application: Code, reviewer: Code)],
    reviewsPerApplication: Int, seed: Digest, hash: @escaping SeededStream.Hash
  ) throws {
    let applications = applications.sorted()
    let reviewers = reviewers.sorted()
    try ReviewAssignment.check(applications, reviewers, reviewsPerApplication)
    let applicationNumber = Dictionary(uniqueKeysWithValues: applications.enumerated().map { ($1, Int32($0)) })
    let reviewerNumber = Dictionary(uniqueKeysWithValues: reviewers.enumerated().map { ($1, Int32($0)) })
    var excluded = [[Int32]](repeating: [], count: applications.count)
    for pair in exclusions {
      guard let application = applicationNumber[pair.application], let reviewer = reviewerNumber[pair.reviewer] else {
        continue
      }
      excluded[Int(application)].append(reviewer)
    }
    for application in excluded.indices { excluded[application] = Array(Set(excluded[application])).sorted() }
    var dealt = [[Int32]](repeating: [], count: reviewers.count)
    if reviewsPerApplication == 0 {
      for application in applications.indices {
        for reviewer in reviewers.indices where !excluded[application].contains(Int32(reviewer)) {
          dealt[reviewer].append(Int32(application))
        }
      }
    } else {
      var stream = try SeededStream(seed: seed, purpose: "deal", hash: hash)
      var deal = BalancedDeal(excluded: excluded, reviewers: reviewers.count, each: reviewsPerApplication)
      do {
        try deal.run(&stream)
      } catch let failure as BalancedDeal.Failure {
        throw failure.error(applications, reviewers)
      }
      for application in applications.indices {
        for reviewer in deal.reviewers(of: application) { dealt[Int(reviewer)].append(Int32(application)) }
      }
    }
    lines = try reviewers.enumerated().map { number, reviewer in
      var stream = try SeededStream(seed: seed, purpose: "presentation " + reviewer.text, hash: hash)
      var own = dealt[number]
      try stream.shuffle(&own)
      return AssignmentLine(reviewer: reviewer, applications: own.map { applications[Int($0)] })
    }
  }

  private static func check(_ applications: [Code], _ reviewers: [Code], _ each: Int) throws {
    guard (1...maxApplications).contains(applications.count), (1...maxReviewers).contains(reviewers.count) else {
      throw AssignmentError(.badInput, zh: "没有申报或没有评委", en: "there are no applications or no reviewers")
    }
    guard Set(applications).count == applications.count, Set(reviewers).count == reviewers.count else {
      throw AssignmentError(.badInput, zh: "申报或评委编号重复", en: "an application or a reviewer stands twice")
    }
    guard (0...min(reviewers.count, ScoringRule.maxSheets)).contains(each) else {
      throw AssignmentError(
        .badInput, zh: "每份申报的评审人数应为0（全体）至评委总数", en: "reviews per application: 0 (everybody) to the number of reviewers")
    }
  }
}
