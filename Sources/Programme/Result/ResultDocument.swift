package import ByteCoding
import CanonicalJSON
package import Panel

/// `result.json`: the whole outcome of a session as one canonical JSON text, made of what the log holds and nothing
/// else, so that the auditor makes it again byte for byte.
package struct ResultDocument: Sendable {
  package struct Level: Sendable {
    package let terms: LevelTerms
    package let ranking: RankingTable
    package let selection: [SelectionLine]
    package let panel: OpenedPanel

    package init(terms: LevelTerms, ranking: RankingTable, selection: [SelectionLine], panel: OpenedPanel) {
      self.terms = terms
      self.ranking = ranking
      self.selection = selection
      self.panel = panel
    }
  }

  package let session: Session
  package let digest: Digest
  package let levels: [Level]
  package let identities: [RevealLine]
  package let decisions: [Decision]
  package let divisions: DivisionTable

  package init(
    session: Session, digest: Digest, levels: [Level], identities: [RevealLine], decisions: [Decision],
    divisions: DivisionTable
  ) {
    self.session = session
    self.digest = digest
    self.levels = levels
    self.identities = identities
    self.decisions = decisions
    self.divisions = divisions
  }

  package var canonicalBytes: [UInt8] {
    let document: JSONValue = [
      "decisions": .objects(decisions), "kind": "result", "levels": .array(levels.map(json)),
      "origin": .string(session.origin), "programme": session.programme.json, "rehearsal": .boolean(session.rehearsal),
      "rule": session.rule.json, "session": .digest(digest), "track": .string(session.track.text),
      "year": .integer(session.year),
    ]
    return document.canonicalBytes
  }

  private func json(_ level: Level) -> JSONValue {
    let applications = Set(level.ranking.lines.map(\.application))
    let identities = identities.filter { applications.contains($0.application.text) }
      .sorted { $0.application < $1.application }
      .map { line -> JSONValue in
        [
          "application": .string(line.application.text), "division": .string(line.identity.division),
          "name": .visible(divisions.fullName(line.identity.division)),
        ]
      }
    let sheets = level.panel.sheets.map { opened -> JSONValue in
      [
        "application": .string(opened.application.text), "marks": .objects(opened.sheet.marks),
        "reviewer": .string(opened.reviewer.text), "sheet": .digest(opened.digest),
      ]
    }
    return [
      "identities": .array(identities), "level": .string(level.terms.id.text), "ranking": .objects(level.ranking.lines),
      "seats": .integer(level.terms.seats), "selection": .objects(level.selection), "sheets": .array(sheets),
      "voids": .objects(level.panel.voids),
    ]
  }
}

extension DivisionTable {
  /// City and county together, since two counties may have one name; the code where the table has none.
  package func fullName(_ code: String) -> String {
    guard let division = division(code: code) else { return code }
    return (parent(of: division)?.name ?? "") + division.name
  }
}
