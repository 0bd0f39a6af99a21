/// One numbered check: a pure function of the context.
struct AuditPolicy: Sendable {
  enum Finding {
    case passed(zh: String, en: String)
    /// Does not apply, or cannot be told; never counts as passed.
    case notChecked(zh: String, en: String)
  }

  enum Scope {
    /// Can be judged even when the log is refused at some record.
    case files
    /// Needs the fold over the whole log.
    case records
  }

  let id: CheckID
  let scope: Scope
  private let judge: @Sendable (AuditContext) throws -> Finding

  /// - Parameter judge: throws `AuditFault` when the check fails.
  init(_ id: CheckID, _ scope: Scope = .records, _ judge: @escaping @Sendable (AuditContext) throws -> Finding) {
    self.id = id
    self.scope = scope
    self.judge = judge
  }

  func result(_ context: AuditContext) -> CheckResult {
    if let halt = context.replay.halt {
      if halt.check == id { return halt.result }
      if scope == .records {
        let place = halt.record.map { "第 \($0) 号记录" } ?? "某处"
        return CheckResult(
          id, .notChecked, zh: "日志止于\(place)，未能继续（见 \(halt.check.rawValue)）",
          en: "the log is refused at record \(halt.record ?? 0) (see \(halt.check.rawValue))")
      }
    }
    do {
      switch try judge(context) {
      case .passed where id.needsAnchor && !context.anchoring.isAnchored:
        return CheckResult(
          id, .notChecked, zh: "没有信任锚（--session 或 --trust）：只能说与档案自身一致",
          en: "no anchor was given (--session, --trust): it only agrees with the archive itself")
      case .passed(let zh, let en): return CheckResult(id, .passed, zh: zh, en: en)
      case .notChecked(let zh, let en): return CheckResult(id, .notChecked, zh: zh, en: en)
      }
    } catch let fault as AuditFault {
      return AuditFault(id, record: fault.record, zh: fault.zh, en: fault.en).result
    } catch {
      let words = Words(error)
      return CheckResult(id, .failed, zh: words.zh, en: words.en)
    }
  }

  /// All of them, in order of number.
  static let all: [AuditPolicy] = [
    files, checkpoint, tree, earlierCheckpoints, cosignatures, order, signatures, roster, chains, seen, assigned,
    bundles, keysets, shares, sheetsOpen, lastCounts, ranking, timestamps, disputes, complete,
    later(.register, zh: "档案中没有收件登记簿", en: "the intake register is not part of the archive"),
    later(
      .lateDecisions, zh: "次序由 V6 保证；其他种类的决定尚无记录",
      en: "V6 holds the order; further kinds of decision have no record yet"),
    later(.requiredDecisions, zh: "各办法所需决定尚无清单", en: "there is no list of required decisions yet"),
    later(.season, zh: "需要同季其他场次的档案", en: "the archives of the season's other sessions are needed"),
    commitments, ending, tails, draws,
  ]

  private static func later(_ id: CheckID, zh: String, en: String) -> AuditPolicy {
    AuditPolicy(id, .files) { _ in .notChecked(zh: zh, en: en) }
  }
}
