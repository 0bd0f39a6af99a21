import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel
import Sealing
import TransparencyLog

extension AuditPolicy {
  /// V13: points on the curve, degrees, public shares: checked at each keyset by the fold.
  static let keysets = AuditPolicy(.keysets) { context in
    guard !context.state.keysets.isEmpty else { return .notChecked(zh: "尚无启封密钥", en: "there is no keyset yet") }
    let session = try context.terms(for: .keysets).record
    let holders = context.state.supervisors.count
    let modes = Set(context.state.keysets.values.map(\.record.mode.rawValue)).sorted().joined(separator: ", ")
    return .passed(
      zh: "\(context.state.keysets.count) 组，\(holders) 人中 \(session.threshold) 人可启封，方式 \(modes)",
      en: "\(context.state.keysets.count) keysets, \(session.threshold) of \(holders), mode \(modes)")
  }

  /// V14: the fold checks each share and the key against the points; here the key is rebuilt from the shares.
  static let shares = AuditPolicy(.shares) { context in
    guard let unsealing = context.state.unsealing else { return .notUnsealed }
    guard try context.state.rebuiltMarksKey() == P256Scalar(SecureBytes(unsealing.record.privateKey)) else {
      throw AuditFault(
        .shares, record: unsealing.index, zh: "由份额还原的私钥与公布的不同",
        en: "the shares rebuild another key than the one published")
    }
    let count = context.state.keyShares.count
    return .passed(zh: "\(count) 份份额", en: "\(count) shares")
  }

  /// V15: the void sheets and their reasons are those that each ranking lists.
  static let sheetsOpen = AuditPolicy(.sheetsOpen) { context in
    guard let opening = context.opening else { return .notUnsealed }
    for ranking in context.replay.rankings {
      let level = opening.limited(to: ranking.record.level, of: context.state)
      guard ListReference.make(level.voids).reference == ranking.record.voids else {
        throw AuditFault(
          .sheetsOpen, record: ranking.index, zh: "无效评分表清单与重新启封的结果不同",
          en: "the list of void sheets is not what opening them again gives")
      }
    }
    let reviewers = Set(opening.voids.map(\.reviewer.text)).sorted().joined(separator: ", ")
    return .passed(
      zh: "启封 \(opening.sheets.count) 份，无效 \(opening.voids.count) 份" + (reviewers.isEmpty ? "" : "（\(reviewers)）"),
      en: "\(opening.sheets.count) open, \(opening.voids.count) void" + (reviewers.isEmpty ? "" : " (\(reviewers))"))
  }

  /// V18.
  static let timestamps = AuditPolicy(.timestamps) { context in
    guard try !context.terms(for: .timestamps).record.requires.contains(.timestamps) else {
      throw AuditFault(
        .timestamps, record: 0, zh: "本场要求可信时间戳，而档案中没有", en: "the session requires time stamps and there are none")
    }
    return .notChecked(zh: "本场不要求时间戳，档案中也没有", en: "the session requires none and there are none")
  }

  /// V19: the fold refuses a reveal while a dispute is open.
  static let disputes = AuditPolicy(.disputes) { context in
    let open = context.state.disputes.values.filter { context.state.rulings[$0.digest] == nil }
    guard open.isEmpty else {
      return .notChecked(zh: "尚有 \(open.count) 件争议待裁定", en: "\(open.count) disputes wait for a ruling")
    }
    guard context.state.reveal != nil else { return .notRevealed }
    let count = context.state.disputes.count
    return .passed(zh: "争议 \(count) 件，均已裁定", en: "\(count) disputes, all ruled")
  }

  /// V25: every identity opens its commitment; one a place; numbers as handed over.
  static let commitments = AuditPolicy(.commitments) { context in
    guard let reveal = context.state.reveal else { return .notRevealed }
    let session = try context.terms(for: .commitments)
    for line in context.state.identities.values.sorted(by: { $0.application < $1.application }) {
      let commitment = Commitment.make(
        .identity, session: session.digest, salt: line.salt, value: line.identity.canonicalBytes)
      guard commitment == context.state.handedOver[line.application]?.identity else {
        throw AuditFault(
          .commitments, record: reveal.index, zh: "\(line.application) 的身份与移交时的承诺不符",
          en: "the identity of \(line.application) does not open its commitment")
      }
    }
    for count in context.state.handOver?.record.counts ?? [] {
      let entered = context.state.applications.values.count { $0.level == count.level }
      guard entered == count.count else {
        throw AuditFault(
          .commitments, record: context.state.handOver?.index,
          zh: "\(count.level) 层级移交 \(count.count) 件，日志中有 \(entered) 件",
          en: "\(count.count) of level \(count.level) were handed over; the log has \(entered)")
      }
    }
    let count = context.state.identities.count
    return .passed(
      zh: "\(count) 个身份与承诺一致；托管密文未启封，未与之比较",
      en: "\(count) identities open; the escrow is sealed and was not compared")
  }

  /// V28: the seed is held by the fold; the assignment was drawn again in the replay.
  static let draws = AuditPolicy(.draws) { context in
    guard context.state.assignment != nil else { return .notChecked(zh: "尚未分派", en: "nothing is assigned yet") }
    if let fault = context.replay.fault(.draws) { throw fault }
    let session = try context.terms(for: .draws).record
    let silent = context.state.supervisors.map(\.code).filter { context.state.beacons[$0] == nil }
    let names = silent.map(\.text).joined(separator: ", ")
    let mode = session.exclusions.rawValue
    return .passed(
      zh: "分派与重新抽取一致；回避方式 \(mode)" + (names.isEmpty ? "" : "；未出示随机数：\(names)"),
      en: "the draw gives the same assignment; exclusions \(mode)" + (names.isEmpty ? "" : "; no nonce from: \(names)"))
  }
}
