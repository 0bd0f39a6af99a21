package import Panel
package import Programme
package import TerminalText

/// The outcome of one level as a table for a terminal: place, code, name, score, what was dropped, outcome, cut line.
package struct ResultTable: Sendable {
  package let lines: [String]

  /// - Parameters:
  ///   - selection: empty before the selection: pseudonyms only, and no cut.
  ///   - name: of a division by its code.
  package init(
    _ terms: LevelTerms, ranking: RankingTable, selection: [SelectionLine], language: Language,
    name: (String) -> String
  ) {
    let chosen = Dictionary(selection.map { ($0.application.text, $0) }, uniquingKeysWith: { first, _ in first })
    let level = Words.level(terms.id)
    let isNamed = !selection.isEmpty
    var heading = [language("名次", "place"), language("编号", "code")]
    if isNamed { heading.append(language("申报单位", "applicant")) }
    heading += [
      language("得分", "score"), language("份数", "sheets"), language("去掉最高", "high"), language("去掉最低", "low"),
    ]
    if isNamed { heading.append(language("结果", "outcome")) }
    var grid = TextTable(heading: heading, rightAligned: isNamed ? [0, 3, 4] : [0, 2, 3])
    let cut = ranking.lines.lastIndex { chosen[$0.application]?.outcome == .selected }
    for (index, line) in ranking.lines.enumerated() {
      let selected = chosen[line.application]
      var cells = [line.place > 0 ? "\(line.place)" : "-", line.application]
      if isNamed { cells.append(DisplayText.printable(selected.map { name($0.division) } ?? "")) }
      cells += [
        line.shown.isEmpty ? "-" : line.shown, "\(line.sheets.count)", ResultTable.codes(line.trimmed.map(\.high)),
        ResultTable.codes(line.trimmed.map(\.low)),
      ]
      if isNamed {
        cells.append(selected.map { ResultTable.outcome($0, language: language, name: name) } ?? "-")
      }
      grid.add(cells)
      if index == cut { grid.addRule(ResultTable.cutLabel(ranking, chosen, after: index, language)) }
    }
    lines =
      [
        language(
          "\(level.zh)：\(ranking.lines.count) 件，名额 \(terms.seats)",
          "\(level.en): \(ranking.lines.count) applications, \(terms.seats) places")
      ]
      + grid.lines
  }

  package init(_ level: ResultDocument.Level, in document: ResultDocument, language: Language) {
    self.init(
      level.terms, ranking: level.ranking, selection: level.selection, language: language,
      name: document.divisions.fullName)
  }

  /// Each code once: by criterion the same reviewer may be dropped several times.
  private static func codes(_ groups: [[String]]) -> String {
    let codes = Set(groups.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return codes.isEmpty ? "-" : codes.joined(separator: " ")
  }

  private static func outcome(_ line: SelectionLine, language: Language, name: (String) -> String) -> String {
    let outcome = Words.outcome(line)
    guard line.outcome == .skipped || line.reason == .promoted || line.reason == .exception else {
      return language(outcome.zh, outcome.en)
    }
    let reason = Words.reason(line.reason, cities: line.causes.map(name))
    return DisplayText.printable(language("\(outcome.zh)（\(reason.zh)）", "\(outcome.en) (\(reason.en))"))
  }

  private static func cutLabel(
    _ ranking: RankingTable, _ chosen: [String: SelectionLine], after index: Int, _ language: Language
  ) -> String {
    let next = ranking.lines.first { chosen[$0.application]?.outcome == .waiting }
    guard let above = ranking.lines[index].aggregate, let below = next?.aggregate, let margin = try? above - below
    else { return language("入选线", "cut line") }
    let text = Numbers.margin(margin, decimals: 2)
    return language("入选线 分差 \(text)", "cut line, margin \(text)")
  }
}
