import Panel
import Programme

/// What a reader must know before relying on the result: every line stands here, also when there is nothing to tell.
struct Attention {
  let document: ResultDocument
  let state: SessionState
  let levels: [LevelView]

  private struct Fact {
    let title: BilingualText
    let text: BilingualText
    var needsAttention = true
  }

  private let none = BilingualText(zh: "无。", en: "None.")

  var markup: Markup {
    let facts = [
      exclusions, withoutFinal, voids, missing, roles, decisions, disputes, incidents, withdrawals, keyChanges,
      forcedReveal, clearances,
    ]
    let told = facts.filter { $0.text != none }
    let absent = facts.filter { $0.text == none }
    let rows: [Markup] = told.map { fact in
      let style: Markup = fact.needsAttention ? " class=\"attention\"" : ""
      return """
        <tr><th scope="row">\(fact.title)</th><td\(style)>\(fact.text)</td></tr>

        """
    }
    let titles = absent.map(\.title.zh).joined(separator: "、")
    let notThere: Markup = absent.isEmpty ? "" : "<p>以下都没有：\(titles)。\(english("None of these."))</p>"
    return """
      <section aria-labelledby="attention">
      <h2 id="attention">须知 <span class="en" lang="en">What to know</span></h2>
      \(table(
        id: "attention-table",
        caption: BilingualText(zh: "左侧有竖线的须留意", en: "A bar on the left asks for attention"),
        head: columnHead("事项", "Matter") + columnHead("情况", "Finding"), rows: rows.joined(), style: "facts"))
      \(notThere)
      </section>
      """
  }

  private var exclusions: Fact {
    let title = BilingualText(zh: "回避对照", en: "Exclusions")
    switch document.session.exclusions {
    case .plain:
      return Fact(
        title: title,
        text: BilingualText(
          zh: "如实列出（plain），没有混入虚设项：组织人员知道邀请了谁，可以由此推断申报单位。",
          en: "Plain, without decoys: from whom it invited, the coordinator can infer applicants."))
    case .padded:
      return Fact(
        title: title, text: BilingualText(zh: "已混入虚设项（padded）。", en: "Filled up with decoys."), needsAttention: false)
    }
  }

  private var withoutFinal: Fact {
    let codes = state.members.keys.filter { state.chains[$0]?.isFinal != true }.sorted()
    let decided = state.decisions.filter { $0.record.question == .missingFinal }
    guard !codes.isEmpty else {
      return Fact(
        title: BilingualText(zh: "未作评分确认的专家", en: "Without final"), text: none, needsAttention: false)
    }
    let list = codes.map(\.text).joined(separator: "、")
    let note = decided.isEmpty ? "" : "截止前已就此作出决定（第 \(decided.map { "\($0.index)" }.joined(separator: "、")) 号记录）。"
    return Fact(
      title: BilingualText(zh: "未作评分确认的专家", en: "Without final"),
      text: BilingualText(
        zh: "\(list)：没有确认哪些评分表作数，最后一次更正是否送达无从证明。\(note)",
        en: "They did not confirm which of their sheets count."))
  }

  private var voids: Fact {
    let lines = document.levels.flatMap(\.panel.voids)
    guard !lines.isEmpty else {
      return Fact(title: BilingualText(zh: "作废的评分表", en: "Void sheets"), text: none, needsAttention: false)
    }
    let list = lines.map { "\($0.reviewer) 对 \($0.application)（\(Words.void($0.reason).zh)）" }.joined(separator: "；")
    let rule =
      switch document.session.rule.onVoid {
      case .previousValidThenAbsent: "按事先定的规则，改用同一专家的上一份有效评分表，没有则按缺席。"
      case .absent: "按事先定的规则，按缺席处理。"
      }
    return Fact(
      title: BilingualText(zh: "作废的评分表", en: "Void sheets"),
      text: BilingualText(
        zh: "\(lines.count) 份：\(list)。\(rule)", en: "\(lines.count) void; replaced as the frozen rule says."))
  }

  private var missing: Fact {
    let absent = document.levels.flatMap(\.panel.absent)
    let without = absent.filter { $0.state == .none }
    let recused = absent.filter { $0.state == .recused }
    func list(_ lines: [CountedLine]) -> String {
      lines.map { "\($0.reviewer)–\($0.application)" }.joined(separator: "、")
    }
    let zh =
      "回避 \(recused.count) 件次\(recused.isEmpty ? "" : "（\(list(recused))）")；"
      + "缺席 \(without.count) 件次\(without.isEmpty ? "" : "（\(list(without))）")。都不补 0。"
    return Fact(
      title: BilingualText(zh: "回避与缺席", en: "Recused and missing"),
      text: BilingualText(
        zh: zh, en: "\(recused.count) recused, \(without.count) missing; nothing is filled up with 0."),
      needsAttention: !without.isEmpty)
  }

  /// Codes with two roles, one key under two codes, and the persons whom records name more than once.
  private var roles: Fact {
    var held: [String: Set<String>] = [:]
    for key in document.session.keys { held[key.code.text, default: []].insert(Words.role(key.role).zh) }
    for code in state.members.keys { held[code.text, default: []].insert(Words.role(.reviewer).zh) }
    let keys = Dictionary(grouping: document.session.keys, by: \.key).values.filter { $0.count > 1 }
    for group in keys {
      let name = group.map(\.code.text).sorted().joined(separator: "=")
      held[name] = Set(group.map { Words.role($0.role).zh })
    }
    if let dealer = state.keysets[SessionState.KeysetID(.marks)]?.record.dealer, !dealer.name.isEmpty {
      held[dealer.name, default: []].insert("密钥分发人")
    }
    for decision in document.decisions {
      held[decision.decidedBy.name, default: []].insert("决定人")
      held[decision.recordedBy.name, default: []].insert("记录人")
    }
    let several = held.filter { $0.value.count > 1 || $0.key.contains("=") }.sorted { $0.key < $1.key }
    let found = several.map { "\($0.key)：\($0.value.sorted().joined(separator: "、"))" }.joined(separator: "；")
    let zh = several.isEmpty ? "从记录看，没有。" : "\(found)。"
    return Fact(
      title: BilingualText(zh: "一人兼两职", en: "Two roles in one hand"),
      text: BilingualText(
        zh: "\(zh)代号背后是不是同一个人，日志不记姓名，须由监督人员核对。",
        en: several.isEmpty
          ? "None by the records; whether two codes are one person, supervisors must check."
          : "As listed; whether two codes are one person, supervisors must check."),
      needsAttention: !several.isEmpty)
  }

  private var decisions: Fact {
    let title = BilingualText(zh: "人的决定", en: "Human decisions")
    guard !document.decisions.isEmpty else { return Fact(title: title, text: none, needsAttention: false) }
    let list = document.decisions.map { "\(Words.question($0.question).zh)（\($0.decidedBy.name)）" }.joined(
      separator: "；")
    return Fact(
      title: title,
      text: BilingualText(
        zh: "\(document.decisions.count) 项：\(list)。理由见各级。", en: "\(document.decisions.count); reasons at each level."))
  }

  private var disputes: Fact {
    let open = state.disputes.keys.count { state.rulings[$0] == nil }
    let title = BilingualText(zh: "争议", en: "Disputes")
    guard !state.disputes.isEmpty else { return Fact(title: title, text: none, needsAttention: false) }
    return Fact(
      title: title,
      text: BilingualText(
        zh: "\(state.disputes.count) 件，已裁定 \(state.disputes.count - open) 件。",
        en: "\(state.disputes.count), of which \(state.disputes.count - open) ruled on."))
  }

  private var incidents: Fact {
    let title = BilingualText(zh: "异常与交存", en: "Incidents and deposits")
    guard !state.incidents.isEmpty || !state.deposits.isEmpty else {
      return Fact(title: title, text: none, needsAttention: false)
    }
    let records = (state.incidents.map(\.index) + state.deposits.map(\.index)).sorted()
    return Fact(
      title: title,
      text: BilingualText(
        zh:
          "异常 \(state.incidents.count) 件，交存 \(state.deposits.count) 件（第 \(records.map { "\($0)" }.joined(separator: "、")) 号记录）。",
        en: "\(state.incidents.count) incident(s), \(state.deposits.count) deposit(s)."))
  }

  private var withdrawals: Fact {
    let codes = state.applications.filter(\.value.withdrawn).keys.sorted()
    let title = BilingualText(zh: "撤回的申报", en: "Withdrawn applications")
    guard !codes.isEmpty else { return Fact(title: title, text: none, needsAttention: false) }
    return Fact(
      title: title,
      text: BilingualText(zh: "\(codes.map(\.text).joined(separator: "、"))。", en: "\(codes.count) withdrawn."))
  }

  private var keyChanges: Fact {
    let disowned = state.chains.values.reduce(0) { $0 + $1.disowned.count }
    let count = state.recordCounts[.keyChange] ?? 0
    let title = BilingualText(zh: "更换过的签名密钥", en: "Changed signing keys")
    guard count > 0 else { return Fact(title: title, text: none, needsAttention: false) }
    return Fact(
      title: title,
      text: BilingualText(
        zh: "\(count) 次；专家声明不认的评分表 \(disowned) 份。", en: "\(count); \(disowned) sheet(s) disowned."))
  }

  private var forcedReveal: Fact {
    let title = BilingualText(zh: "强制身份揭示", en: "Forced reveal")
    guard let reveal = state.reveal, reveal.record.source == .escrow else {
      return Fact(title: title, text: none, needsAttention: false)
    }
    return Fact(
      title: title,
      text: BilingualText(
        zh: "由监督人员从托管件揭示（第 \(reveal.index) 号记录）。", en: "Names were revealed by supervisors from escrow."))
  }

  private var clearances: Fact {
    let count = state.redactionDecisions.count
    return Fact(
      title: BilingualText(zh: "放行的存疑处", en: "Doubtful places cleared"),
      text: count == 0
        ? none : BilingualText(zh: "\(count) 处，由收件人员二人签署。", en: "\(count), signed by registrar and custodian."),
      needsAttention: count > 0)
  }
}
