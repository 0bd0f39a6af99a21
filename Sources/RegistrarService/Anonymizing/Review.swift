package import Anonymization
package import ByteCoding
package import CanonicalJSON
import Panel

/// What anonymizing the season's packages left to look at. It stays in the vault.
package struct Review: CanonicalCodable {
  static let name = "review"
  /// The pseudonym of drafts: it is never drawn, and as long as a real one, so that places in a draft are those in the
  /// finished bundle.
  static let draftPseudonym: Code = "0000"

  package var policy: Anonymization.AnonymizationPolicy
  package var drafts: [DraftSummary]
  package var clearings: [Clearing]

  init(policy: Anonymization.AnonymizationPolicy, drafts: [DraftSummary], clearings: [Clearing]) {
    self.policy = policy
    self.drafts = drafts
    self.clearings = clearings
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "review")
    policy = try reader.word("policy")
    drafts = try reader.objects("drafts")
    clearings = try reader.objects("clearings")
    try reader.finish()
  }

  package var json: JSONValue {
    ["policy": .word(policy), "drafts": .objects(drafts), "clearings": .objects(clearings)]
  }

  package func draft(_ package: Int64) -> DraftSummary? { drafts.first { $0.package == package } }

  /// Findings of a draft that nobody cleared.
  package func open(_ draft: DraftSummary) -> [DraftFinding] {
    draft.leaks.filter { leak in clearing(of: leak, in: draft) == nil }
  }

  /// The clearing of a finding, good for the exact draft that was looked at.
  func clearing(of leak: DraftFinding, in draft: DraftSummary) -> Clearing? {
    clearings.first { $0.package == draft.package && $0.bundle == draft.bundle && $0.finding == leak.code }
  }
}

/// One application made anonymous, for people to look at.
package struct DraftSummary: CanonicalCodable, Equatable {
  /// Number in the register.
  package var package: Int64
  /// SHA-256 of the bundle under the draft pseudonym.
  package var bundle: Digest
  package var size: Int64
  package var counts: [DraftCount]
  /// How many applicants of the level have the values that the bundle shows.
  package var fitting: Int64
  /// Places that the leak scan stops at.
  package var leaks: [DraftFinding]
  /// Places where a name may stand and was left: worth a look, they stop nothing.
  package var questions: [DraftFinding]
  /// What was replaced, in order: the words and what stands for them.
  package var replacements: [DraftReplacement]

  init(
    package: Int64, bundle: Digest, size: Int64, counts: [DraftCount], fitting: Int64, leaks: [DraftFinding],
    questions: [DraftFinding], replacements: [DraftReplacement]
  ) {
    self.package = package
    self.bundle = bundle
    self.size = size
    self.counts = counts
    self.fitting = fitting
    self.leaks = leaks
    self.questions = questions
    self.replacements = replacements
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "draft")
    package = try reader.natural("package")
    bundle = try reader.digest("bundle")
    size = try reader.natural("size")
    counts = try reader.objects("counts")
    fitting = try reader.natural("fitting")
    leaks = try reader.objects("leaks")
    questions = try reader.objects("questions")
    replacements = try reader.objects("replacements")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "package": .integer(package), "bundle": .digest(bundle), "size": .integer(size), "counts": .objects(counts),
      "fitting": .integer(fitting), "leaks": .objects(leaks), "questions": .objects(questions),
      "replacements": .objects(replacements),
    ]
  }

  /// All replacements together.
  package var redactionCount: Int64 { counts.reduce(0) { $0 + $1.count } }
}

package struct DraftCount: CanonicalCodable, Equatable {
  package var rule: RedactionRule
  package var count: Int64

  init(rule: RedactionRule, count: Int64) {
    self.rule = rule
    self.count = count
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "count")
    rule = try reader.word("rule")
    count = try reader.natural("count")
    try reader.finish()
  }

  package var json: JSONValue { ["rule": .word(rule), "count": .integer(count)] }
}

/// A place in a draft.
package struct DraftFinding: CanonicalCodable, Equatable {
  /// Names it in `clear`: `LEAK_PLACE_NAME@1234`.
  package var code: String
  package var rule: String
  package var zh: String
  package var excerpt: String

  init(code: String, rule: String, zh: String, excerpt: String) {
    self.code = code
    self.rule = rule
    self.zh = zh
    self.excerpt = excerpt
  }

  init(_ leak: LeakFinding) {
    self.init(code: leak.code, rule: leak.rule.rawValue, zh: leak.rule.zh, excerpt: leak.excerpt)
  }

  init(_ question: OpenQuestion) {
    let place = question.place
    self.init(
      code: "\(question.rule.rawValue)@\(place.section).\(place.block).\(place.row).\(place.column)",
      rule: question.rule.rawValue, zh: question.rule.zh, excerpt: question.excerpt)
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "place")
    code = try reader.string("code")
    rule = try reader.string("rule")
    zh = try reader.string("zh")
    excerpt = try reader.text("excerpt")
    try reader.finish()
  }

  package var json: JSONValue {
    ["code": .string(code), "rule": .string(rule), "zh": .string(zh), "excerpt": StoredText.json(excerpt)]
  }
}

package struct DraftReplacement: CanonicalCodable, Equatable {
  package var rule: RedactionRule
  package var written: String

  init(rule: RedactionRule, written: String) {
    self.rule = rule
    self.written = written
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "replacement")
    rule = try reader.word("rule")
    written = try reader.text("written")
    try reader.finish()
  }

  package var json: JSONValue { ["rule": .word(rule), "written": StoredText.json(written)] }
}

/// A finding that both persons of the vault looked at and cleared (放行).
package struct Clearing: CanonicalCodable, Equatable {
  package var package: Int64
  /// The draft that was looked at.
  package var bundle: Digest
  package var finding: String
  package var rule: String
  package var excerpt: String
  package var reason: String
  /// Seconds since 1970-01-01 UTC.
  package var time: Int64

  init(
    package: Int64, bundle: Digest, finding: String, rule: String, excerpt: String, reason: String, time: Int64
  ) {
    self.package = package
    self.bundle = bundle
    self.finding = finding
    self.rule = rule
    self.excerpt = excerpt
    self.reason = reason
    self.time = time
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "clearing")
    package = try reader.natural("package")
    bundle = try reader.digest("bundle")
    finding = try reader.string("finding")
    rule = try reader.string("rule")
    excerpt = try reader.text("excerpt")
    reason = try reader.text("reason")
    time = try reader.natural("time")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "package": .integer(package), "bundle": .digest(bundle), "finding": .string(finding), "rule": .string(rule),
      "excerpt": StoredText.json(excerpt), "reason": StoredText.json(reason), "time": .integer(time),
    ]
  }
}
