import Panel

/// What each reviewer did, by code: counts only.
struct ReviewersSection {
  let levels: [LevelView]
  let state: SessionState

  private struct Tally {
    var counted = 0
    var recused = 0
    var missing = 0
    var void = 0
    var high = 0
    var low = 0
  }

  var markup: Markup {
    let tallies = tallies
    let codes = Set(tallies.keys).union(state.members.keys.map(\.text)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let rows: [Markup] = codes.map { code in
      let tally = tallies[code] ?? Tally()
      let isFinal = Code(code).flatMap { state.chains[$0]?.isFinal } ?? false
      return """
        <tr><th scope="row" class="code">\(code)</th><td class="n">\(tally.counted)</td><td class="n">\(tally.recused)</td>\
        <td class="n">\(tally.missing)</td><td class="n">\(tally.void)</td><td class="n">\(tally.high)</td>\
        <td class="n">\(tally.low)</td><td>\(isFinal ? "有" : "没有" as Markup)</td></tr>

        """
    }
    let head =
      columnHead("专家代号", "Reviewer") + columnHead("计入", "Counted", isNumber: true)
      + columnHead("回避", "Recused", isNumber: true) + columnHead("缺席", "Missing", isNumber: true)
      + columnHead("作废", "Void", isNumber: true) + columnHead("被去掉的最高", "Dropped as highest", isNumber: true)
      + columnHead("被去掉的最低", "Dropped as lowest", isNumber: true) + columnHead("评分确认", "Final")
    return """
      <section id="reviewers-section" aria-labelledby="reviewers">
      <h2 id="reviewers">评审专家 <span class="en" lang="en">Reviewers</span></h2>
      \(table(
        id: "reviewers-table", caption: BilingualText(zh: "各专家的评分表（份）", en: "Sheets by reviewer"), head: head,
        rows: rows.joined()))
      \(paragraph("专家只以代号出现。各件的合计见各级的表，分项分值见 result.json。", "Codes only. Totals stand at each level, single marks in result.json."))
      </section>
      """
  }

  private var tallies: [String: Tally] {
    var tallies: [String: Tally] = [:]
    for row in levels.flatMap(\.rows) {
      for sheet in row.line.sheets { tallies[sheet.reviewer, default: Tally()].counted += 1 }
      for absent in row.line.absent {
        switch absent.reason {
        case .recused: tallies[absent.reviewer, default: Tally()].recused += 1
        case .missing, .incomplete: tallies[absent.reviewer, default: Tally()].missing += 1
        case .void: tallies[absent.reviewer, default: Tally()].void += 1
        }
      }
      for trimmed in row.line.trimmed {
        for code in trimmed.high { tallies[code, default: Tally()].high += 1 }
        for code in trimmed.low { tallies[code, default: Tally()].low += 1 }
      }
    }
    return tallies
  }
}
