import OfficeFiles
import Programme

/// What only several packages together can show: the same place twice, more counties than the fifth allows, a unit's
/// letter that serves the others.
struct SeasonChecks {
  let divisions: DivisionTable
  let quotaReading: QuotaReading

  func reading(_ packages: [SeasonReading.Package], shared: [SealedPaper]) -> SeasonReading {
    let quota = quotaLines(packages)
    let papers = shared + packages.flatMap(\.result.papers)
    let duplicates = duplicates(packages)
    let checked = packages.enumerated().map { index, package in
      let result = package.result
      var findings = result.findings.filter { !isServed($0, result, by: papers) }
      if let other = duplicates[index] {
        findings.append(Finding(.duplicateApplication, detail: lastName(packages[other].path)))
      }
      if let finding = quotaFinding(result, quota) { findings.append(finding) }
      return SeasonReading.Package(path: package.path, result: result.with(findings: findings))
    }
    return SeasonReading(packages: checked, quota: quota)
  }

  // MARK: - Letters for several

  /// A missing letter or declaration that another paper of the same unit makes good by naming the applicant.
  private func isServed(_ finding: Finding, _ result: IntakeResult, by papers: [SealedPaper]) -> Bool {
    let role: PackageFile.Role
    switch finding.code {
    case .missingLetter: role = .letter
    case .missingDeclaration: role = .declaration
    default: return false
    }
    guard let applicant = result.applicant, let city = divisions.division(code: applicant.unitCode) else {
      return false
    }
    return papers.contains { paper in
      paper.role == role && paper.namedDivisions.contains(applicant.divisionCode)
        && paper.signer == city.name + LetterReader.bureau && (paper.track == nil || paper.track == result.track)
    }
  }

  // MARK: - The same place twice

  private struct Candidacy: Hashable {
    let code: String
    let track: String
  }

  /// For each package that is one of several of the same place and track, another of them.
  private func duplicates(_ packages: [SeasonReading.Package]) -> [Int: Int] {
    var byCandidacy: [Candidacy: [Int]] = [:]
    for (index, package) in packages.enumerated() {
      guard let applicant = package.result.applicant, let track = package.result.track else { continue }
      byCandidacy[Candidacy(code: applicant.divisionCode, track: track), default: []].append(index)
    }
    var others: [Int: Int] = [:]
    for indices in byCandidacy.values where indices.count > 1 {
      for index in indices { others[index] = indices.first { $0 != index } }
    }
    return others
  }

  // MARK: - One fifth

  private func quotaLines(_ packages: [SeasonReading.Package]) -> [SeasonReading.QuotaLine] {
    var recommended: [Candidacy: Set<String>] = [:]
    for package in packages {
      guard let applicant = package.result.applicant, applicant.level == .county, let city = applicant.parentCode,
        let track = package.result.track
      else { continue }
      recommended[Candidacy(code: city, track: track), default: []].insert(applicant.divisionCode)
    }
    return recommended.map { candidacy, codes in
      SeasonReading.QuotaLine(
        cityCode: candidacy.code, track: candidacy.track, recommended: codes.count,
        counties: divisions.counties(of: candidacy.code).count)
    }
    .sorted { ($0.track, $0.cityCode) < ($1.track, $1.cityCode) }
  }

  private func quotaFinding(_ result: IntakeResult, _ quota: [SeasonReading.QuotaLine]) -> Finding? {
    guard let applicant = result.applicant, applicant.level == .county,
      let line = quota.first(where: { $0.cityCode == applicant.parentCode && $0.track == result.track }),
      line.isExceeded(quotaReading)
    else { return nil }
    let readings = QuotaReading.allCases.map { "\($0.rawValue) \(line.limit($0))" }.joined(separator: "，")
    return Finding(.quotaExceeded, detail: "推荐 \(line.recommended) 个，所辖 \(line.counties) 个；\(readings)")
  }

  private func lastName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension IntakeResult {
  func with(findings: [Finding]) -> IntakeResult {
    IntakeResult(
      application: application, applicant: applicant, track: track, findings: Finding.ordered(findings), files: files,
      papers: papers)
  }
}
