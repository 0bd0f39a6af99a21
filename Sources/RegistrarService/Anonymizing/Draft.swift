import Anonymization
import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel

/// A bundle as it was looked at, under the draft pseudonym. What is handed over is this bundle under its pseudonym,
/// never a new one.
struct Draft: CanonicalCodable {
  static let prefix = "draft-"
  static func name(package number: Int64) -> String { prefix + String(number) }

  let bundle: [UInt8]
  let report: RedactionReport
  /// Names the scan looks for: those removed, and those of the package.
  let known: [String]

  init(bundle: [UInt8], report: RedactionReport, known: [String]) {
    self.bundle = bundle
    self.report = report
    self.known = known
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "draft")
    bundle = try reader.bytes("bundle")
    report = try reader.object("report")
    known = try reader.array("known") { value throws(CanonicalJSONError) in try StoredText.read(value) }
    try reader.finish()
  }

  var json: JSONValue {
    ["bundle": .bytes(bundle), "report": report.json, "known": .array(known.map(StoredText.json))]
  }

  /// The finished bundle with its report.
  ///
  /// - Throws: `CanonicalJSONError` when the draft is no bundle.
  func under(_ pseudonym: Code) throws(CanonicalJSONError) -> Draft {
    let draft = try BundleDocument(canonicalBytes: bundle, limits: BundleDocument.limits)
    let document = BundleDocument(
      application: pseudonym, form: draft.form, level: draft.level, narrative: draft.narrative, policy: draft.policy,
      track: draft.track)
    let bytes = document.canonicalBytes
    return Draft(
      bundle: bytes, report: try report.under(pseudonym, bundle: SHA256.hash(bytes)), known: known)
  }
}
