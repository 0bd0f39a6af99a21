import Anonymization
import ByteCoding
import CanonicalJSON
import Intake
import OpenSSL
import Panel
import Programme

/// Makes bundles and looks them over; what it makes depends on the applications and the policy alone.
struct Anonymizer: Sendable {
  /// Stands in the hand-over.
  static let version = "plumbline-anonymizer/1"

  struct Result: Sendable {
    let number: Int64
    let draft: Draft
    let leaks: [LeakFinding]
    let summary: DraftSummary
  }

  /// One standing package.
  struct Task: Sendable {
    let number: Int64
    let application: Application
  }

  let policy: Anonymization.AnonymizationPolicy

  /// Side by side, in the order of the tasks.
  func run(
    _ tasks: [Task], atOnce: Int = 4, progress: (@Sendable (Int, String) -> Void)? = nil
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: tasks.count)
      var next = 0
      var done = 0
      func start() {
        guard next < tasks.count else { return }
        let (index, task) = (next, tasks[next])
        next += 1
        group.addTask { (index, run(task, among: tasks)) }
      }
      for _ in 0..<max(1, atOnce) { start() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        progress?(done, tasks[index].application.identity.name)
        start()
      }
      return results.compactMap(\.self)
    }
  }

  /// - Parameter tasks: the season, whose numbers say how many applicants those shown would fit.
  private func run(_ task: Task, among tasks: [Task]) -> Result {
    let own = task.application
    let others = tasks.filter {
      $0.number != task.number && $0.application.track == own.track && $0.application.form.form == own.form.form
    }.map(\.application.form)
    let output = BundleBuilder { SHA256.hash($0) }.build(
      application: own, pseudonym: Review.draftPseudonym, policy: policy,
      knowledge: BundleBuilder.Knowledge(otherForms: others))
    let draft = Draft(bundle: output.bytes, report: output.report, known: output.removedNames + own.knownNames)
    let leaks = scan(draft, own.identity)
    let summary = DraftSummary(
      package: task.number, bundle: SHA256.hash(output.bytes), size: Int64(output.bytes.count),
      counts: output.report.counts.map { DraftCount(rule: $0.rule, count: Int64($0.count)) },
      fitting: Int64(output.report.fitting), leaks: leaks.map(DraftFinding.init),
      questions: output.openQuestions.map(DraftFinding.init),
      replacements: output.replacements.map {
        DraftReplacement(rule: $0.replacement.rule, written: $0.replacement.written)
      })
    return Result(number: task.number, draft: draft, leaks: leaks, summary: summary)
  }

  /// Looks over the bytes a reviewer will get. Under `named` names stay, and nothing is looked for.
  func scan(_ draft: Draft, _ identity: ApplicantIdentity) -> [LeakFinding] {
    guard policy != .named else { return [] }
    let scan = LeakScan(identity: identity, divisions: .shandong, localNames: .shandong, known: draft.known)
    return scan.findings(in: draft.bundle)
  }
}

extension RedactionReport {
  /// The same of the bundle under another pseudonym.
  func under(_ pseudonym: Code, bundle: Digest) throws(CanonicalJSONError) -> RedactionReport {
    guard case .object(let members) = json else { preconditionFailure("a report is an object") }
    let replaced = members.map { member in
      switch member.key {
      case "application": JSONMember(member.key, .string(pseudonym.text))
      case "bundle": JSONMember(member.key, .digest(bundle))
      default: member
      }
    }
    return try RedactionReport(json: .object(replaced))
  }
}
