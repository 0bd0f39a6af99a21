package import ByteCoding
package import OpenSSL
package import Panel
package import SessionClient
import TransparencyLog

/// Leave to seal: given only when everything that a sheet is bound to has been seen and vouched for.
package struct SealingTerms: Sendable {
  package let session: Digest
  package let keyset: Digest
  package let openingKey: P256Point
  package let sheetBytes: Int
  package let seen: Seen
}

extension ReviewerView {
  /// - Parameters:
  ///   - head: what was verified of the log.
  ///   - pinned: the keyset that this home has sealed to before; zero when to none.
  /// - Throws: `ClientError.waiting` naming what is still to come; `ClientError.refused` when sealing would be wrong.
  package func sealingTerms(head: LogHead, pinned: Digest) throws -> SealingTerms {
    try demandScoring()
    if let keyChange {
      throw ClientError(
        .refused, zh: "日志第 \(keyChange.index) 号记录更换了您的签名密钥。若非您本人所为，请立即致电监督人员；本机不再签名",
        en: """
          record \(keyChange.index) replaced your signing key. If that was not you, call a supervisor now; nothing more \
          is signed here
          """)
    }
    let roster = try demandOwnPlace()
    guard let keyset = keyset(.marks), let session, let latest = head.latest else {
      throw ClientError(.waiting, zh: "启封密钥尚未登记", en: "the opening key is not in the log yet")
    }
    guard pinned == .zero || pinned == keyset.digest else {
      throw ClientError(
        .refused, zh: "启封密钥与您先前密封时所用的不同。本机拒绝再密封；请保存现场并告知监督人员",
        en: "the opening key is not the one you sealed to before. Nothing is sealed; tell the supervisors")
    }
    guard roster.index < head.cosignedSize, UInt64(keyset.index) < head.cosignedSize else {
      throw ClientError(
        .waiting, zh: "专家名册和启封密钥尚未得到 \(head.keys.quorum) 位监督人员的见证；见证后才能密封，请稍后再试",
        en: """
          roster and opening key are not under a checkpoint cosigned by \(head.keys.quorum) supervisors yet; sealing \
          has to wait for that
          """)
    }
    guard let opening = keyset.record.commitments.first else {
      throw ClientError(.dishonest, zh: "启封密钥登记是空的", en: "the keyset is empty")
    }
    return SealingTerms(
      session: sessionDigest, keyset: keyset.digest, openingKey: try P256Point(opening.bytes),
      sheetBytes: Int(session.sheetBytes),
      seen: Seen(size: Int64(latest.checkpoint.size), root: latest.checkpoint.root))
  }

  /// - Throws: `ClientError.waiting` before scoring, `.refused` after the close.
  package func demandScoring() throws {
    switch phase {
    case .scoring: return
    case .empty, .preparing:
      throw ClientError(
        .waiting, zh: "组织人员尚未开始评分；开始后再运行同一命令", en: "scoring has not started; run the same command once it has")
    case .closed, .opening, .unsealed, .revealed, .sealed, .abandoned:
      let index = closed.map { "\($0.index)" } ?? "-"
      throw ClientError(
        .refused, zh: "评分已截止（第 \(index) 号记录），不能再签名。您写的内容仍在本机；如因未获答复而迟到，请用 submit --export 交给监督人员",
        en: """
          scoring is closed (record \(index)); nothing more can be signed. Your text is kept here. If you were not \
          answered in time, hand the file of submit --export to a supervisor
          """)
    }
  }

  private func demandOwnPlace() throws -> Place {
    guard let roster else {
      throw ClientError(.waiting, zh: "专家名册尚未公布", en: "the roster is not in the log yet")
    }
    guard let ownLine else {
      throw ClientError(
        .refused, zh: "专家名册中没有您的代号 \(code)；请告知监督人员", en: "your code \(code) is not on the roster; tell a supervisor")
    }
    guard ownLine.key == keyDigest, ownLine.enrolment == enrolment else {
      throw ClientError(
        .refused,
        zh: """
          专家名册中您的代号对应另一把密钥（核对码 \(KeyFingerprint.text(digest: ownLine.key))，本机为 \
          \(KeyFingerprint.text(digest: keyDigest))）：可能有人冒用您的身份。请立即致电监督人员；本机不签名
          """,
        en: """
          the roster gives your code another key (\(KeyFingerprint.text(digest: ownLine.key)); yours is \
          \(KeyFingerprint.text(digest: keyDigest))): somebody may be posing as you. Call a supervisor; nothing is \
          signed here
          """)
    }
    return roster
  }
}
