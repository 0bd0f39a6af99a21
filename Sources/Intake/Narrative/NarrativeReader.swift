import ByteCoding
import OfficeFiles
import Programme

/// What one narrative gave.
struct NarrativeReading {
  let narrative: Narrative
  /// The template that its headings follow; nil when they follow none.
  let template: TemplateDefinition?
  /// Template sections without a heading.
  let missing: [TemplateDefinition.Section]
  /// Text before the first heading.
  let cover: [String]
}

/// Cuts a narrative into the template's sections. Numbers may be typed or automatic, （1） or （一）, or lost.
struct NarrativeReader {
  let programme: ProgrammeDefinition
  /// A heading is short and no sentence.
  private static let longestHeading = 45
  /// Below this likeness a numbered line is a foreign heading.
  private static let leastLikeness = 0.6

  /// - Parameter pictureDigest: the digest of a picture's part; nil when it cannot be read.
  func read(_ document: WordDocument, pictureDigest: (String) -> Digest?) -> NarrativeReading {
    let template = followedTemplate(document)
    var sections: [NarrativeSection] = []
    var open = OpenSection()
    var found: Set<String> = []
    for block in document.body {
      switch block {
      case .paragraph(let paragraph):
        if let heading = heading(paragraph, template: template, found: found) {
          if open.hasContent { sections.append(open.closed) }
          open = OpenSection(templateID: heading.section?.id, heading: paragraph.cleanText, depth: heading.depth)
          if let id = heading.section?.id { found.insert(id) }
        } else {
          let text = paragraph.cleanText
          if !text.isEmpty { open.blocks.append(.paragraph(text)) }
        }
        for picture in paragraph.pictures {
          if let digest = pictureDigest(picture) { open.blocks.append(.picture(name: picture, digest: digest)) }
        }
      case .table(let table):
        let matrix = table.matrix(name: "", limits: OfficeLimits())
        open.blocks.append(.table(matrix.rows.map { $0.map(\.text) }))
      }
    }
    if open.hasContent { sections.append(open.closed) }
    return NarrativeReading(
      narrative: Narrative(sections: sections), template: template,
      missing: template?.sections.filter { !found.contains($0.id) } ?? [],
      cover: sections.first.flatMap { $0.depth == 0 ? $0.paragraphs : nil } ?? [])
  }

  private struct OpenSection {
    var templateID: String?
    var heading = ""
    var depth = 0
    var blocks: [NarrativeBlock] = []

    var hasContent: Bool { depth > 0 || !blocks.isEmpty }
    var closed: NarrativeSection {
      NarrativeSection(templateID: templateID, heading: heading, depth: depth, blocks: blocks)
    }
  }

  /// The template most of whose own headings occur; those that all templates share decide nothing.
  private func followedTemplate(_ document: WordDocument) -> TemplateDefinition? {
    let lines = document.body.compactMap { block -> String? in
      guard case .paragraph(let paragraph) = block, paragraph.text.count <= NarrativeReader.longestHeading else {
        return nil
      }
      return HeadingText(paragraph).title
    }
    let shared = programme.templates.map { Set($0.sections.map(\.heading)) }
    let common = shared.dropFirst().reduce(shared.first ?? []) { $0.intersection($1) }
    let scored = programme.templates.map { template -> (template: TemplateDefinition, own: Int, all: Int) in
      let matched = template.sections.filter { section in
        lines.contains { Similarity.dice($0, HeadingText.compact(section.heading)) >= 0.75 }
      }
      return (template, matched.count { !common.contains($0.heading) }, matched.count)
    }
    guard let best = scored.max(by: { ($0.own, $0.all) < ($1.own, $1.all) }), best.all > 0 else { return nil }
    if best.own > 0 { return best.template }
    // Only shared headings: the title says which template it is.
    let title = FoldedText.compact(document.plainText.prefix(400))
    return programme.templates.first { title.contains(FoldedText.compact($0.title).prefix(12)) } ?? best.template
  }

  private func heading(
    _ paragraph: WordParagraph, template: TemplateDefinition?, found: Set<String>
  ) -> (section: TemplateDefinition.Section?, depth: Int)? {
    let text = HeadingText(paragraph)
    guard !text.title.isEmpty, text.title.count <= NarrativeReader.longestHeading, !text.isSentence else { return nil }
    let open = template?.sections.filter { !found.contains($0.id) } ?? []
    let isNumbered = text.depth != nil || paragraph.outlineLevel != nil
    let scored = open.map { section -> (section: TemplateDefinition.Section, score: Double) in
      let wanted = HeadingText.compact(section.heading)
      // The document's title begins as a section does: without a number only the whole heading counts.
      let isLonger = isNumbered && text.title.hasPrefix(wanted)
      let likeness = isLonger ? 1 : Similarity.dice(text.title, wanted)
      // The depth that the number says is a hint, no more: writers mix （1） and （一）.
      return (section, likeness + (text.depth == section.depth ? 0.1 : 0))
    }
    if let best = scored.max(by: { $0.score < $1.score }) {
      if best.score >= (isNumbered ? NarrativeReader.leastLikeness : 1) { return (best.section, best.section.depth) }
    }
    guard let depth = text.depth ?? paragraph.outlineLevel.map({ $0 + 1 }), depth <= 2 else { return nil }
    return (nil, depth)
  }
}

/// A line as a possible heading: its number's depth and its title.
struct HeadingText {
  /// Without number, folded and without spaces.
  let title: String
  /// 1 for 一、; 2 for （一） and （1）; nil without a number of these.
  let depth: Int?
  /// It ends as sentences do.
  let isSentence: Bool

  init(_ paragraph: WordParagraph) {
    let folded = FoldedText.compact(paragraph.numberedText)
    let bare = LabelText.withoutNumber(LabelText.withoutNumber(folded))
    title = HeadingText.compact(bare)
    isSentence = folded.last.map { "。;；,，!！?？".contains($0) } ?? false
    if folded == bare {
      depth = nil
    } else if folded.hasPrefix("(") {
      depth = 2
    } else {
      depth = folded.first.map { "一二三四五六七八九十".contains($0) } == true ? 1 : nil
    }
  }

  static func compact(_ text: String) -> String {
    var title = FoldedText.compact(text)
    while let last = title.last, "。:：、.".contains(last) { title.removeLast() }
    return title
  }
}

extension WordParagraph {
  /// With its number, edges trimmed.
  var cleanText: String { numberedText.trimmingSpaces() }
}

extension NarrativeSection {
  var paragraphs: [String] {
    blocks.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
  }
}

extension Narrative {
  /// Every paragraph and cell in order, headings included.
  var lines: [String] {
    sections.flatMap { section in
      [section.heading]
        + section.blocks.flatMap { block -> [String] in
          switch block {
          case .paragraph(let text): [text]
          case .table(let rows): rows.map { $0.joined(separator: "\t") }
          case .picture: []
          }
        }
    }
  }
}
