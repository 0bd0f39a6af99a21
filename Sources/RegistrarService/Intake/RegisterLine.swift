package import ByteCoding
package import CanonicalJSON
package import Intake
import Panel

/// One package in the register (收件登记): received, whatever became of it.
package struct RegisterLine: CanonicalCodable, Equatable {
  package enum Outcome: String, Sendable {
    /// 合格: nothing blocks it.
    case accepted
    /// 须补正: kept, not handed over.
    case refused
  }

  /// 1, 2 … in order of receipt.
  package var number: Int64
  /// Seconds since 1970-01-01 UTC, by the clock of the registrar's machine.
  package var received: Int64
  /// The package's name as it came.
  package var name: String
  /// Digest over the list of files.
  package var originals: Digest
  package var files: [StoredOriginal]
  package var outcome: Outcome
  /// `A` or `B`; empty where nothing says.
  package var track: String
  /// Division code, name and level; empty where nothing says who applies.
  package var division: String
  package var applicant: String
  package var level: String
  /// Code of the city whose bureau recommends.
  package var unit: String
  /// Earlier packages of this applicant that it takes the place of.
  package var replaces: [Int64]
  package var findings: [StoredFinding]
  /// 32 random bytes: the register's root then confirms no guess.
  package var salt: Digest

  init(
    number: Int64, received: Int64, name: String, originals: Digest, files: [StoredOriginal], outcome: Outcome,
    track: String, division: String, applicant: String, level: String, unit: String, replaces: [Int64],
    findings: [StoredFinding], salt: Digest
  ) {
    self.number = number
    self.received = received
    self.name = name
    self.originals = originals
    self.files = files
    self.outcome = outcome
    self.track = track
    self.division = division
    self.applicant = applicant
    self.level = level
    self.unit = unit
    self.replaces = replaces
    self.findings = findings
    self.salt = salt
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "register")
    number = try reader.natural("number")
    received = try reader.natural("received")
    name = try reader.text("name")
    originals = try reader.digest("originals")
    files = try reader.objects("files")
    outcome = try reader.word("outcome")
    track = try reader.string("track")
    division = try reader.string("division")
    applicant = try reader.text("applicant")
    level = try reader.string("level")
    unit = try reader.string("unit")
    let fault = reader.fault(.badValue, "replaces")
    replaces = try reader.array("replaces") { value throws(CanonicalJSONError) in
      guard case .integer(let number) = value else { throw fault }
      return number
    }
    findings = try reader.objects("findings")
    salt = try reader.digest("salt")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "number": .integer(number), "received": .integer(received), "name": StoredText.json(name),
      "originals": .digest(originals), "files": .objects(files), "outcome": .word(outcome),
      "track": .string(track), "division": .string(division), "applicant": StoredText.json(applicant),
      "level": .string(level), "unit": .string(unit), "replaces": .array(replaces.map(JSONValue.integer)),
      "findings": .objects(findings), "salt": .digest(salt),
    ]
  }
}

/// A finding of intake as it was said.
package struct StoredFinding: CanonicalCodable, Equatable {
  package var code: String
  package var severity: Finding.Severity
  package var file: String
  package var part: String
  package var cell: String
  package var zh: String
  package var en: String
  package var adviceZH: String
  package var adviceEN: String

  package init(_ finding: Finding) {
    code = finding.code.rawValue
    severity = finding.severity
    file = finding.place.file
    part = finding.place.part
    cell = finding.place.cell
    zh = finding.zh
    en = finding.en
    adviceZH = finding.adviceZH
    adviceEN = finding.adviceEN
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "finding")
    code = try reader.string("code")
    severity = try reader.word("severity")
    file = try reader.text("file")
    part = try reader.text("part")
    cell = try reader.text("cell")
    zh = try reader.text("zh")
    en = try reader.text("en")
    adviceZH = try reader.text("adviceZh")
    adviceEN = try reader.text("adviceEn")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code), "severity": .word(severity), "file": StoredText.json(file), "part": StoredText.json(part),
      "cell": StoredText.json(cell), "zh": StoredText.json(zh), "en": StoredText.json(en),
      "adviceZh": StoredText.json(adviceZH), "adviceEn": StoredText.json(adviceEN),
    ]
  }

  /// Where it stands, for a person: file, part, cell, as far as they are known.
  package var place: String { [file, part, cell].filter { !$0.isEmpty }.joined(separator: " ") }
}
