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
    /// Packages whose findings need a person's decision are accepted: the person who runs intake has looked.
    package var acceptsDecisions = true

    package init() {}
  }

  package struct Outcome: Sendable {
    /// Lines that are new.
    package let received: [RegisterLine]
    /// Packages that were in the register already, byte for byte: name and number.
    package let known: [(name: String, number: Int64)]
  }

  private struct Reading: Sendable {
    let path: String
    let originals: PackageOriginals
    let result: IntakeResult
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
    _ paths: [String], progress: (@Sendable (Int, String) -> Void)? = nil
  ) async -> [(path: String, result: IntakeResult)] {
    let results = await pipeline.read(
      packagesAt: paths, track: options.track, atOnce: options.atOnce, progress: progress)
    return Array(zip(paths, results)).map { (path: $0, result: $1) }
  }

  /// Everything becomes part of the vault with the register's last write; before it, nothing has happened.
  ///
  /// - Parameters:
  ///   - paths: packages, in the order in which they are to be numbered.
  ///   - now: seconds since 1970-01-01 UTC.
  /// - Throws: `VaultError`; `RegistrarError.input` when a package changed while it was read.
  package func take(
    _ paths: [String], into vault: RegistrarVault, now: Int64, progress: (@Sendable (Int, String) -> Void)? = nil
  ) async throws -> Outcome {
    var register = try vault.register()
    try vault.sweep(keeping: vault.referencedNames(register))
    var checks = SeasonChecks(divisions: pipeline.divisions, standing: register.standing)
    var received: [RegisterLine] = []
    var known: [(name: String, number: Int64)] = []
    for reading in await read(paths, progress: progress) {
      let name = reading.path.split(separator: "/").last.map(String.init) ?? reading.path
      let digest = reading.originals.digest
      if !reading.originals.files.isEmpty, let line = register.lines.first(where: { $0.originals == digest }) {
        known.append((name: name, number: line.number))
        continue
      }
      let line = try line(
        reading, name: name, number: register.nextNumber, now: now, checks: checks)
      for original in reading.originals.files { try vault.keep(original: original.bytes) }
      if let application = reading.result.application {
        try vault.write(StoredApplication.name(package: line.number), StoredApplication(application))
      }
      register.append(line)
      checks.take(line)
      received.append(line)
    }
    if !received.isEmpty { try vault.folder.write(Register.name, register.bytes) }
    return Outcome(received: received, known: known)
  }

  private func read(_ paths: [String], progress: (@Sendable (Int, String) -> Void)?) async -> [Reading] {
    await withTaskGroup(of: (Int, Reading).self) { group in
      var readings = [Reading?](repeating: nil, count: paths.count)
      var next = 0
      var done = 0
      func start() {
        guard next < paths.count else { return }
        let index = next
        next += 1
        group.addTask { (index, read(paths[index])) }
      }
      for _ in 0..<max(1, options.atOnce) { start() }
      while let (index, reading) = await group.next() {
        readings[index] = reading
        done += 1
        progress?(done, paths[index])
        start()
      }
      return readings.compactMap(\.self)
    }
  }

  private func read(_ path: String) -> Reading {
    let originals = PackageOriginals(packageAt: path, limits: pipeline.limits)
    let result =
      if !PackageOriginals.isFolder(path), let archive = originals.files.first {
        pipeline.read(archive: archive.bytes, name: archive.path, track: options.track)
      } else {
        pipeline.read(packageAt: path, track: options.track)
      }
    return Reading(path: path, originals: originals, result: result)
  }

  private func line(
    _ reading: Reading, name: String, number: Int64, now: Int64, checks: SeasonChecks
  ) throws -> RegisterLine {
    if PackageOriginals.isFolder(reading.path), !reading.originals.files.isEmpty,
      !reading.originals.agrees(with: reading.result.files)
    {
      throw RegistrarError(
        .input, zh: "\(reading.path) 在读取时被改动；请关闭打开的文件后再运行一次，尚未收下任何材料。",
        en: "\(reading.path) changed while it was read; close what is open and run again. Nothing was taken in.")
    }
    let result = reading.result
    let applicant = result.application?.identity ?? result.applicant
    let track = result.application?.track ?? result.track ?? ""
    let division = applicant?.divisionCode ?? ""
    let level = applicant?.level.rawValue ?? ""
    let unit = applicant?.unitCode ?? ""
    let seasonal =
      result.application == nil
      ? []
      : checks.findings(
        division: division, track: track, level: level, unit: unit, replacing: options.replacing)
    let findings = (result.findings + seasonal).enumerated()
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    let isTwin = seasonal.contains { $0.code == .duplicateApplication }
    let worst = findings.map(\.severity).max() ?? .information
    let isAccepted =
      result.application != nil && !isTwin && worst < (options.acceptsDecisions ? .blocks : .decision)
    let replaced = isAccepted && options.replacing ? checks.twins(division: division, track: track) : []
    return RegisterLine(
      number: number, received: now, name: name, originals: reading.originals.digest,
      files: reading.originals.files.map {
        StoredOriginal(path: $0.path, size: Int64($0.bytes.count), digest: $0.digest)
      },
      outcome: isAccepted ? .accepted : .refused, track: track, division: division, applicant: applicant?.name ?? "",
      level: level, unit: unit, replaces: replaced.map(\.number), findings: findings.map(StoredFinding.init),
      salt: try Salt.draw())
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
