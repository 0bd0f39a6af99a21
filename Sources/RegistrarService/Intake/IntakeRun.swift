import ByteCoding
import CanonicalJSON
package import Intake
import OpenSSL
package import Programme
import Vault

/// Takes packages in: reads them side by side, keeps originals and what was understood, and enters each in the register.
package struct IntakeRun: Sendable {
  package struct Options: Sendable {
    /// The track the packages were handed in for; nil when each must say.
    package var track: String?
    /// Whether a package takes the place of the applicant's earlier one.
    package var replacing = false
    /// Packages in memory at the same time.
    package var atOnce = 4

    package init() {}
  }

  package struct Outcome: Sendable {
    /// Lines that are new.
    package let received: [RegisterLine]
    /// Packages that were in the register already, byte for byte: name and number.
    package let known: [(name: String, number: Int64)]
    /// What goes back to each recommending unit.
    package let corrections: [CorrectionList]
  }

  /// A package that was read; its originals lie in the vault.
  private struct Reading: Sendable {
    let path: String
    let files: [StoredOriginal]
    var result: IntakeResult

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var originals: Digest { PackageOriginals.digest(of: files) }
  }

  package let pipeline: IntakePipeline
  package let options: Options

  package init(
    programme: ProgrammeDefinition = .shandong2023, divisions: DivisionTable = .shandong, options: Options = Options()
  ) {
    pipeline = IntakePipeline(programme: programme, divisions: divisions) { SHA256.hash($0) }
    self.options = options
  }

  /// Looks at packages without keeping anything.
  package func check(
    _ submission: Submission, progress: (@Sendable (Int, String) -> Void)? = nil
  ) async -> SeasonReading {
    let results = await pipeline.read(
      packagesAt: submission.packages, track: options.track, atOnce: options.atOnce, progress: progress)
    let packages = zip(submission.packages, results).map { SeasonReading.Package(path: $0, result: $1) }
    return pipeline.check(packages, shared: submission.sharedFiles.compactMap(pipeline.sharedPaper))
  }

  /// Everything becomes part of the vault with the register's last write; before it, nothing has happened.
  ///
  /// - Parameter now: seconds since 1970-01-01 UTC.
  /// - Throws: `VaultError`; `RegistrarError.input` when a package changed while it was read.
  package func take(
    _ submission: Submission, into vault: RegistrarVault, now: Int64,
    progress: (@Sendable (Int, String) -> Void)? = nil
  ) async throws -> Outcome {
    var register = try vault.register()
    try vault.sweep(keeping: vault.referencedNames(register))
    var readings: [Reading] = []
    var known: [(name: String, number: Int64)] = []
    var rest = submission.packages[...]
    while !rest.isEmpty {
      let done = submission.packages.count - rest.count
      for (path, originals, result) in await read(Array(rest.prefix(options.atOnce))) {
        let reading = Reading(path: path, files: originals.stored, result: result)
        progress?(done + 1, path)
        if !reading.files.isEmpty, let line = register.lines.first(where: { $0.originals == reading.originals }) {
          known.append((name: reading.name, number: line.number))
          continue
        }
        try check(originals, of: path, against: result)
        for original in originals.files { try vault.keep(original: original.bytes) }
        readings.append(reading)
      }
      rest = rest.dropFirst(options.atOnce)
    }
    let shared = submission.sharedFiles.compactMap(pipeline.sharedPaper)
    let season = pipeline.check(
      readings.map { SeasonReading.Package(path: $0.path, result: $0.result) }, shared: shared)
    var checks = StandingChecks(divisions: pipeline.divisions, standing: register.standing)
    var received: [RegisterLine] = []
    for (index, package) in season.packages.enumerated() {
      readings[index].result = package.result.adding(
        checks.findings(of: package.result, replacing: options.replacing))
      let line = try line(readings[index], number: register.nextNumber, now: now, checks: checks)
      if let application = package.result.application {
        try vault.write(StoredApplication.name(package: line.number), StoredApplication(application))
      }
      register.append(line)
      checks.take(line)
      received.append(line)
    }
    if !received.isEmpty { try vault.folder.write(Register.name, register.bytes) }
    let corrections = CorrectionList.lists(
      of: readings.map { SeasonReading.Package(path: $0.path, result: $0.result) })
    return Outcome(received: received, known: known, corrections: corrections)
  }

  // MARK: - Reading

  private func read(_ paths: [String]) async -> [(String, PackageOriginals, IntakeResult)] {
    await withTaskGroup(of: (Int, PackageOriginals, IntakeResult).self) { group in
      for (index, path) in paths.enumerated() {
        group.addTask {
          let originals = PackageOriginals(packageAt: path, limits: pipeline.limits)
          return (index, originals, read(path, originals))
        }
      }
      var readings: [(Int, PackageOriginals, IntakeResult)] = []
      for await reading in group { readings.append(reading) }
      return readings.sorted { $0.0 < $1.0 }.map { (paths[$0.0], $0.1, $0.2) }
    }
  }

  /// A zip is understood from the very bytes that are kept.
  private func read(_ path: String, _ originals: PackageOriginals) -> IntakeResult {
    if !PackageOriginals.isFolder(path), let archive = originals.files.first {
      return pipeline.read(archive: archive.bytes, name: archive.path, track: options.track)
    }
    return pipeline.read(packageAt: path, track: options.track)
  }

  /// A folder may change while it is read.
  private func check(
    _ originals: PackageOriginals, of path: String, against result: IntakeResult
  ) throws(RegistrarError) {
    guard PackageOriginals.isFolder(path), !originals.files.isEmpty, !originals.agrees(with: result.files) else {
      return
    }
    throw RegistrarError(
      .input, zh: "\(path) 在读取时被改动；请关闭打开的文件后再运行一次，尚未收下任何材料。",
      en: "\(path) changed while it was read; close what is open and run again. Nothing was taken in.")
  }

  // MARK: - Registering

  /// Findings that a person has to decide on do not keep a package out: the registrar who runs intake sees them.
  private func line(
    _ reading: Reading, number: Int64, now: Int64, checks: StandingChecks
  ) throws -> RegisterLine {
    let result = reading.result
    let application = result.application
    let applicant = application?.identity ?? result.applicant
    let isAccepted = application != nil && result.severity != .blocks
    let replaced = isAccepted && options.replacing ? application.map(checks.twins) ?? [] : []
    return RegisterLine(
      number: number, received: now, name: reading.name, originals: reading.originals, files: reading.files,
      outcome: isAccepted ? .accepted : .refused, track: application?.track ?? result.track ?? "",
      division: applicant?.divisionCode ?? "", applicant: applicant?.name ?? "",
      level: applicant?.level.rawValue ?? "", unit: applicant?.unitCode ?? "", replaces: replaced.map(\.number),
      findings: result.findings.map(StoredFinding.init), salt: try Salt.draw())
  }
}

extension IntakeResult {
  /// With more findings; worst first, then in the order found.
  fileprivate func adding(_ more: [Finding]) -> IntakeResult {
    let findings = (self.findings + more).enumerated()
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    return IntakeResult(
      application: application, applicant: applicant, track: track, findings: findings, files: files, papers: papers)
  }
}

extension RegistrarVault {
  /// Names of originals and applications that the register refers to.
  func referencedNames(_ register: Register) -> Set<String> {
    var names: Set<String> = []
    for line in register.lines {
      names.insert(StoredApplication.name(package: line.number))
      for file in line.files { names.insert(originalName(file.digest)) }
    }
    return names
  }
}
