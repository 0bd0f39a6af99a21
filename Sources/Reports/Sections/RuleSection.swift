import Panel
import Programme

/// The frozen rule in words, and the rubrics with their weights.
struct RuleSection {
  let document: ResultDocument

  private var rule: ScoringRule { document.session.rule }

  var markup: Markup {
    let items: [Markup] = RuleWords(rule).sentences.map { "<li>\($0)</li>\n" }
    return """
      <section aria-labelledby="rule">
      <h2 id="rule">计分规则与评分细则 <span class="en" lang="en">Rule and rubric</span></h2>
      \(paragraph("规则在第一份评分表之前已写入第 0 号记录，此后不能更改。", "Frozen in record 0 before the first sheet."))
      <ul>
      \(items.joined())</ul>
      \(document.levels.map { rubric($0.terms) }.joined())</section>
      """
  }

  private func rubric(_ terms: LevelTerms) -> Markup {
    let rows: [Markup] = terms.rubric.criteria.map { criterion in
      """
      <tr><th scope="row">\(criterion.title)</th><td class="n">\(Numbers.percent(criterion.weight))</td>\
      <td class="n">0–\(criterion.maximum)</td><td>\(kind(criterion))</td></tr>

      """
    }
    let title = Words.level(terms.id)
    return table(
      id: "rubric-\(terms.id)",
      caption: BilingualText(
        zh: "\(title.zh)评分细则（分值\(terms.rubric.markDecimals == 0 ? "为整数" : "至多 \(terms.rubric.markDecimals) 位小数")）",
        en: "\(title.en): rubric"),
      head: columnHead("评分项", "Criterion") + columnHead("权重", "Weight", isNumber: true)
        + columnHead("分值", "Marks", isNumber: true) + columnHead("怎样得分", "How"), rows: rows.joined())
  }

  private func kind(_ criterion: Criterion) -> Markup {
    switch criterion.kind {
    case .judged(let objective):
      Markup(
        objective
          ? BilingualText(zh: "专家评分（客观项）", en: "marked by reviewers, objective")
          : BilingualText(zh: "专家评分", en: "marked by reviewers"))
    case .computed(let formula, _, _): Markup(words(formula))
    }
  }

  private func words(_ formula: Formula) -> BilingualText {
    switch formula {
    case .perItem: BilingualText(zh: "按数据计件得分，到上限为止；各专家相同", en: "computed: points per item, capped")
    case .line: BilingualText(zh: "按数据线性得分（功效系数法）；各专家相同", en: "computed: on a line between base and target")
    case .rank: BilingualText(zh: "按数据的位次得分；各专家相同", en: "computed: by rank of a figure")
    case .change: BilingualText(zh: "按数据的增减线性得分；各专家相同", en: "computed: on the change of a figure")
    }
  }
}

/// A scoring rule, sentence by sentence.
struct RuleWords {
  private let rule: ScoringRule

  init(_ rule: ScoringRule) {
    self.rule = rule
  }

  var sentences: [BilingualText] {
    [trimming, shortfall, quorum, display, ladder, void]
  }

  private var trimming: BilingualText {
    guard rule.trimLow + rule.trimHigh > 0 else {
      return BilingualText(zh: "不去极值：取各专家合计的平均。", en: "No trimming: the mean of all totals.")
    }
    let dropped =
      switch (rule.trimHigh, rule.trimLow) {
      case (1, 1): "去掉一个最高分和一个最低分（去一高一低）"
      default: "去掉 \(rule.trimHigh) 个最高分和 \(rule.trimLow) 个最低分"
      }
    let what =
      switch rule.basis {
      case .totals: "各专家的合计中\(dropped)，取其余的平均；同为最高（最低）的，去掉代号在前的一个"
      case .perCriterion: "逐项\(dropped)，取其余的平均，再按权重相加"
      }
    return BilingualText(
      zh: "有效评分表不少于 \(rule.trimFrom) 份的：\(what)。",
      en:
        "From \(rule.trimFrom) sheets on, drop \(rule.trimHigh) highest and \(rule.trimLow) lowest \(rule.basis == .totals ? "totals" : "marks of each criterion"), and take the mean of the rest."
    )
  }

  private var shortfall: BilingualText {
    BilingualText(
      zh: "\(rule.quorum) 份以上、不足 \(rule.trimFrom) 份的：取全部的平均，标明“未去极值”。",
      en: "With \(rule.quorum) to \(rule.trimFrom - 1) sheets: the mean of all, flagged.")
  }

  private var quorum: BilingualText {
    BilingualText(zh: "不足 \(rule.quorum) 份的：不予排名。", en: "Fewer than \(rule.quorum): not ranked.")
  }

  private var display: BilingualText {
    BilingualText(
      zh: "得分显示到小数点后 \(rule.displayDecimals) 位（四舍五入）；排名按精确值比较，不按显示值。",
      en: "Scores are shown to \(rule.displayDecimals) decimals, half-up; ranks compare exact values.")
  }

  private var ladder: BilingualText {
    let zh = rule.ladder.map { step in
      switch step {
      case .heaviestCriterion: "权重最大的评分项得分高的在前，再看次大的"
      case .headToHead: "逐对比较，多数专家给分高的在前"
      case .decision: "由委员会决定或公开抽签，登记理由"
      }
    }
    let en = rule.ladder.map { step in
      switch step {
      case .heaviestCriterion: "heaviest criterion, then the next"
      case .headToHead: "head to head"
      case .decision: "a recorded decision"
      }
    }
    return BilingualText(
      zh: "得分完全相同的，依次：\(zh.joined(separator: "；"))。", en: "Equal scores: \(en.joined(separator: "; ")).")
  }

  private var void: BilingualText {
    switch rule.onVoid {
    case .previousValidThenAbsent:
      BilingualText(
        zh: "不能启封或分值不合规的评分表作废，改用同一专家的上一份有效评分表，没有则按缺席；缺席不补 0。",
        en: "A void sheet is replaced by the reviewer's last valid one, else absent; nothing is filled up with 0.")
    case .absent:
      BilingualText(
        zh: "不能启封或分值不合规的评分表作废，按缺席；缺席不补 0。", en: "A void sheet counts as absent; nothing is filled up with 0.")
    }
  }
}
