package import CanonicalJSON

/// A selection programme as data: its tracks, forms and templates. Its canonical bytes are what a session record digests.
package struct ProgrammeDefinition: Hashable, CanonicalCodable {
  package let id: String
  package let title: String
  /// The year whose work is judged; the forms' other column is the year before.
  package let assessedYear: Int
  package let tracks: [TrackDefinition]
  package let forms: [FormDefinition]
  package let templates: [TemplateDefinition]

  package func track(_ id: String) -> TrackDefinition? { tracks.first { $0.id == id } }
  package func form(_ id: String) -> FormDefinition? { forms.first { $0.id == id } }
  package func template(_ id: String) -> TemplateDefinition? { templates.first { $0.id == id } }

  package func form(track: String, level: DivisionLevel) -> FormDefinition? {
    self.track(track).flatMap { form($0.form(level)) }
  }

  package func template(track: String) -> TemplateDefinition? {
    self.track(track).flatMap { template($0.template) }
  }

  /// - Throws: `badValue` when a track names a form or a template that is not there.
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "programme")
    assessedYear = Int(try reader.integer("assessedYear", in: 1949...9999))
    forms = try reader.objects("forms")
    id = try reader.string("id")
    templates = try reader.objects("templates")
    title = try reader.string("title")
    tracks = try reader.objects("tracks")
    try reader.finish()
    let formIDs = Set(forms.map(\.id))
    let templateIDs = Set(templates.map(\.id))
    guard
      tracks.allSatisfy({
        formIDs.contains($0.cityForm) && formIDs.contains($0.countyForm) && templateIDs.contains($0.template)
      })
    else { throw reader.fault(.badValue, "tracks") }
  }

  package var json: JSONValue {
    [
      "assessedYear": .integer(Int64(assessedYear)), "forms": .objects(forms), "id": .string(id),
      "templates": .objects(templates), "title": .string(title), "tracks": .objects(tracks),
    ]
  }
}

extension TrackDefinition: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "track")
    cityForm = try reader.string("cityForm")
    citySeats = Int(try reader.integer("citySeats", in: 0...1_000))
    countyForm = try reader.string("countyForm")
    countySeats = Int(try reader.integer("countySeats", in: 0...1_000))
    id = try reader.string("id")
    template = try reader.string("template")
    title = try reader.string("title")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "cityForm": .string(cityForm), "citySeats": .integer(Int64(citySeats)), "countyForm": .string(countyForm),
      "countySeats": .integer(Int64(countySeats)), "id": .string(id), "template": .string(template),
      "title": .string(title),
    ]
  }
}

extension FormDefinition: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "form")
    fields = try reader.objects("fields")
    id = try reader.string("id")
    level = try reader.word("level")
    title = try reader.string("title")
    track = try reader.string("track")
    years = try reader.array("years") { value throws(CanonicalJSONError) in
      guard case .integer(let year) = value, (1949...9999).contains(year) else {
        throw CanonicalJSONError(.badValue, field: "form.years")
      }
      return Int(year)
    }
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "fields": .objects(fields), "id": .string(id), "level": .word(level), "title": .string(title),
      "track": .string(track), "years": .array(years.map { .integer(Int64($0)) }),
    ]
  }
}

extension FieldDefinition: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "field")
    direction = try reader.word("direction")
    isFlow = try reader.boolean("flow")
    let highest = Int(try reader.integer("highest"))
    id = try reader.string("id")
    kind = try reader.word("kind")
    label = try reader.string("label")
    let lowest = Int(try reader.integer("lowest"))
    let sublevelWord = try reader.string("sublevel")
    unit = try reader.string("unit")
    warnAbove = Int(try reader.integer("warnAbove"))
    try reader.finish()
    guard lowest <= highest else { throw reader.fault(.badValue, "lowest") }
    guard sublevelWord.isEmpty || Sublevel(rawValue: sublevelWord) != nil else {
      throw reader.fault(.badValue, "sublevel")
    }
    range = lowest...highest
    sublevel = Sublevel(rawValue: sublevelWord)
  }

  package var json: JSONValue {
    [
      "direction": .word(direction), "flow": .boolean(isFlow), "highest": .integer(Int64(range.upperBound)),
      "id": .string(id), "kind": .word(kind), "label": .string(label), "lowest": .integer(Int64(range.lowerBound)),
      "sublevel": .string(sublevel?.rawValue ?? ""), "unit": .string(unit), "warnAbove": .integer(Int64(warnAbove)),
    ]
  }
}

extension TemplateDefinition: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "template")
    id = try reader.string("id")
    sections = try reader.objects("sections")
    title = try reader.string("title")
    track = try reader.string("track")
    try reader.finish()
  }

  package var json: JSONValue {
    ["id": .string(id), "sections": .objects(sections), "title": .string(title), "track": .string(track)]
  }
}

extension TemplateDefinition.Section: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "section")
    isDeclaration = try reader.boolean("declaration")
    depth = Int(try reader.integer("depth", in: 1...3))
    heading = try reader.string("heading")
    id = try reader.string("id")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "declaration": .boolean(isDeclaration), "depth": .integer(Int64(depth)), "heading": .string(heading),
      "id": .string(id),
    ]
  }
}
