package import ByteCoding

/// A narrative (申报书) as its body says it, in order: tracked deletions are gone, insertions stand, hidden text, headers,
/// notes, comments and text boxes are left out.
package struct Narrative: Hashable, Sendable {
  package let sections: [NarrativeSection]

  package init(sections: [NarrativeSection]) {
    self.sections = sections
  }
}

/// The part under one heading; what stands before the first heading has none and an empty `heading`.
package struct NarrativeSection: Hashable, Sendable {
  /// The template's section that the heading was recognised as.
  package let templateID: String?
  /// With its number, automatic numbers included: `（一）落实制造强省战略`.
  package let heading: String
  /// 0 before the first heading (the cover), then as the template counts.
  package let depth: Int
  package let blocks: [NarrativeBlock]

  package init(templateID: String?, heading: String, depth: Int, blocks: [NarrativeBlock]) {
    self.templateID = templateID
    self.heading = heading
    self.depth = depth
    self.blocks = blocks
  }
}

package enum NarrativeBlock: Hashable, Sendable {
  case paragraph(String)
  /// Rows of cells; a merged cell's text stands in its first place, the others are empty.
  case table([[String]])
  /// The part's name in the document and its bytes' digest; never the bytes.
  case picture(name: String, digest: Digest)
}
