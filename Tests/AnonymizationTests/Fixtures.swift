import Intake
import Programme

@testable import Anonymization

/// Applicants and applications made up for the tests.
enum Fixtures {
  struct NoSuchDivision: Error { let code: String }

  static func identity(_ code: String, person: String = "") throws -> ApplicantIdentity {
    guard let division = DivisionTable.shandong.division(code: code) else { throw NoSuchDivision(code: code) }
    return ApplicantIdentity(
      divisionCode: code, name: division.name, level: division.level, parentCode: division.parentCode,
      recommendingUnit: "工业和信息化局",
      contacts: person.isEmpty ? [] : [ApplicantIdentity.Contact(person: person, phone: "0531-85551234")])
  }

  static func applicant(_ code: String, known: [String] = [], declared: [String] = []) throws -> Applicant {
    Applicant(identity: try identity(code), divisions: .shandong, knownNames: known, declaredNames: declared)
  }

  static func context(_ code: String, label: String = "") throws -> DetectionContext {
    let applicant = try applicant(code)
    return DetectionContext(
      applicant: applicant, gazetteer: Gazetteer(applicant: applicant, localNames: .shandong), label: label)
  }

  /// The text after redaction for one applicant.
  static func redacted(
    _ text: String, for code: String = "370100", declared: [String] = [], label: String = "",
    policy: AnonymizationPolicy = .standard
  ) throws -> String {
    var redactor = Redactor(
      applicant: try applicant(code, declared: declared), localNames: .shandong, policy: policy)
    redactor.learn(from: [LabelledText(text, label: label)])
    return redactor.redact(LabelledText(text, label: label)).text
  }

  static func application(
    _ code: String, paragraphs: [String], tables: [[[String]]] = [], knownNames: [String] = [],
    form: FormValues = FormValues(form: "annex4")
  ) throws -> Application {
    let identity = try identity(code, person: "何晓丽")
    let blocks = paragraphs.map(NarrativeBlock.paragraph) + tables.map(NarrativeBlock.table)
    return Application(
      identity: identity, track: "A", level: identity.level, form: form, approval: .yes, incidents: .none,
      narrative: Narrative(sections: [
        NarrativeSection(templateID: "A1", heading: "一、基本情况", depth: 1, blocks: blocks)
      ]), knownNames: knownNames, files: [])
  }
}
