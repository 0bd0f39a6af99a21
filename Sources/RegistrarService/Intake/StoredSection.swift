import CanonicalJSON
import Intake
import Panel

/// One part of a narrative.
struct StoredSection: CanonicalCodable {
  let section: NarrativeSection

  init(section: NarrativeSection) {
    self.section = section
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "section")
    let template = try reader.string("template")
    section = NarrativeSection(
      templateID: template.isEmpty ? nil : template, heading: try reader.text("heading"),
      depth: Int(try reader.natural("depth")), blocks: try reader.objects("blocks", as: StoredBlock.self).map(\.block))
    try reader.finish()
  }

  var json: JSONValue {
    [
      "template": .string(section.templateID ?? ""), "heading": StoredText.json(section.heading),
      "depth": .integer(Int64(section.depth)), "blocks": .objects(section.blocks.map { StoredBlock(block: $0) }),
    ]
  }
}

private struct StoredBlock: CanonicalCodable {
  let block: NarrativeBlock

  private enum Kind: String {
    case paragraph
    case table
    case picture
  }

  init(block: NarrativeBlock) {
    self.block = block
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "block")
    switch try reader.word("kind", as: Kind.self) {
    case .paragraph: block = .paragraph(try reader.text("text"))
    case .table:
      block = .table(
        try reader.array("rows") { row throws(CanonicalJSONError) in
          guard case .array(let cells) = row else { throw CanonicalJSONError(.wrongType, field: "block.rows") }
          var texts: [String] = []
          for cell in cells { texts.append(try StoredText.read(cell)) }
          return texts
        })
    case .picture: block = .picture(name: try reader.text("name"), digest: try reader.digest("digest"))
    }
    try reader.finish()
  }

  var json: JSONValue {
    switch block {
    case .paragraph(let text): ["kind": .word(Kind.paragraph), "text": StoredText.json(text)]
    case .table(let rows):
      ["kind": .word(Kind.table), "rows": .array(rows.map { .array($0.map(StoredText.json)) })]
    case .picture(let name, let digest):
      ["kind": .word(Kind.picture), "name": StoredText.json(name), "digest": .digest(digest)]
    }
  }
}
