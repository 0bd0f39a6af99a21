package import ByteCoding
package import CanonicalJSON
package import Panel
import Sealing

/// What the vault keeps of a hand-over: which package goes under which pseudonym, and the openings of all commitments.
package struct HandOverState: CanonicalCodable {
  package struct Line: CanonicalCodable, Equatable {
    package var application: Code
    /// Number in the register.
    package var package: Int64

    init(application: Code, package: Int64) {
      self.application = application
      self.package = package
    }

    package init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "line")
      application = try reader.code("application")
      package = try reader.natural("package")
      try reader.finish()
    }

    package var json: JSONValue { ["application": .string(application.text), "package": .integer(package)] }
  }

  package var session: Digest
  /// In order of pseudonym.
  package var lines: [Line]
  var escrow: EscrowContent
  /// SHA-256 of the hand-over file.
  package var archive: Digest
  /// Seconds since 1970-01-01 UTC.
  package var time: Int64

  init(session: Digest, lines: [Line], escrow: EscrowContent, archive: Digest, time: Int64) {
    self.session = session
    self.lines = lines
    self.escrow = escrow
    self.archive = archive
    self.time = time
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "handOverState")
    session = try reader.digest("session")
    lines = try reader.objects("lines")
    escrow = try reader.object("escrow")
    archive = try reader.digest("archive")
    time = try reader.natural("time")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "session": .digest(session), "lines": .objects(lines), "escrow": escrow.json, "archive": .digest(archive),
      "time": .integer(time),
    ]
  }

  static func name(_ session: Digest) -> String { "handover-" + Hex.encode(session.bytes.prefix(16)) }
  static func archiveName(_ session: Digest) -> String { name(session) + "-archive" }
}
