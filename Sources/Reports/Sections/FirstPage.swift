import Panel
import Programme

/// What a reader must have seen: the result, how to check it, who answers for it, what to know, what is not claimed.
struct FirstPage {
  let document: ResultDocument
  let state: SessionState
  let levels: [LevelView]

  var markup: Markup {
    """
    <div class="first">
    <section aria-labelledby="result">
    <h2 id="result">结果 <span class="en" lang="en">What was decided</span></h2>
    \(levels.map(result).joined())</section>
    \(verification)
    \(SignersTable(session: document.session, state: state).markup)
    \(Attention(document: document, state: state, levels: levels).markup)
    \(NotClaimed(session: document.session).markup)
    </div>
    """
  }

  private func result(_ level: LevelView) -> Markup {
    let chosen: [Markup] = level.selected.map { row in
      """
      <li><span class="seat">\(row.selection?.seat ?? 0)</span><span class="name">\(row.name)</span>\
      <span class="score">\(row.line.shown)</span><span class="code">\(row.line.application)</span></li>

      """
    }
    var notes: [Markup] = []
    if level.vacant > 0 {
      notes.append(
        paragraph("空缺 \(level.vacant) 个名额。", "\(level.vacant) place(s) left empty."))
    }
    if !level.skipped.isEmpty {
      let names = level.skipped.map { "\($0.name)（排名 \($0.line.place)）" }.joined(separator: "、")
      notes.append(
        "<p>不再遴选 \(level.skipped.count) 件：\(names)；原因见排名表。\(english("Excluded; reasons in the ranking."))</p>\n")
    }
    return """
      <h3>\(level.title.zh)：\(level.rows.count) 件中入选 \(level.selected.count) 件（名额 \(level.terms.seats)） \
      <span class="en" lang="en">\(level.title.en): \(level.selected.count) of \(level.rows.count) selected, \
      \(level.terms.seats) places</span></h3>
      <ol class="chosen">
      \(chosen.joined())</ol>
      \(notes.joined())
      """
  }

  private var verification: Markup {
    let code = Words.sessionCode(document.digest)
    return """
      <section class="box" aria-labelledby="verify">
      <h2 id="verify">怎样校验 <span class="en" lang="en">How to verify</span></h2>
      <p class="session code"><span class="label">场次码 <span class="en" lang="en">Session code</span></span> \(code)</p>
      \(paragraph(
        "请与聘书或签字纸上印的场次码逐字核对，不同就不是同一场。本报告自身不是证据：任何人持存证档案包，用下面的命令可把全部记录、签名、启封、排名与遴选重新核算。",
        "Compare it with the code on the letter of appointment. This report proves nothing by itself: whoever holds the archive checks every record, signature, opening, ranking and selection again with:"))
      <p class="code">plumbline-auditor verify archive.tar --session \(code)</p>
      </section>
      """
  }
}

/// Who signed, who can open, and on which computer the opening key was made.
struct SignersTable {
  let session: Session
  let state: SessionState

  var markup: Markup {
    let rows: [Markup] = [
      row(BilingualText(zh: "组织人员", en: "coordinator"), codes(.coordinator), keyOfLog),
      row(BilingualText(zh: "收件、复核人员", en: "registrar, custodian"), codes(.registrar) + codes(.custodian), handOver),
      row(BilingualText(zh: "监督人员", en: "supervisors"), codes(.supervisor), thresholds + released + witnesses),
      row(BilingualText(zh: "评审专家", en: "reviewers"), state.members.keys.sorted(), panel),
      row(BilingualText(zh: "启封密钥", en: "opening key"), [], dealer),
    ]
    return """
      <section aria-labelledby="signers">
      <h2 id="signers">谁签署、谁能启封 <span class="en" lang="en">Who signed, who can open</span></h2>
      \(table(
        id: "signers-table", caption: BilingualText(zh: "职责与代号", en: "Roles and codes"),
        head: columnHead("职责", "Role") + columnHead("代号与说明", "Codes, remarks"), rows: rows.joined(), style: "facts"))</section>
      """
  }

  private func codes(_ role: Role) -> [Code] { session.keys.filter { $0.role == role }.map(\.code).sorted() }

  private func row(_ role: BilingualText, _ codes: [Code], _ remark: Markup) -> Markup {
    let list = codes.map(\.text).joined(separator: "、")
    let named: Markup = codes.isEmpty ? "" : "<span class=\"code\">\(list)</span>："
    return "<tr><th scope=\"row\">\(role)</th><td>\(named)\(remark)</td></tr>\n"
  }

  private var keyOfLog: Markup {
    let codes = codes(.log).map(\.text).joined(separator: "、")
    return Markup(
      BilingualText(
        zh: "保管日志，日志签名代号 \(codes.isEmpty ? "—" : codes)；不持有份额。", en: "Keeps the log; holds no share."))
  }

  private var handOver: Markup {
    guard let handOver = state.handOver, let reveal = state.reveal else { return "—" }
    return Markup(
      BilingualText(
        zh: "二人共同签署移交与身份揭示（第 \(handOver.index)、\(reveal.index) 号记录）。",
        en: "Both sign."))
  }

  private var thresholds: Markup {
    let count = codes(.supervisor).count
    return Markup(
      BilingualText(
        zh: "\(count) 位中 \(session.threshold) 位交付份额即可启封；重要记录须 \(session.quorum) 位联署。",
        en: "\(session.threshold) of \(count) shares open; weighty records need \(session.quorum) cosignatures."))
  }

  private var witnesses: Markup {
    let codes = codes(.witness).map(\.text).joined(separator: "、")
    return codes.isEmpty ? "" : " " + Markup(BilingualText(zh: "另有见证方 \(codes) 联署日志。", en: "Witnesses cosign too."))
  }

  private var panel: Markup {
    Markup(
      BilingualText(
        zh: "共 \(state.members.count) 位，名册由监督人员联署；姓名以承诺值存证，本报告只用代号。",
        en: "\(state.members.count) on the roster that supervisors signed; names are committed to, codes shown."))
  }

  private var released: Markup {
    guard !state.keyShares.isEmpty else { return "" }
    let shares = state.keyShares.sorted { $0.value.index < $1.value.index }
      .map { "\($0.key)（第 \($0.value.index) 号记录）" }.joined(separator: "、")
    return " " + Markup(BilingualText(zh: "本场交付：\(shares)。", en: "Released by those named."))
  }

  private var dealer: Markup {
    guard let keyset = state.keysets[SessionState.KeysetID(.marks)]?.record else { return "—" }
    switch keyset.mode {
    case .dealer:
      return Markup(
        BilingualText(
          zh: "单机分发（dealer）：由 \(shown(keyset.dealer.name)) 在 \(shown(keyset.dealer.place)) 生成并分发；须信任生成密钥的那台电脑。",
          en: "Mode: dealer. Made and dealt by the person and at the place named; that computer must be trusted."))
    case .dkg:
      return Markup(BilingualText(zh: "由监督人员共同生成（dkg），没有分发人。", en: "Mode: dkg. Made jointly; nobody dealt it."))
    }
  }

  private func shown(_ text: String) -> String { text.isEmpty ? "（未填写）" : text }
}
