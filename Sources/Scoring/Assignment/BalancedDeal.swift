import Panel

/// Deals reviewers to applications like cards: as many each, loads that differ by at most one, no excluded pair, no
/// reviewer twice on one application.
///
/// A pack of all reviewers, freshly shuffled each time it is used up, is dealt out in rounds over the applications: a
/// fixed pack would leave a hundred thousand reviewers in thousands of groups that share no application. Bad cards are
/// swapped with random others; the few that resist go by augmenting paths, which also prove it when there is none.
struct BalancedDeal {
  /// Random swaps tried for one bad card before paths are looked for.
  static let maxSwapTries = 200

  struct Failure: Error {
    let code: AssignmentError.Code
    let applications: [Int32]
    let reviewers: [Int32]
  }

  private static let nobody: Int32 = -1

  /// By application, ascending.
  private let excluded: [[Int32]]
  private let reviewerCount: Int
  private let each: Int
  /// Card of slot p·applications + a, round p of application a.
  private var cards: [Int32]

  init(excluded: [[Int32]], reviewers: Int, each: Int) {
    self.excluded = excluded
    self.reviewerCount = reviewers
    self.each = each
    cards = []
  }

  private var applicationCount: Int { excluded.count }

  func reviewers(of application: Int) -> [Int32] {
    (0..<each).map { cards[$0 * applicationCount + application] }.sorted()
  }

  mutating func run(_ stream: inout SeededStream) throws {
    try deal(&stream)
    var bad: [Int] = []
    for slot in cards.indices where !fits(cards[slot], slot) {
      if try !swapAway(slot, &stream) { bad.append(slot) }
    }
    // A later swap may have mended an earlier slot's twin.
    bad.removeAll { fits(cards[$0], $0) }
    guard !bad.isEmpty else { return }
    for slot in bad { cards[slot] = BalancedDeal.nobody }
    try fillByPaths(bad)
  }

  private mutating func deal(_ stream: inout SeededStream) throws {
    let total = applicationCount * each
    cards.reserveCapacity(total)
    var pack = (0..<Int32(reviewerCount)).map { $0 }
    while cards.count < total {
      try stream.shuffle(&pack)
      cards.append(contentsOf: pack.prefix(total - cards.count))
    }
  }

  /// True when the card may lie in the slot, whatever lies there now.
  private func fits(_ card: Int32, _ slot: Int) -> Bool {
    let application = slot % applicationCount
    if excluded[application].contains(card) { return false }
    for round in 0..<each {
      let other = round * applicationCount + application
      if other != slot, cards[other] == card { return false }
    }
    return true
  }

  private mutating func swapAway(_ slot: Int, _ stream: inout SeededStream) throws -> Bool {
    for _ in 0..<BalancedDeal.maxSwapTries {
      let other = try stream.below(cards.count)
      guard other % applicationCount != slot % applicationCount else { continue }
      if fits(cards[other], slot), fits(cards[slot], other) {
        cards.swapAt(slot, other)
        return true
      }
    }
    return false
  }
}

// MARK: - Augmenting paths

extension BalancedDeal {
  /// Breadth-first search from one node set over the alternating graph: application → reviewer it may have and has
  /// not → application that has this reviewer → …
  private struct Search {
    var applicationFrom: [Int32]
    var reviewerFrom: [Int32]
    var queue: [Int32] = []

    init(applications: Int, reviewers: Int) {
      applicationFrom = [Int32](repeating: -2, count: applications)
      reviewerFrom = [Int32](repeating: -2, count: reviewers)
    }
  }

  private mutating func fillByPaths(_ empty: [Int]) throws {
    var loads = [Int](repeating: 0, count: reviewerCount)
    var slotsOf = [[Int32]](repeating: [], count: reviewerCount)
    for slot in cards.indices where cards[slot] != BalancedDeal.nobody {
      loads[Int(cards[slot])] += 1
      slotsOf[Int(cards[slot])].append(Int32(slot))
    }
    let total = cards.count
    let (least, extra) = (total / reviewerCount, total % reviewerCount)
    let most = extra == 0 ? least : least + 1
    for slot in empty { try augment(slot, most, &loads, &slotsOf) }
    for reviewer in loads.indices {
      while loads[reviewer] < least { try pull(to: reviewer, least, &loads, &slotsOf) }
    }
  }

  /// Finds a reviewer with room for an empty slot, moving others along.
  private mutating func augment(
    _ slot: Int, _ most: Int, _ loads: inout [Int], _ slotsOf: inout [[Int32]]
  ) throws {
    var search = Search(applications: applicationCount, reviewers: reviewerCount)
    // Which slot an application gives up on the path; the first is the empty one.
    var givenUp: [Int32: Int] = [:]
    let start = Int32(slot % applicationCount)
    search.applicationFrom[Int(start)] = -1
    givenUp[start] = slot
    search.queue = [start]
    var head = 0
    while head < search.queue.count {
      let application = search.queue[head]
      head += 1
      for reviewer in 0..<Int32(reviewerCount) where search.reviewerFrom[Int(reviewer)] == -2 {
        guard mayTake(reviewer, application) else { continue }
        search.reviewerFrom[Int(reviewer)] = application
        if loads[Int(reviewer)] < most {
          shift(to: reviewer, search, givenUp, &loads, &slotsOf)
          return
        }
        for held in slotsOf[Int(reviewer)] {
          let next = held % Int32(applicationCount)
          guard search.applicationFrom[Int(next)] == -2 else { continue }
          search.applicationFrom[Int(next)] = reviewer
          givenUp[next] = Int(held)
          search.queue.append(next)
        }
      }
    }
    throw Failure(
      code: .infeasible, applications: search.queue.sorted(),
      reviewers: (0..<Int32(reviewerCount)).filter { reviewer in
        search.queue.contains { !excluded[Int($0)].contains(reviewer) }
      })
  }

  /// Walks back from a reviewer with room: each application on the way takes the next reviewer into the slot that the
  /// one before it freed.
  private mutating func shift(
    to last: Int32, _ search: Search, _ givenUp: [Int32: Int], _ loads: inout [Int], _ slotsOf: inout [[Int32]]
  ) {
    loads[Int(last)] += 1
    var reviewer = last
    while true {
      let application = search.reviewerFrom[Int(reviewer)]
      guard let slot = givenUp[application] else { preconditionFailure("a path without a slot") }
      let before = cards[slot]
      cards[slot] = reviewer
      slotsOf[Int(reviewer)].append(Int32(slot))
      let from = search.applicationFrom[Int(application)]
      guard from >= 0 else { return }
      slotsOf[Int(before)].removeAll { $0 == Int32(slot) }
      reviewer = from
    }
  }

  /// Brings a reviewer below the lower bound one application more, from somebody above it.
  private mutating func pull(
    to reviewer: Int, _ least: Int, _ loads: inout [Int], _ slotsOf: inout [[Int32]]
  ) throws {
    // Backwards: reviewer r can take over any slot whose application may have r; its holder is then one short, until
    // a holder above the bound is met.
    var from = [Int32](repeating: -2, count: reviewerCount)
    var through = [Int](repeating: -1, count: reviewerCount)
    from[reviewer] = -1
    var queue = [Int32(reviewer)]
    var head = 0
    while head < queue.count {
      let taker = queue[head]
      head += 1
      for slot in cards.indices {
        let holder = cards[slot]
        guard from[Int(holder)] == -2, mayTake(taker, Int32(slot % applicationCount)) else { continue }
        from[Int(holder)] = taker
        through[Int(holder)] = slot
        if loads[Int(holder)] > least {
          hand(from: holder, from, through, &slotsOf)
          loads[Int(holder)] -= 1
          loads[reviewer] += 1
          return
        }
        queue.append(holder)
      }
    }
    let bound = (0..<Int32(applicationCount)).filter { application in
      queue.contains { mayTake($0, application) || isOn($0, application) }
    }
    throw Failure(code: .unbalanced, applications: bound, reviewers: queue.sorted())
  }

  private mutating func hand(
    from holder: Int32, _ from: [Int32], _ through: [Int], _ slotsOf: inout [[Int32]]
  ) {
    var holder = holder
    while from[Int(holder)] >= 0 {
      let (taker, slot) = (from[Int(holder)], through[Int(holder)])
      cards[slot] = taker
      slotsOf[Int(holder)].removeAll { $0 == Int32(slot) }
      slotsOf[Int(taker)].append(Int32(slot))
      holder = taker
    }
  }

  /// Not excluded and not on it yet.
  private func mayTake(_ reviewer: Int32, _ application: Int32) -> Bool {
    !excluded[Int(application)].contains(reviewer) && !isOn(reviewer, application)
  }

  private func isOn(_ reviewer: Int32, _ application: Int32) -> Bool {
    (0..<each).contains { cards[$0 * applicationCount + Int(application)] == reviewer }
  }
}

extension BalancedDeal.Failure {
  func error(_ applications: [Code], _ reviewers: [Code]) -> AssignmentError {
    let applicationCodes = self.applications.map { applications[Int($0)].text }
    let reviewerCodes = self.reviewers.map { reviewers[Int($0)].text }
    let few = { (codes: [String]) in
      codes.prefix(20).joined(separator: ", ") + (codes.count > 20 ? ", …" : "")
    }
    switch code {
    case .infeasible, .badInput:
      return AssignmentError(
        .infeasible, applications: applicationCodes, reviewers: reviewerCodes,
        zh: """
          无法分配：申报\(few(applicationCodes))（\(applicationCodes.count)份）只能由评委\(few(reviewerCodes))\
          （\(reviewerCodes.count)人）评审，人手不够；请增加评委、减少每份评审人数或核对回避名单
          """,
        en: """
          no assignment exists: applications \(few(applicationCodes)) (\(applicationCodes.count)) may only be marked by \
          \(few(reviewerCodes)) (\(reviewerCodes.count)), who are too few; add reviewers, ask fewer reviews, or check \
          the exclusions
          """)
    case .unbalanced:
      return AssignmentError(
        .unbalanced, applications: applicationCodes, reviewers: reviewerCodes,
        zh: "评委\(few(reviewerCodes))因回避过多，工作量无法均衡（相差不超过1份）；请核对回避名单或增加评委",
        en: """
          reviewers \(few(reviewerCodes)) are excluded from so much that loads cannot be even (differ by at most one); \
          check the exclusions or add reviewers
          """)
    }
  }
}
