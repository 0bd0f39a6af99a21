import Panel
import Programme
import Scoring

/// One level as the pages show it: ranking, selection and names joined, where the cut is, what stands beside it.
struct LevelView: Sendable {
  struct Row: Sendable {
    let line: RankingLine
    let selection: SelectionLine?
    /// City and county together.
    let name: String
    /// Without its city, for narrow places.
    let shortName: String
    /// Names of the cities that keep it out.
    let causes: [String]

    var isSelected: Bool { selection?.outcome == .selected }
    /// Reviewers whose whole sheet was dropped.
    var trimmed: Set<String> {
      Set(line.trimmed.filter(\.criterion.isEmpty).flatMap { $0.low + $0.high })
    }
  }

  let terms: LevelTerms
  let rule: ScoringRule
  let panel: OpenedPanel
  /// In order of the ranking.
  let rows: [Row]
  /// Rows above the cut line: down to the last one selected. 0 = nobody is selected.
  let cut: Int
  /// The first of the waiting list.
  let next: Row?
  /// Score of the last selected less that of the first waiting.
  let margin: Fraction?
  /// Nil when the sheets at hand do not give this ranking again (a rubric with figures that the result does not hold).
  let evidence: PanelEvidence?

  init(_ level: ResultDocument.Level, in document: ResultDocument) {
    terms = level.terms
    rule = document.session.rule
    panel = level.panel
    let selection = Dictionary(
      level.selection.map { ($0.application.text, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = level.ranking.lines.map { line in
      let chosen = selection[line.application]
      let division = chosen?.division ?? ""
      return Row(
        line: line, selection: chosen, name: document.divisions.fullName(division),
        shortName: document.divisions.division(code: division)?.name ?? division,
        causes: (chosen?.causes ?? []).map(document.divisions.fullName))
    }
    self.rows = rows
    cut = rows.lastIndex(where: \.isSelected).map { $0 + 1 } ?? 0
    next = rows.first { $0.selection?.outcome == .waiting }
    if cut > 0, let last = rows[cut - 1].line.aggregate, let below = next?.line.aggregate {
      margin = try? last - below
    } else {
      margin = nil
    }
    let decisions = document.decisions.filter { $0.question == .tie && $0.level == level.terms.id }
    evidence = PanelEvidence(level, rule: rule, decisions: decisions, top: cut)
  }

  var title: BilingualText { Words.level(terms.id) }
  var selected: [Row] { rows.filter(\.isSelected).sorted { ($0.selection?.seat ?? 0) < ($1.selection?.seat ?? 0) } }
  var waiting: [Row] { rows.filter { $0.selection?.outcome == .waiting } }
  var skipped: [Row] { rows.filter { $0.selection?.outcome == .skipped } }
  var vacant: Int { max(0, Int(terms.seats) - selected.count) }
  /// Everybody who scored or should have, in order of code.
  var reviewers: [String] {
    Set(rows.flatMap { $0.line.sheets.map(\.reviewer) + $0.line.absent.map(\.reviewer) }).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// What the cut line says.
  var cutLabel: BilingualText {
    guard let margin else { return BilingualText(zh: "入选线", en: "Cut line") }
    guard margin.numerator != 0 else {
      return BilingualText(zh: "入选线 · 线上线下同分，按同分次序确定", en: "Cut line · equal scores, settled by the order of ties")
    }
    let text = Numbers.margin(margin, decimals: rule.displayDecimals)
    return BilingualText(zh: "入选线 · 分差 \(text)", en: "Cut line · margin \(text)")
  }
}
