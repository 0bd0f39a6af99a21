import Panel

/// What an archive that verifies shows, and what it does not.
struct NotClaimed {
  let session: Session

  var markup: Markup {
    let items: [Markup] = statements.map { "<li>\($0)</li>\n" }
    return """
      <section aria-labelledby="claims">
      <h2 id="claims">能说明什么、不能说明什么 <span class="en" lang="en">What is claimed and what is not</span></h2>
      \(paragraph(
        "校验通过时能说明：从密封的评分表起，每一步都可由任何人重新算出；事后改、删、加评分或更换规则，会在校验中显出。",
        "If verification passes: from the sealed sheets on, anybody can recompute every step, and later changes of sheets or rule show."))
      <p class="lead">不能说明，或不能防止： <span class="en" lang="en">Not claimed:</span></p>
      <ul>
      \(items.joined())</ul></section>
      """
  }

  private var statements: [BilingualText] {
    let colluding = max(session.rule.trimLow, session.rule.trimHigh) + 1
    return [
      BilingualText(
        zh: "评分是否公允、专家是否受人影响：系统既不能防止胁迫，也不证明公正。",
        en: "that the panel was fair or uninfluenced: the system is not coercion-proof."),
      BilingualText(
        zh: "\(session.threshold) 位监督人员串通，可在启封前读到评分；最后交付份额的一位可以独自先看。",
        en: "secrecy against \(session.threshold) colluding supervisors, or against the last to release a share."),
      BilingualText(
        zh: "组织人员知道谁在何时评了哪一件、更正过几次（看不到分数）；没有人告诉它申报单位的身份，但它可能推断。",
        en:
          "the coordinator sees who scored what, when and how often corrected; it is not told identities but may infer."
      ),
      BilingualText(
        zh: "启封密钥公布之后，更正前的、被退回的、迟到的评分表也都可读。",
        en: "superseded, refused and late sheets become readable with the published key."),
      BilingualText(
        zh: "\(colluding) 位专家同向串通，就能越过去极值。", en: "\(colluding) colluding reviewers defeat the trimming."),
      BilingualText(
        zh: "申报材料是否真实、资格审查是否得当、名册上的人是否合适：不在可重算之列。",
        en: "truth of the applications, eligibility, and the choice of the panel cannot be recomputed."),
      BilingualText(
        zh: session.requires.contains(.timestamps)
          ? "时间以可信时间戳为准，其余时间为各方电脑的时钟。" : "没有可信时间戳：记录的先后由日志保证，时刻只是各方电脑的时钟。",
        en: session.requires.contains(.timestamps)
          ? "times other than trusted time stamps are the parties' own clocks."
          : "no trusted time stamps: the log fixes the order; clock times are the parties' own."),
    ]
  }
}
