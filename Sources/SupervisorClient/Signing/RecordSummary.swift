import Foundation
package import Panel
import Sealing
import SessionClient
package import TerminalText

/// A record in words, for the person who is asked to sign it: what it does, and what it cannot be taken back from.
package enum RecordSummary {
  package static func lines(_ record: Record, roster: [RosterLine] = [], language: Language) -> [String] {
    switch record {
    case .session(let session): lines(session, language)
    case .keyset(let keyset): lines(keyset, language)
    case .roster(let record): lines(record, roster, language)
    case .decision(let decision): lines(decision, language)
    case .amendment(let amendment):
      [
        language("规则变更（评分开始前）：截止时间改为", "Amendment before scoring; the close moves to"),
        window(amendment.closeNotBefore, amendment.closeNotAfter, language),
      ]
    case .closeExtension(let moved):
      [
        language("延长评分：截止时间改为", "Extension; the close moves to"),
        window(moved.closeNotBefore, moved.closeNotAfter, language),
      ]
    case .abandoned(let end):
      [
        language(
          "中止本场评审（原因：\(end.reason.rawValue)）。中止后不能恢复", "Abandons the session (reason: \(end.reason.rawValue)); for good"
        )
      ]
    case .keyChange(let change):
      [
        language(
          "更换专家 \(change.reviewer) 的签名密钥（\(change.reason.rawValue)）。请先与本人核实",
          "Replaces the signing key of \(change.reviewer) (\(change.reason.rawValue)). Confirm with the person first")
      ]
    case .ruling(let ruling):
      [language("对争议的裁定：\(ruling.outcome.rawValue)", "Ruling on a dispute: \(ruling.outcome.rawValue)")]
    default:
      [language("“\(kind(record))”记录", "A \(kind(record)) record")]
    }
  }

  package static func kind(_ record: Record) -> String { type(of: record.payload).kind.rawValue }

  private static func lines(_ session: Session, _ language: Language) -> [String] {
    let supervisors = session.keys.filter { $0.role == .supervisor }
    var lines = [
      language("场次设立：\(session.origin)", "Session: \(session.origin)"),
      language(
        "  方向 \(session.track)，\(session.year) 年度；启封门限 \(supervisors.count) 人中须 \(session.threshold) 人，见证门限 \(session.quorum) 人",
        "  track \(session.track), \(session.year); \(session.threshold) of \(supervisors.count) open, \(session.quorum) cosign"
      ),
      "  " + window(session.closeNotBefore, session.closeNotAfter, language),
    ]
    if session.rehearsal { lines.append(language("  演练：不能封卷，不作为结果", "  REHEARSAL: can never be sealed")) }
    for level in session.levels {
      let criteria = level.rubric.criteria.map { "\(language($0.title.zh, $0.title.en)) \($0.weight / 100)%" }
      lines.append(
        language("  \(level.id)：名额 \(level.seats)；", "  \(level.id): \(level.seats) places; ")
          + DisplayText.printable(criteria.joined(separator: language("、", ", "))))
    }
    lines.append(
      language(
        "  计分：去掉 \(session.rule.trimHigh) 个最高分和 \(session.rule.trimLow) 个最低分（\(session.rule.trimFrom) 人起），最少 \(session.rule.quorum) 人",
        "  rule: drop \(session.rule.trimHigh) highest, \(session.rule.trimLow) lowest from \(session.rule.trimFrom) on; at least \(session.rule.quorum)"
      ))
    for key in session.keys {
      lines.append("  \(key.role.rawValue) \(key.code)  \(KeyFingerprint.text(key.key.bytes))")
    }
    return lines
  }

  private static func lines(_ keyset: Keyset, _ language: Language) -> [String] {
    [
      language(
        "启封密钥登记（\(keyset.purpose.rawValue)）：\(keyset.holders.count) 份中须 \(keyset.threshold) 份；已用您的份额核对无误",
        "Keyset (\(keyset.purpose.rawValue)): \(keyset.threshold) of \(keyset.holders.count) shares; your share fits it"
      ),
      language("  分发：", "  dealt by: ") + DisplayText.printable("\(keyset.dealer.name)，\(keyset.dealer.place)"),
    ]
  }

  private static func lines(_ record: Roster, _ roster: [RosterLine], _ language: Language) -> [String] {
    [
      language(
        "专家名册第 \(record.version) 版，\(record.members.count) 人。请逐一与本人（不经组织人员）核对密钥核对码：",
        "Roster, version \(record.version), \(record.members.count) members. Compare each fingerprint with the person, by a way that does not pass through the coordinator:"
      )
    ] + roster.map { "  \($0.code)  \(KeyFingerprint.text(digest: $0.key))" }
  }

  private static func lines(_ decision: Decision, _ language: Language) -> [String] {
    [
      language("决定（\(decision.question.rawValue)）：", "Decision (\(decision.question.rawValue)): ")
        + DisplayText.printable(decision.choice),
      language("  涉及：", "  concerns: ") + decision.applications.map(\.text).joined(separator: ", "),
      language("  理由：", "  reason: ") + DisplayText.printable(decision.reason),
      language("  决定人：", "  decided by: ")
        + DisplayText.printable("\(decision.decidedBy.name)（\(decision.decidedBy.office)）"),
    ]
  }

  private static func window(_ from: Int64, _ to: Int64, _ language: Language) -> String {
    language("截止评分不早于 \(time(from))，不晚于 \(time(to))", "close not before \(time(from)), not after \(time(to))")
  }

  private static func time(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
