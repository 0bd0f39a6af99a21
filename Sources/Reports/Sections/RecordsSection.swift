import ByteCoding
import Panel
import Programme

/// Appendix: which records the log holds, and those on which the result stands.
struct RecordsSection {
  let document: ResultDocument
  let state: SessionState

  var markup: Markup {
    """
    <section aria-labelledby="records">
    <h2 id="records">记录 <span class="en" lang="en">Records</span></h2>
    \(paragraph(
      "写成本报告时日志共有 \(state.nextIndex) 条记录（第 0 至 \(max(0, state.nextIndex - 1)) 号）。随后的封卷记录载有本报告和 result.json 的摘要值，是最后一条。",
      "The log had \(state.nextIndex) records when this report was made; the seal, which follows as the last, carries the digests of this report and of result.json."))
    \(counts)
    \(milestones)
    \(checkpoints)
    </section>
    """
  }

  private var counts: Markup {
    let rows: [Markup] = RecordKind.allCases.compactMap { kind in
      guard let count = state.recordCounts[kind] else { return nil }
      return "<tr><th scope=\"row\">\(Words.record(kind))</th><td class=\"n\">\(count)</td></tr>\n"
    }
    return table(
      id: "record-counts", caption: BilingualText(zh: "各类记录条数", en: "Records by kind"),
      head: columnHead("记录", "Record") + columnHead("条数", "Count", isNumber: true), rows: rows.joined(), style: "narrow"
    )
  }

  private struct Milestone {
    let kind: RecordKind
    let note: String
    let index: Int64
    let digest: Digest
  }

  private var milestones: Markup {
    let rows: [Markup] = steps.map { step in
      """
      <tr><td class="n">\(step.index)</td><th scope="row">\(Words.record(step.kind))\(step.note.isEmpty ? "" : "（\(step.note)）")</th>\
      <td class="code">\(step.digest.description)</td></tr>

      """
    }
    return table(
      id: "milestones", caption: BilingualText(zh: "结果所依的记录", en: "Records on which the result stands"),
      head: columnHead("号", "No.", isNumber: true) + columnHead("记录", "Record")
        + columnHead("摘要值 SHA-256", "Record digest"),
      rows: rows.joined())
  }

  private var steps: [Milestone] {
    var steps: [Milestone] = []
    func add<Payload: RecordPayload>(_ placed: SessionState.Placed<Payload>?, _ note: String = "") {
      guard let placed else { return }
      steps.append(Milestone(kind: Payload.kind, note: note, index: placed.index, digest: placed.digest))
    }
    add(state.session)
    for (id, keyset) in state.keysets { add(keyset, id.purpose.rawValue) }
    add(state.roster)
    add(state.handOver)
    add(state.exclusions)
    add(state.escrow)
    add(state.assignment)
    add(state.started)
    add(state.closed)
    for (code, share) in state.keyShares { add(share, code.text) }
    add(state.unsealing)
    for (level, ranking) in state.rankings { add(ranking, Words.level(level).zh) }
    for decision in state.decisions { add(decision, Words.question(decision.record.question).zh) }
    add(state.reveal)
    for (level, selection) in state.selections { add(selection, Words.level(level).zh) }
    return steps.sorted { $0.index < $1.index }
  }

  /// What participants have verified by themselves, and when scoring could close.
  private var checkpoints: Markup {
    let seen = state.members.keys.sorted().compactMap { code in
      state.chains[code].map { "\(code) \($0.lastSeenSize)" }
    }.joined(separator: "；")
    let session = document.session
    let times =
      state.session == nil
      ? (session.closeNotBefore, session.closeNotAfter) : (state.closeNotBefore, state.closeNotAfter)
    return paragraph(
      "评分截止时间：不早于 \(Numbers.beijingTime(times.0))，不晚于 \(Numbers.beijingTime(times.1))（北京时间）。",
      "Scoring could close between these times (UTC+8).")
      + (seen.isEmpty
        ? ""
        : paragraph(
          "各专家最后一次自行校验过的日志快照（所含记录条数）：\(seen)。监督人员与见证方的联署在档案的 checkpoint 文件中。",
          "The checkpoint each reviewer last verified (number of records). Cosignatures stand in the archive's checkpoint."
        ))
  }
}
