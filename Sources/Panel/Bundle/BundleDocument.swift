package import CanonicalJSON

/// What a reviewer reads of one application: one canonical JSON document, padded to a step, and nothing beside it.
///
/// It has no field that could hold an identity: a pseudonym, numbers by field, paragraphs and tables. Pictures are
/// withheld. The specification with an example: protocol/bundle.md.
package struct BundleDocument: Hashable, CanonicalCodable {
  package static let version: Int64 = 1
  /// Sizes are multiples of this, so that a length identifies nobody.
  package static let step = 16_384
  /// No bundle is larger.
  package static let limits = JSONLimits(maximumBytes: 16 << 20)

  /// The application's pseudonym.
  package let application: Code
  package let form: [BundleField]
  package let level: Code
  package let narrative: [BundleSection]
  /// The anonymizer's policy: `strict`, `standard` or `named`.
  package let policy: Code
  package let track: Code

  package init(
    application: Code, form: [BundleField], level: Code, narrative: [BundleSection], policy: Code, track: Code
  ) {
    self.application = application
    self.form = form
    self.level = level
    self.narrative = narrative
    self.policy = policy
    self.track = track
  }

  /// - Throws: `CanonicalJSONError` for another version, padding that is not the right number of spaces, or anything
  ///   the specification does not name.
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "bundle")
    application = try BundleDocument.code("application", &reader)
    form = try reader.objects("form")
    level = try BundleDocument.code("level", &reader)
    narrative = try reader.objects("narrative")
    let padding = try reader.string("padding")
    policy = try BundleDocument.code("policy", &reader)
    track = try BundleDocument.code("track", &reader)
    guard try reader.integer("v", in: 0...BundleDocument.version) == BundleDocument.version else {
      throw reader.fault(.badValue, "v")
    }
    try reader.finish()
    guard padding.utf8.elementsEqual(self.padding.utf8) else { throw reader.fault(.badValue, "padding") }
  }

  package var json: JSONValue { json(padding: padding) }

  private func json(padding: String) -> JSONValue {
    [
      "application": .string(application.text), "form": .objects(form), "level": .string(level.text),
      "narrative": .objects(narrative), "padding": .string(padding), "policy": .string(policy.text),
      "track": .string(track.text), "v": .integer(BundleDocument.version),
    ]
  }

  /// As many spaces as bring the document to the next whole step.
  private var padding: String {
    let bare = json(padding: "").canonicalBytes.count
    let rest = bare % BundleDocument.step
    return String(repeating: " ", count: rest == 0 ? 0 : BundleDocument.step - rest)
  }

  private static func code(_ key: String, _ reader: inout ObjectReader) throws(CanonicalJSONError) -> Code {
    guard let code = Code(try reader.string(key)) else { throw reader.fault(.badValue, key) }
    return code
  }
}

/// One number of the recommendation form in one year.
package struct BundleField: Hashable, CanonicalCodable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    case number
    case banded
    case blank
    case none
    case notApplicable = "not-applicable"
    case notANumber = "not-a-number"
  }

  /// A field's id: `A5-07.n`
  package let field: String
  package let state: State
  /// A decimal number, or a band `15..20` that holds it; empty in every other state.
  package let value: String
  package let year: Int

  package init(field: String, state: State, value: String, year: Int) {
    self.field = field
    self.state = state
    self.value = value
    self.year = year
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "bundle field")
    field = try reader.string("field")
    state = try reader.word("state")
    value = try reader.string("value")
    year = Int(try reader.integer("year", in: 1949...9999))
    try reader.finish()
  }

  package var json: JSONValue {
    ["field": .string(field), "state": .word(state), "value": .string(value), "year": .integer(Int64(year))]
  }
}

/// One section of the narrative.
package struct BundleSection: Hashable, CanonicalCodable {
  package let blocks: [BundleBlock]
  /// 0 for what stands before the first heading.
  package let depth: Int
  package let heading: String
  /// The template's section (`A2.3`); empty when the heading is none of the template's.
  package let section: String

  package init(blocks: [BundleBlock], depth: Int, heading: String, section: String) {
    self.blocks = blocks
    self.depth = depth
    self.heading = heading
    self.section = section
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "bundle section")
    blocks = try reader.objects("blocks")
    depth = Int(try reader.integer("depth", in: 0...9))
    heading = try reader.string("heading")
    section = try reader.string("section")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "blocks": .objects(blocks), "depth": .integer(Int64(depth)), "heading": .string(heading),
      "section": .string(section),
    ]
  }
}

/// A paragraph, a table, or the place of a picture that was withheld.
package enum BundleBlock: Hashable, CanonicalCodable {
  case paragraph(String)
  /// Rows of cells.
  case table([[String]])
  case withheldPicture

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "bundle block")
    switch try reader.string("kind") {
    case "paragraph":
      self = .paragraph(try reader.string("text"))
    case "table":
      var rows: [[String]] = []
      guard case .array(let elements) = try reader.value("rows") else { throw reader.fault(.wrongType, "rows") }
      for element in elements {
        guard case .array(let cells) = element else { throw reader.fault(.wrongType, "rows") }
        var row: [String] = []
        for cell in cells {
          guard case .string(let text) = cell else { throw reader.fault(.wrongType, "rows") }
          row.append(text)
        }
        rows.append(row)
      }
      self = .table(rows)
    case "withheld-picture":
      self = .withheldPicture
    default:
      throw reader.fault(.badValue, "kind")
    }
    try reader.finish()
  }

  package var json: JSONValue {
    switch self {
    case .paragraph(let text): ["kind": "paragraph", "text": JSONValue.visible(text)]
    case .table(let rows):
      ["kind": "table", "rows": .array(rows.map { .array($0.map(JSONValue.visible)) })]
    case .withheldPicture: ["kind": "withheld-picture"]
    }
  }
}
