import ByteCoding
import OpenSSL
package import Panel
import Sealing
import SessionClient
import TransparencyLog

extension ReviewerDesk {
  /// Seals and signs one sheet and puts it into the chain. Nothing is sent yet.
  ///
  /// - Parameter client: name and version of this program.
  /// - Throws: `ClientError` saying what is missing or why sealing would be wrong; `RuleError`; `SealingError.tooLong`.
  @discardableResult
  package mutating func seal(_ application: AssignedApplication, client: String) throws -> QueuedRecord {
    let code = application.application
    let terms = try terms()
    let standing = try standing(code)
    guard standing != .withdrawn, standing != .recused else {
      throw ClientError(
        .refused, zh: "\(code) 已撤回或您已回避，不能评分", en: "\(code) was withdrawn, or you recused yourself from it")
    }
    let rubric = try rubric(code)
    guard let rubricCode = Code(rubric.id), view.bundles[code] == application.bundle else {
      throw ClientError(
        .refused, zh: "\(code) 的材料已更换；请重新 fetch、阅读后再密封",
        en: "the bundle of \(code) was replaced; fetch and read it again")
    }
    let draft = try draft(code)
    let salt = Digest(try RandomBytes.generateSecret(Digest.byteCount)) ?? .zero
    let plaintext = try draft.plaintext(rubric: rubric, salt: salt)
    let header = SealedSheet(
      session: terms.session, by: [membership.code], keyset: terms.keyset, round: 1, rubric: rubricCode,
      application: code, bundle: application.bundle, key: view.keyDigest, seq: queue.nextSeq, prev: queue.head,
      seen: terms.seen, client: client, enc: [], ct: [])
    let sheet = try SheetSeal.seal(plaintext, into: header, size: terms.sheetBytes, openingKey: terms.openingKey)
    // From here on this home seals to no other keyset.
    try store.write(terms.keyset.bytes, to: DeskProgress.keysetName)
    return try enqueue(.sheet(sheet), kind: .sheet, application: code, content: draft.content)
  }

  /// Declares a recusal. A comment stays unsaid: free text would name the applicant to whoever reads the log.
  @discardableResult
  package mutating func recuse(_ application: AssignedApplication, kind: RecusalKind) throws -> QueuedRecord {
    let code = application.application
    _ = try terms()
    guard queue.last(code) == nil else {
      throw ClientError(
        .refused, zh: "您已密封 \(code) 的评分表（或已回避）。此时回避须由委员会以决定记录，请联系组织人员",
        en: "you have sealed a sheet for \(code) (or recused already). Recusing now takes a recorded decision")
    }
    let recusal = Recusal(
      session: membership.session, by: [membership.code], seq: queue.nextSeq, prev: queue.head, application: code,
      kind: kind, note: [])
    return try enqueue(.recusal(recusal), kind: .recusal, application: code)
  }

  /// Confirms what counts. Everything must be in the log before.
  ///
  /// - Parameter allowMissing: some applications stay without a sheet; the report's first page says so.
  @discardableResult
  package mutating func finalize(allowMissing: Bool) throws -> QueuedRecord {
    let terms = try terms()
    guard queue.waitingCount == 0 else {
      throw ClientError(
        .waiting, zh: "还有 \(queue.waitingCount) 份未存证；请先 submit",
        en: "\(queue.waitingCount) records are not in the log yet; submit first")
    }
    let live = assigned.map(\.application)
    let missing = live.filter { queue.last($0) == nil && !view.withdrawn.contains($0) }
    guard missing.isEmpty || allowMissing else {
      let names = missing.sorted().map(\.text).joined(separator: ", ")
      throw ClientError(
        .refused, zh: "还有 \(missing.count) 件没有评分也没有回避：\(names)。确定不评的，请加 --allow-missing",
        en:
          "\(missing.count) applications have neither sheet nor recusal: \(names). To leave them so, add --allow-missing"
      )
    }
    let record = Final(
      session: terms.session, by: [membership.code], seq: queue.nextSeq, prev: queue.head,
      counts: queue.counts(live), seen: terms.seen)
    return try enqueue(.final(record), kind: .final, application: nil)
  }

  private func terms() throws -> SealingTerms {
    guard let head else {
      throw ClientError(.waiting, zh: "尚未连接过服务器；请先运行 list", en: "the server was never reached; run list first")
    }
    return try view.sealingTerms(head: head, pinned: pinnedKeyset)
  }

  private mutating func enqueue(
    _ record: Record, kind: QueuedRecord.Kind, application: Code?, content: Digest = .zero
  ) throws -> QueuedRecord {
    let signed = try SignedRecord(record, keys: [key])
    var next = queue
    let queued = next.enqueue(signed, kind: kind, application: application, content: content)
    try ChainDocuments.save(queued, in: store)
    queue = next
    return queued
  }
}
