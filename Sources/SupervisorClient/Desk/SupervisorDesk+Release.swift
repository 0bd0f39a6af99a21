package import AuditVerifier
import ByteCoding
import OpenSSL
import Panel
import Sealing
package import SessionClient
import TransparencyLog
import WireProtocol

/// What a supervisor is shown before saying yes to the opening.
package struct ReleaseCase: Sendable {
  package let report: AuditReport
  package let reviewers: Int
  package let sheets: Int
  /// Reviewers without a final, whom a decision excuses.
  package let silent: [String]
  /// Of the close's checkpoint, to be compared with another supervisor by telephone.
  package let readAloud: String
}

extension SupervisorDesk {
  /// Verifies the whole log on this machine and says whether the share may be released.
  ///
  /// - Parameter now: seconds since 1970-01-01 UTC, by this machine's clock.
  /// - Throws: `ClientError.refused` or `.waiting` with the condition that is not met.
  package func examineRelease(now: Int64) throws -> ReleaseCase {
    guard let closed = state.closed, let head, let latest = head.latest else {
      throw ClientError(.waiting, zh: "评分尚未截止，不能交付", en: "scoring is not closed; nothing is released")
    }
    guard state.phase == .closed || state.phase == .opening else {
      throw ClientError(.refused, zh: "评分表已经启封，不需要再交付", en: "the sheets have been opened; no share is needed")
    }
    guard state.keyShares[keys.code] == nil else {
      throw ClientError(.refused, zh: "您的份额已经交付，无需重复", en: "your share has been released already")
    }
    guard UInt64(closed.index) < head.cosignedSize else {
      throw ClientError(
        .waiting, zh: "截止记录尚未得到 \(head.keys.quorum) 位监督人员的见证；请大家先运行 cosign",
        en: "the close is not cosigned by \(head.keys.quorum) supervisors yet; all run cosign first")
    }
    let silent = state.headLines.filter { !$0.final }.map(\.reviewer.text)
    guard silent.isEmpty || now >= state.closeNotBefore else {
      throw ClientError(
        .refused, zh: "截止得太早：本机时间未到设定的最早截止时间，且 \(silent.joined(separator: "、")) 没有终了确认。不交付",
        en: """
          closed too early: by this machine's clock the frozen time has not come, and there is no final of \
          \(silent.joined(separator: ", ")). Nothing is released
          """)
    }
    try demandDepositsLogged()
    let report = try audit(latest, head)
    return ReleaseCase(
      report: report, reviewers: state.chains.count,
      sheets: state.countedLines.count { $0.state == .sheet }, silent: silent,
      readAloud: Crockford32.grouped(latest.checkpoint.root.bytes.prefix(5)))
  }

  private func audit(_ latest: SignedCheckpoint, _ head: LogHead) throws -> AuditReport {
    let anchor = AuditAnchor(session: SessionCode(membership.session))
    let report = try LogAuditor.verifyPrefix(
      entries: mirror.entries, checkpoint: latest, cosigned: mirror.cosignedCheckpoints(),
      blob: { [mirror] digest in mirror.blob(digest) }, anchor: anchor
    ).report
    // Cosignatures are judged above, for the close: who missed an earlier checkpoint's quorum cannot prove it here, and
    // the quorum under the close vouches for everything before it.
    let failed = report.checks.filter { $0.status == .failed && $0.id != .cosignatures }
    guard failed.isEmpty, report.verdict != .unanchored, report.verdict != .unreadable, report.session != nil else {
      let zh = failed.map { "\($0.id.rawValue) \($0.zh)" }.joined(separator: "；")
      let en = failed.map { "\($0.id.rawValue) \($0.en)" }.joined(separator: "; ")
      throw ClientError(
        .refused, zh: "没有交付。日志校验未通过：\(zh)。在查清之前不能启封；请保存镜像文件夹，联系主任委员和其他监督人员",
        en:
          "Nothing was released. The log does not verify: \(en). Keep the mirror and call the chair and the other supervisors"
      )
    }
    return report
  }

  /// Releases the share for this close. It cannot be taken back.
  ///
  /// - Returns: its place in the log.
  package mutating func release(_ link: some SessionLink, now: Int64) async throws -> UInt64 {
    _ = try examineRelease(now: now)
    guard let closed = state.closed, let keyset = state.keysets[SessionState.KeysetID(.marks)] else {
      throw ClientError(.waiting, zh: "评分尚未截止", en: "scoring is not closed")
    }
    let share = try HeldShares.load(store).share(for: keyset.record, holder: keys.code)
    let record = KeyShare(
      session: membership.session, by: [keys.code], keyset: keyset.digest, closed: closed.digest,
      index: Int64(share.index), share: share.value.bytes.exposedCopy())
    return try await submit(.keyShare(record), link).index
  }
}
