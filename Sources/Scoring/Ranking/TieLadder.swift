import Panel

/// Orders applications with equal aggregates by the rule's ladder.
struct TieLadder {
  /// Head-to-head compares every pair; larger groups of equals skip it and go to a decision.
  static let maxHeadToHead = 1_000

  /// A run of applications at one place.
  struct Run {
    let applications: [Int]
    let settled: TieOutcome.Settled
  }

  let matrix: MarkMatrix
  let totals: [Int64]
  let computed: ComputedScore
  let rubric: Rubric
  let rule: ScoringRule
  /// Sets of applications with a recorded order.
  let decisions: [[Int]]
  private let steps: [Step]
  /// By criterion; of computed ones no sums.
  private let criterionSums: [TrimmedSums?]

  private enum Step {
    case criterion(Int)
    case headToHead
    case decision
  }

  init(
    matrix: MarkMatrix, totals: [Int64], computed: ComputedScore, rubric: Rubric, rule: ScoringRule,
    decisions: [[Int]]
  ) {
    self.matrix = matrix
    self.totals = totals
    self.computed = computed
    self.rubric = rubric
    self.rule = rule
    self.decisions = decisions
    var judged = 0
    criterionSums = rubric.criteria.map { criterion in
      guard criterion.isJudged else { return nil }
      judged += 1
      return TrimmedSums(matrix.column(judged - 1), rowStart: matrix.rowStart, rule: rule)
    }
    // Heaviest first; a stable sort keeps rubric order among equal weights.
    let byWeight = rubric.criteria.indices.sorted {
      (-rubric.criteria[$0].weight, $0) < (-rubric.criteria[$1].weight, $1)
    }
    steps = rule.ladder.flatMap { step -> [Step] in
      switch step {
      case .heaviestCriterion: byWeight.map { .criterion($0) }
      case .headToHead: [.headToHead]
      case .decision: [.decision]
      }
    }
  }

  /// - Parameter group: two or more applications with the same aggregate, in order of code.
  /// - Returns: runs from the higher place to the lower; only an open run has more than one application.
  func runs(_ group: [Int], usedDecisions: inout Set<Int>) -> [Run] {
    refine(group, from: 0, used: &usedDecisions)
  }

  private func refine(_ group: [Int], from first: Int, used: inout Set<Int>) -> [Run] {
    var next = first
    while next < steps.count {
      let step = steps[next]
      let parts: [[Int]]
      let settled: TieOutcome.Settled
      switch step {
      case .criterion(let index):
        parts = split(group, criterion: index)
        settled = .criterion(rubric.criteria[index].id)
      case .headToHead:
        parts = splitHeadToHead(group)
        settled = .headToHead
      case .decision:
        guard let index = decisions.firstIndex(where: { $0.count == group.count && $0.sorted() == group }) else {
          return [Run(applications: group, settled: .open)]
        }
        used.insert(index)
        return decisions[index].map { Run(applications: [$0], settled: .decision) }
      }
      if parts.count > 1 {
        // Within a part of a head-to-head there are fewer opponents: the same step may split it further.
        let again: Int
        if case .headToHead = step { again = next } else { again = next + 1 }
        return parts.flatMap { part in
          part.count == 1
            ? [Run(applications: part, settled: settled)] : refine(part, from: again, used: &used)
        }
      }
      next += 1
    }
    return [Run(applications: group, settled: .open)]
  }

  /// By the aggregate of one criterion, the higher first.
  private func split(_ group: [Int], criterion index: Int) -> [[Int]] {
    let values = group.map { (application: $0, value: criterionAggregate($0, index)) }
    func isHigher(_ a: (sum: Int64, kept: Int64), _ b: (sum: Int64, kept: Int64)) -> Bool {
      Int128(a.sum) * Int128(b.kept) > Int128(b.sum) * Int128(a.kept)
    }
    let sorted = values.sorted {
      isHigher($0.value, $1.value) || (!isHigher($1.value, $0.value) && $0.application < $1.application)
    }
    var parts: [[Int]] = []
    for (position, entry) in sorted.enumerated() {
      if position > 0, !isHigher(sorted[position - 1].value, entry.value) {
        parts[parts.count - 1].append(entry.application)
      } else {
        parts.append([entry.application])
      }
    }
    return parts
  }

  private func criterionAggregate(_ application: Int, _ index: Int) -> (sum: Int64, kept: Int64) {
    if let sums = criterionSums[index] {
      return (sums.sum[application], Int64(max(1, sums.kept[application])))
    }
    let id = rubric.criteria[index].id
    let points = computed.points[application].first { $0.criterion == id }?.points ?? .zero
    return (points.numerator, points.denominator)
  }

  /// By the number of opponents in the group that more of the common reviewers placed lower.
  private func splitHeadToHead(_ group: [Int]) -> [[Int]] {
    guard group.count <= TieLadder.maxHeadToHead else { return [group] }
    var wins = [Int](repeating: 0, count: group.count)
    for one in group.indices {
      for other in group.indices.dropFirst(one + 1) {
        switch balance(group[one], group[other]) {
        case 1...: wins[one] += 1
        case ..<0: wins[other] += 1
        default: break
        }
      }
    }
    let sorted = group.indices.sorted { (-wins[$0], group[$0]) < (-wins[$1], group[$1]) }
    var parts: [[Int]] = []
    for (position, index) in sorted.enumerated() {
      if position > 0, wins[sorted[position - 1]] == wins[index] {
        parts[parts.count - 1].append(group[index])
      } else {
        parts.append([group[index]])
      }
    }
    return parts
  }

  /// Common reviewers with the higher total on a, less those with the higher total on b.
  private func balance(_ a: Int, _ b: Int) -> Int {
    var (left, right) = (matrix.rowStart[a], matrix.rowStart[b])
    let (leftEnd, rightEnd) = (matrix.rowStart[a + 1], matrix.rowStart[b + 1])
    var balance = 0
    while left < leftEnd, right < rightEnd {
      let (one, other) = (matrix.rowReviewer[left], matrix.rowReviewer[right])
      if one == other {
        balance += (totals[left] - totals[right]).signum().asInt
        left += 1
        right += 1
      } else if one < other {
        left += 1
      } else {
        right += 1
      }
    }
    return balance
  }
}

extension Int64 {
  fileprivate var asInt: Int { Int(self) }
}
