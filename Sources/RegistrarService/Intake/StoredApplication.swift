import ByteCoding
import CanonicalJSON
import Intake
import Panel
import Programme

/// What intake understood of a package, as the vault keeps it: every later step works on this and nothing else.
///
/// Texts of the package stand as base64 of their UTF-8: they hold what was written, invisible signs too, which
/// canonical JSON refuses and the anonymizer must see.
struct StoredApplication: CanonicalCodable {
  static let prefix = "application-"

  static func name(package number: Int64) -> String { prefix + String(number) }

  var application: Application

  init(_ application: Application) {
    self.application = application
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "application")
    application = Application(
      identity: try reader.object("identity", as: StoredIdentity.self).identity, track: try reader.string("track"),
      level: try reader.word("level"), form: try reader.object("form", as: StoredForm.self).form,
      approval: try reader.word("approval"), incidents: try reader.word("incidents"),
      narrative: Narrative(sections: try reader.objects("narrative", as: StoredSection.self).map(\.section)),
      knownNames: try reader.array("knownNames") { value throws(CanonicalJSONError) in try StoredText.read(value) },
      files: try reader.objects("files", as: StoredFile.self).map(\.file))
    try reader.finish()
  }

  var json: JSONValue {
    [
      "identity": StoredIdentity(identity: application.identity).json,
      "track": .string(application.track),
      "level": .word(application.level),
      "form": StoredForm(form: application.form).json,
      "approval": .word(application.approval),
      "incidents": .word(application.incidents),
      "narrative": .objects(application.narrative.sections.map { StoredSection(section: $0) }),
      "knownNames": .array(application.knownNames.map(StoredText.json)),
      "files": .objects(application.files.map { StoredFile(file: $0) }),
    ]
  }
}

/// A text of a package.
enum StoredText {
  static func json(_ text: String) -> JSONValue { .bytes(text.utf8) }

  static func read(_ value: JSONValue) throws(CanonicalJSONError) -> String {
    guard case .string(let coded) = value, let bytes = Base64.decode(coded),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw CanonicalJSONError(.badValue, field: "text") }
    return text
  }
}

extension ObjectReader {
  mutating func text(_ key: String) throws(CanonicalJSONError) -> String { try StoredText.read(value(key)) }
}

struct StoredFile: CanonicalCodable, Equatable {
  let file: PackageFile

  init(file: PackageFile) {
    self.file = file
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "file")
    file = PackageFile(
      path: try reader.text("path"), role: try reader.word("role"), byteCount: Int(try reader.natural("size")),
      digest: try reader.digest("digest"))
    try reader.finish()
  }

  var json: JSONValue {
    [
      "path": StoredText.json(file.path), "role": .word(file.role), "size": .integer(Int64(file.byteCount)),
      "digest": .digest(file.digest),
    ]
  }
}

private struct StoredIdentity: CanonicalCodable {
  let identity: ApplicantIdentity

  init(identity: ApplicantIdentity) {
    self.identity = identity
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "identity")
    let parent = try reader.string("parent")
    identity = ApplicantIdentity(
      divisionCode: try reader.string("division"), name: try reader.text("name"), level: try reader.word("level"),
      parentCode: parent.isEmpty ? nil : parent, recommendingUnit: try reader.text("unit"),
      contacts: try reader.objects("contacts", as: StoredContact.self).map(\.contact))
    try reader.finish()
  }

  var json: JSONValue {
    [
      "division": .string(identity.divisionCode), "name": StoredText.json(identity.name),
      "level": .word(identity.level), "parent": .string(identity.parentCode ?? ""),
      "unit": StoredText.json(identity.recommendingUnit),
      "contacts": .objects(identity.contacts.map { StoredContact(contact: $0) }),
    ]
  }
}

private struct StoredContact: CanonicalCodable {
  let contact: ApplicantIdentity.Contact

  init(contact: ApplicantIdentity.Contact) {
    self.contact = contact
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "contact")
    contact = ApplicantIdentity.Contact(person: try reader.text("person"), phone: try reader.text("phone"))
    try reader.finish()
  }

  var json: JSONValue { ["person": StoredText.json(contact.person), "phone": StoredText.json(contact.phone)] }
}
