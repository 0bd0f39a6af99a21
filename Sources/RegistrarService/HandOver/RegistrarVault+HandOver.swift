import Anonymization
import ByteCoding
import CanonicalJSON
import Intake
import OpenSSL
import Panel
import Programme
package import Sealing
package import TransparencyLog
import Vault

extension RegistrarVault {
  /// What was handed over to a session.
  ///
  /// - Returns: nil before.
  package func handOverState(_ session: TrustedSession) throws -> HandOverState? {
    try document(HandOverState.name(session.digest))
  }

  /// The hand-over file (移交包) of a session: the same bytes however often it is asked for.
  ///
  /// - Parameters:
  ///   - renewing: draws pseudonyms and salts anew; only while the session has not published the earlier file.
  ///   - now: seconds since 1970-01-01 UTC.
  /// - Throws: `RegistrarError.unfinished` while findings are open, `.refused` when session and vault disagree, `.input`
  ///   for a committee that cannot be read.
  package func handOver(
    to session: TrustedSession, committee: Committee, custodian: SigningKey, renewing: Bool = false, now: Int64,
    progress: (@Sendable (Int, String) -> Void)? = nil
  ) throws -> (archive: [UInt8], state: HandOverState) {
    if !renewing, let state = try handOverState(session) {
      return (try folder.read(HandOverState.archiveName(session.digest)), state)
    }
    let avoided = try checkCommittee(committee, session)
    let keyset = try session.identityKeyset()
    let review = try checkedReview(session)
    let register = try register()
    let lines = try standing(in: session, register)
    let taken = committee.members.map(\.code) + session.session.keys.map(\.code)
    let items = try items(lines, review, Pseudonyms(taken: taken), progress)
    var builder = HandOverBuilder(
      session: session, signers: [key, custodian],
      escrowKeyset: (digest: keyset.digest, openingKey: try P256Point(keyset.openingKey.bytes)))
    let package = try builder.build(items, register: register, committee: committee, avoided: avoided)
    let archive = try package.encoded()
    let state = HandOverState(
      session: session.digest,
      lines: items.map { HandOverState.Line(application: $0.pseudonym, package: $0.line.number) },
      escrow: EscrowContent(session: session.digest, openings: builder.openings), archive: SHA256.hash(archive),
      time: now)
    try folder.write(HandOverState.archiveName(session.digest), archive)
    try write(HandOverState.name(session.digest), state)
    return (archive, state)
  }

  // MARK: - What must hold before

  private func checkCommittee(_ committee: Committee, _ session: TrustedSession) throws -> [Code: AvoidedDivisions] {
    guard committee.session == session.digest else {
      throw RegistrarError(
        .refused, zh: "委员会文件属于另一场次；请向组织人员索取本场的文件。",
        en: "The committee file belongs to another session; ask the coordinator for this one's.")
    }
    guard Set(committee.members.map(\.code)).count == committee.members.count, !committee.members.isEmpty else {
      throw RegistrarError(
        .input, zh: "委员会文件没有成员，或专家代号重复。", en: "The committee file has no members, or a code twice.")
    }
    guard session.session.exclusions == .plain else {
      throw RegistrarError(
        .refused, zh: "场次要求掩护回避（padded），本版只支持直接回避（plain）；请组织人员改设后重立场次。",
        en: "The session asks for padded exclusions; this version makes plain ones. Found the session with `plain`.")
    }
    var avoided: [Code: AvoidedDivisions] = [:]
    var unknown: [String] = []
    for member in committee.members {
      let divisions = AvoidedDivisions(member.avoid)
      unknown += divisions.unknown.map { "\(member.code) “\($0)”" }
      avoided[member.code] = divisions
    }
    guard unknown.isEmpty else {
      let list = unknown.joined(separator: "，")
      throw RegistrarError(
        .input, zh: "回避地区无法识别：\(list)。请写全称，如“济宁市微山县”；同名的区须带市名。",
        en: "Divisions to avoid that are unknown or ambiguous: \(list). Write them in full, such as 济宁市微山县.")
    }
    return avoided
  }

  private func checkedReview(_ session: TrustedSession) throws -> Review {
    guard let review = try review() else {
      throw RegistrarError(
        .unfinished, zh: "尚未匿名处理；请先运行 anonymize。", en: "Nothing is anonymous yet; run `anonymize` first.")
    }
    guard review.policy.rawValue == session.session.policy.rawValue else {
      throw RegistrarError(
        .unfinished,
        zh:
          "场次要求的匿名方式为 \(session.session.policy.rawValue)，材料按 \(review.policy.rawValue) 处理；请用 --policy 重新运行 anonymize。",
        en: "The session asks for policy \(session.session.policy.rawValue), the packages were made with "
          + "\(review.policy.rawValue); run `anonymize --policy \(session.session.policy.rawValue)`.")
    }
    return review
  }

  private func standing(in session: TrustedSession, _ register: Register) throws -> [RegisterLine] {
    let lines = register.standing.filter { $0.track == session.session.track.text }
    guard !lines.isEmpty else {
      throw RegistrarError(
        .unfinished, zh: "保密库中没有 \(session.session.track) 方向的合格申报材料。",
        en: "The vault holds no accepted package of track \(session.session.track).")
    }
    let levels = Set(session.session.levels.map(\.id.text))
    if let stranger = lines.first(where: { !levels.contains($0.level) }) {
      throw RegistrarError(
        .refused, zh: "第 \(stranger.number) 号材料的级别 \(stranger.level) 不在本场设定之内。",
        en: "Package \(stranger.number) is of level \(stranger.level), which the session does not rank.")
    }
    return lines
  }

  // MARK: - Bundles under their pseudonyms

  private static let redraws = 16

  private func items(
    _ lines: [RegisterLine], _ review: Review, _ pseudonyms: Pseudonyms,
    _ progress: (@Sendable (Int, String) -> Void)?
  ) throws -> [HandOverBuilder.Item] {
    let reviewed = try lines.map { line in (line: line, summary: try checkedDraft(line, review)) }
    var pseudonyms = pseudonyms
    var items: [HandOverBuilder.Item] = []
    for (done, (line, summary)) in reviewed.enumerated() {
      guard let stored = try application(line.number),
        let draft: Draft = try document(Draft.name(package: line.number)),
        SHA256.hash(draft.bundle) == summary.bundle
      else { throw RegistrarVault.lacking(line.number) }
      let (pseudonym, bundle) = try finish(draft, stored.application.identity, summary, review.policy, &pseudonyms)
      items.append(
        HandOverBuilder.Item(
          pseudonym: pseudonym, line: line, bundle: bundle, form: StoredForm(form: stored.application.form),
          clearings: summary.leaks.compactMap { review.clearing(of: $0, in: summary) }))
      progress?(done + 1, line.applicant)
    }
    return items.sorted { $0.pseudonym < $1.pseudonym }
  }

  /// Puts the bundle under a pseudonym and looks over the finished bytes once more. Four random signs may look like
  /// part of a plate or a number: then others are drawn.
  private func finish(
    _ draft: Draft, _ identity: ApplicantIdentity, _ summary: DraftSummary,
    _ policy: Anonymization.AnonymizationPolicy, _ pseudonyms: inout Pseudonyms
  ) throws -> (Code, Draft) {
    for _ in 0..<RegistrarVault.redraws {
      let pseudonym = try pseudonyms.draw()
      let bundle = try draft.under(pseudonym)
      let leaks = Anonymizer(policy: policy).scan(bundle, identity)
      if leaks.allSatisfy({ leak in summary.leaks.contains { $0.code == leak.code } }) { return (pseudonym, bundle) }
    }
    throw RegistrarError(
      .unfinished, zh: "第 \(summary.package) 号的送审材料有新的存疑处（程序已更新）；请重新运行 anonymize。",
      en: "The bundle of package \(summary.package) has findings that the review lacks; run `anonymize` again.")
  }

  private func checkedDraft(_ line: RegisterLine, _ review: Review) throws -> DraftSummary {
    guard let draft = review.draft(line.number) else {
      throw RegistrarError(
        .unfinished, zh: "第 \(line.number) 号尚未匿名处理；请再运行 anonymize。",
        en: "Package \(line.number) was not made anonymous yet; run `anonymize` again.")
    }
    let open = review.open(draft)
    guard open.isEmpty else {
      throw RegistrarError(
        .unfinished, zh: "第 \(line.number) 号还有 \(open.count) 个存疑处未处理；用 anonymize --review 查看，确属误报的用 clear 放行。",
        en:
          "Package \(line.number) has \(open.count) open findings; look at `anonymize --review`, clear what is harmless."
      )
    }
    return draft
  }
}
