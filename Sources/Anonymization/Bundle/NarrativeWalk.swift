import Intake
import Panel
import Programme

/// Where in the narrative something stands: section, block, and in a table row and column; each counts from 1.
package struct NarrativePlace: Hashable, Sendable {
  package let section: Int
  /// 0: the heading.
  package let block: Int
  /// 0 outside a table.
  package let row: Int
  package let column: Int
}

/// A replacement and where it was made.
package struct PlacedReplacement: Hashable, Sendable {
  package let place: NarrativePlace
  package let replacement: Replacement
}

/// A place where a short name of the applicant stands by accident, as the anonymizer judged: kept, and worth a look.
package struct OpenQuestion: Hashable, Sendable {
  package let place: NarrativePlace
  package let rule: RedactionRule
  /// The name and what stands around it.
  package let excerpt: String
}

/// Goes through a narrative in order and anonymizes each text of it.
struct NarrativeWalk {
  private var redactor: Redactor
  private(set) var replacements: [PlacedReplacement] = []
  private(set) var openQuestions: [OpenQuestion] = []
  private(set) var picturesWithheld = 0
  private var sectionNumber = 0

  init(redactor: Redactor) {
    self.redactor = redactor
  }

  mutating func section(_ section: NarrativeSection) -> BundleSection {
    sectionNumber += 1
    let heading = redact(LabelledText(section.heading), at: place(block: 0))
    var blocks: [BundleBlock] = []
    for (index, block) in section.blocks.enumerated() {
      blocks.append(self.block(block, number: index + 1))
    }
    return BundleSection(
      blocks: blocks, depth: min(max(section.depth, 0), 9), heading: heading, section: section.templateID ?? "")
  }

  private mutating func block(_ block: NarrativeBlock, number: Int) -> BundleBlock {
    switch block {
    case .paragraph(let text):
      return .paragraph(redact(LabelledText(text), at: place(block: number)))
    case .table(let rows):
      let labels = NarrativeTexts.labels(of: rows)
      var redacted: [[String]] = []
      for (row, cells) in rows.enumerated() {
        var line: [String] = []
        for (column, cell) in cells.enumerated() {
          let label = row == 0 ? "" : labels.indices.contains(column) ? labels[column] : ""
          line.append(
            redact(LabelledText(cell, label: label), at: place(block: number, row: row + 1, column: column + 1)))
        }
        redacted.append(line)
      }
      return .table(redacted)
    case .picture:
      picturesWithheld += 1
      return .withheldPicture
    }
  }

  private func place(block: Int, row: Int = 0, column: Int = 0) -> NarrativePlace {
    NarrativePlace(section: sectionNumber, block: block, row: row, column: column)
  }

  private mutating func redact(_ text: LabelledText, at place: NarrativePlace) -> String {
    let (redacted, made) = redactor.redact(text)
    replacements += made.map { PlacedReplacement(place: place, replacement: $0) }
    openQuestions += redactor.doubts(in: redacted).map {
      OpenQuestion(place: place, rule: $0.rule, excerpt: $0.excerpt)
    }
    return redacted
  }
}

/// The texts of a narrative, in order.
enum NarrativeTexts {
  static func all(of narrative: Narrative) -> [LabelledText] {
    narrative.sections.flatMap { section in
      [LabelledText(section.heading)]
        + section.blocks.flatMap { block in
          switch block {
          case .paragraph(let text): return [LabelledText(text)]
          case .table(let rows):
            let labels = labels(of: rows)
            return rows.enumerated().flatMap { row, cells in
              cells.enumerated().map { column, cell in
                LabelledText(cell, label: row > 0 && labels.indices.contains(column) ? labels[column] : "")
              }
            }
          case .picture: return []
          }
        }
    }
  }

  /// The first row says what the columns hold.
  static func labels(of rows: [[String]]) -> [String] { rows.first ?? [] }

  /// All that the bundle is made of, as one line a text: what the report's first digest is taken of.
  static func bytes(of application: Application) -> [UInt8] {
    let form = application.form.values
      .sorted { ($0.key.field, $0.key.year) < ($1.key.field, $1.key.year) }
      .map { "\($0.key.field)\t\($0.key.year)\t\($0.value.asWritten)" }
    let texts = all(of: application.narrative).map(\.text)
    return [UInt8]((form + texts).joined(separator: "\n").utf8)
  }
}
