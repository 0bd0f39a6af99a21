import ByteCoding
import CanonicalJSON
import ClientFixture
import OpenSSL
import Panel
import Sealing
import SessionClient
import Testing

@testable import SupervisorClient

struct KeyDealTests {
  private func supervisors(_ count: Int) throws -> [(store: MemoryHome, keys: SupervisorKeys)] {
    try (1...count).map { number in
      let store = MemoryHome()
      let code = try #require(Code("S\(number)"))
      return (store, try SupervisorKeys.make(code: code, name: "监督 \(number)", in: store))
    }
  }

  private func deal(_ people: [SupervisorKeys], threshold: Int) throws -> KeyDeal {
    try KeyDeal(
      threshold: threshold, supervisors: people.map { try $0.publicFile },
      dealer: Dealer(name: "张三", place: "会议室"))
  }

  private func record(_ file: KeysetFile, by codes: [Code]) -> Keyset {
    Keyset(
      session: .zero, by: codes, purpose: file.purpose, round: 1, mode: file.mode, dealer: file.dealer,
      threshold: file.threshold, commitments: file.commitments, holders: file.holders)
  }

  @Test func everybodysSharesFitAndAThresholdOfThemOpens() throws {
    let people = try supervisors(3)
    // In any order.
    let deal = try deal(people.reversed().map(\.keys), threshold: 2)
    #expect(deal.keysets.map(\.purpose) == KeyPurpose.allCases)
    var shares: [SecretSharing.Share] = []
    let marks = record(try #require(deal.keysets.first { $0.purpose == .marks }), by: ["S1", "S2", "S3"])
    for (person, file) in zip(people, deal.shares) {
      let held = try HeldShares.take(file, keys: person.keys, in: person.store)
      shares.append(try held.share(for: marks, holder: person.keys.code))
    }
    let secret = try SecretSharing.combine(
      Array(shares.suffix(2)), commitments: marks.commitments.map { try P256Point($0.bytes) })
    #expect(try secret.publicPoint().bytes == marks.commitments[0].bytes)
  }

  @Test func keysOfDifferentPurposesHaveNothingInCommon() throws {
    let deal = try deal(supervisors(3).map(\.keys), threshold: 2)
    let points = deal.keysets.flatMap(\.commitments)
    #expect(Set(points).count == points.count)
  }

  @Test func aShareIsOfNoUseToAnotherSupervisor() throws {
    let people = try supervisors(3)
    let deal = try deal(people.map(\.keys), threshold: 2)
    #expect(throws: ClientError.self) {
      try HeldShares.take(deal.shares[0], keys: people[1].keys, in: people[1].store)
    }
    let renamed = ShareFile(holder: "S2", shares: deal.shares[0].shares)
    #expect(throws: ClientError.self) { try HeldShares.take(renamed, keys: people[1].keys, in: people[1].store) }
  }

  @Test func anExchangedKeysetIsNotedByTheShare() throws {
    let people = try supervisors(3)
    let honest = try deal(people.map(\.keys), threshold: 2)
    let other = try deal(people.map(\.keys), threshold: 2)
    let held = try HeldShares.take(honest.shares[0], keys: people[0].keys, in: people[0].store)
    let exchanged = record(try #require(other.keysets.first), by: ["S1", "S2", "S3"])
    let error = #expect(throws: ClientError.self) { try held.share(for: exchanged, holder: "S1") }
    #expect(error?.code == .refused)
  }

  @Test(arguments: [0, 1, 4])
  func aThresholdThatIsNoMajorityOrTooLargeIsRefused(threshold: Int) throws {
    let keys = try supervisors(3).map(\.keys)
    #expect(throws: ClientError.self) { try deal(keys, threshold: threshold) }
  }

  @Test func oneSupervisorTwiceIsRefused() throws {
    let keys = try supervisors(2).map(\.keys)
    #expect(throws: ClientError.self) { try deal(keys + [keys[0]], threshold: 2) }
  }

  @Test func keysAreNotMadeTwiceInOneHome() throws {
    let people = try supervisors(1)
    #expect(throws: ClientError.self) {
      try SupervisorKeys.make(code: "S1", name: "监督", in: people[0].store)
    }
  }
}
