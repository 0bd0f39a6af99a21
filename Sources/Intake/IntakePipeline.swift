package import ByteCoding
import OfficeFiles
package import Programme

/// Reads packages: what one contains, who applies, with which numbers and which text, and everything that is wrong.
///
/// It never writes, never follows a link and never opens a connection. Whatever the bytes, it returns; the cost of a
/// package is bounded by its limits.
package struct IntakePipeline: Sendable {
  package let programme: ProgrammeDefinition
  package let divisions: DivisionTable
  package let limits: PackageLimits
  /// SHA-256, handed in: this room has no cryptography.
  private let digest: @Sendable ([UInt8]) -> Digest

  package init(
    programme: ProgrammeDefinition, divisions: DivisionTable, limits: PackageLimits = PackageLimits(),
    digest: @escaping @Sendable ([UInt8]) -> Digest
  ) {
    self.programme = programme
    self.divisions = divisions
    self.limits = limits
    self.digest = digest
  }

  /// Reads one package.
  ///
  /// - Parameters:
  ///   - path: a folder or a zip.
  ///   - track: the track that the package was handed in for; nil when the package itself must say.
  package func read(packageAt path: String, track: String? = nil) -> IntakeResult {
    let (files, findings) = PackageReader(limits: limits).read(path: path)
    return understand(files, containerFindings: findings, name: lastName(path), track: track)
  }

  /// Reads a zip that is in memory.
  package func read(archive bytes: [UInt8], name: String, track: String? = nil) -> IntakeResult {
    let (files, findings) = PackageReader(limits: limits).readArchive(bytes, name: name)
    return understand(files, containerFindings: findings, name: name, track: track)
  }

  /// Reads several packages at once; results stand in the order of the paths.
  ///
  /// - Parameter atOnce: packages in memory at the same time.
  package func read(
    packagesAt paths: [String], track: String? = nil, atOnce: Int = 4,
    progress: (@Sendable (_ done: Int, _ path: String) -> Void)? = nil
  ) async -> [IntakeResult] {
    await withTaskGroup(of: (Int, IntakeResult).self) { group in
      var results = [IntakeResult?](repeating: nil, count: paths.count)
      var next = 0
      var done = 0
      func start() {
        guard next < paths.count else { return }
        let index = next
        next += 1
        group.addTask { (index, self.read(packageAt: paths[index], track: track)) }
      }
      for _ in 0..<max(1, atOnce) { start() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        progress?(done, paths[index])
        start()
      }
      return results.compactMap(\.self)
    }
  }

  /// Reads what a unit, or a whole season, handed in: packages in folders and zips, letters and declarations beside them.
  ///
  /// - Parameter path: a folder of packages, or one package.
  package func read(
    submissionAt path: String, track: String? = nil, quota: QuotaReading = .floorAtLeastOne, atOnce: Int = 4,
    progress: (@Sendable (_ done: Int, _ of: Int, _ path: String) -> Void)? = nil
  ) async -> SeasonReading {
    let found = PackageFinder(limits: limits).find(under: path)
    let count = found.packages.count
    let results = await read(packagesAt: found.packages, track: track, atOnce: atOnce) { done, path in
      progress?(done, count, path)
    }
    let packages = zip(found.packages, results).map { SeasonReading.Package(path: $0, result: $1) }
    return check(packages, shared: found.sharedFiles.compactMap(sharedPaper), quota: quota)
  }

  /// Holds packages against each other: the same place twice, the fifth, letters that serve several.
  package func check(
    _ packages: [SeasonReading.Package], shared: [SealedPaper] = [], quota: QuotaReading = .floorAtLeastOne
  ) -> SeasonReading {
    SeasonChecks(divisions: divisions, quotaReading: quota).reading(packages, shared: shared)
  }

  /// A letter or declaration that lies beside packages.
  ///
  /// - Returns: nil for any other file, and for one that cannot be read.
  package func sharedPaper(_ path: String) -> SealedPaper? {
    guard let role = FileRoles.byName(path), case .success(let bytes) = FileReader.read(path, atMost: limits.fileBytes)
    else { return nil }
    let reader = LetterReader(divisions: divisions)
    let reading = reader.read(bytes, type: FileType(recognising: bytes), looksForSeal: false)
    return reader.paper(reading, role: role, path: lastName(path), programme: programme)
  }

  private func understand(
    _ files: [RawFile], containerFindings: [Finding], name: String, track: String?
  ) -> IntakeResult {
    if files.isEmpty, !containerFindings.isEmpty {
      return IntakeResult(application: nil, applicant: nil, track: track, findings: containerFindings, files: [])
    }
    var understanding = PackageUnderstanding(
      programme: programme, divisions: divisions, limits: limits, digest: digest, name: name, wantedTrack: track,
      findings: containerFindings)
    understanding.sort(files)
    understanding.readForms()
    understanding.readNarratives()
    understanding.readLetters()
    understanding.readDeclarations()
    understanding.identify()
    understanding.compare()
    return understanding.result
  }

  private func lastName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
