import ByteCoding
package import OpenSSL
package import Panel

extension SessionState {
  /// Opens every sheet that counts, by the frozen rule for void ones.
  ///
  /// A sheet that does not open or is not a valid sheet is void and is listed. `previous-valid-then-absent` then takes
  /// the same reviewer's last earlier sheet on the application that is valid; `absent` takes none. Withdrawn
  /// applications are left out.
  package func openedPanel(privateKey: P256Scalar) -> OpenedPanel {
    guard let session = session?.record else { return OpenedPanel(sheets: [], voids: [], absent: []) }
    let rubrics = Dictionary(uniqueKeysWithValues: session.levels.map { ($0.id, $0.rubric) })
    var sheets: [OpenedSheet] = []
    var voids: [VoidLine] = []
    var absent: [CountedLine] = []
    for line in countedLines {
      guard let application = applications[line.application], !application.withdrawn,
        let rubric = rubrics[application.level]
      else { continue }
      guard line.state == .sheet, let chain = chains[line.reviewer] else {
        absent.append(line)
        continue
      }
      var counting: OpenedSheet?
      for entry in chain.sheets[line.application, default: []].reversed()
      where !chain.disowned.contains(entry.digest) {
        let opened = SheetSeal.open(
          entry.record, privateKey: privateKey, rubric: rubric, size: Int(session.sheetBytes))
        switch opened {
        case .success(let sheet):
          counting = OpenedSheet(
            application: line.application, reviewer: line.reviewer, digest: entry.digest, sheet: sheet)
        case .failure(let fault):
          voids.append(
            VoidLine(
              sheet: entry.digest, reviewer: line.reviewer, application: line.application, reason: fault.reason))
        }
        if counting != nil || session.rule.onVoid == .absent { break }
      }
      if let counting { sheets.append(counting) } else { absent.append(line) }
    }
    return OpenedPanel(sheets: sheets, voids: voids.sorted { $0.sheet < $1.sheet }, absent: absent)
  }
}
