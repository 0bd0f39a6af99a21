package import Anonymization
import OpenSSL
import Panel
package import TransparencyLog
import Vault

extension RegistrarVault {
  /// What anonymizing left to look at.
  ///
  /// - Returns: nil before the first run.
  package func review() throws -> Review? { try document(Review.name) }

  /// Makes every standing application anonymous and looks the results over. Clearings of drafts that come out the same
  /// stay good.
  ///
  /// - Throws: `RegistrarError.unfinished` when there is nothing accepted; `VaultError`.
  package func anonymize(
    policy: Anonymization.AnonymizationPolicy, progress: (@Sendable (Int, String) -> Void)? = nil
  ) async throws -> Review {
    let tasks = try anonymizingTasks(try register().standing)
    guard !tasks.isEmpty else {
      throw RegistrarError(
        .unfinished, zh: "没有合格的申报材料；请先运行 intake。", en: "No package is accepted yet; run `intake` first.")
    }
    let results = await Anonymizer(policy: policy).run(tasks, progress: progress)
    for result in results { try write(Draft.name(package: result.number), result.draft) }
    let review = Review(
      policy: policy, drafts: results.map(\.summary), clearings: try review()?.clearings ?? [])
    try write(Review.name, review)
    return review
  }

  private func anonymizingTasks(_ lines: [RegisterLine]) throws -> [Anonymizer.Task] {
    try lines.map { line in
      guard let stored = try application(line.number) else { throw RegistrarVault.lacking(line.number) }
      return Anonymizer.Task(number: line.number, application: stored.application)
    }
  }

  static func lacking(_ number: Int64) -> RegistrarError {
    RegistrarError(
      .input, zh: "保密库缺少第 \(number) 号申报材料的内容；请从备份恢复。",
      en: "The vault lacks what was understood of package \(number); restore it from a backup.")
  }

  /// Clears one finding of one draft. Both persons must be there: the second shows it by their key.
  ///
  /// - Parameter finding: the code of one finding, or a rule: then all of the draft's findings by that rule.
  /// - Throws: `RegistrarError.input` when there is no such finding or no reason.
  package func clear(
    package number: Int64, finding: String, reason: String, custodian: SigningKey, now: Int64
  ) throws -> [Clearing] {
    guard custodian.publicKey == profile.custodianKey else {
      throw RegistrarError(.refused, zh: "放行须由第二人在场。", en: "A clearing needs the second person's own key.")
    }
    guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw RegistrarError(.input, zh: "请写明放行理由（--reason）。", en: "Say why it may pass: --reason.")
    }
    guard var review = try review(), let draft = review.draft(number) else {
      throw RegistrarError(
        .unfinished, zh: "第 \(number) 号尚未匿名处理；请先运行 anonymize。",
        en: "Package \(number) was not made anonymous yet; run `anonymize` first.")
    }
    let leaks = draft.leaks.filter { $0.code == finding || $0.rule == finding }
    guard !leaks.isEmpty else {
      let codes = draft.leaks.map(\.code).joined(separator: ", ")
      throw RegistrarError(
        .input, zh: "第 \(number) 号没有存疑处 \(finding)；现有：\(codes.isEmpty ? "无" : codes)。",
        en: "Package \(number) has no finding \(finding); it has: \(codes.isEmpty ? "none" : codes).")
    }
    let clearings = leaks.map { leak in
      Clearing(
        package: number, bundle: draft.bundle, finding: leak.code, rule: leak.rule, excerpt: leak.excerpt,
        reason: reason, time: now)
    }
    review.clearings.removeAll { old in clearings.contains { $0.package == old.package && $0.finding == old.finding } }
    review.clearings += clearings
    try write(Review.name, review)
    return clearings
  }
}
