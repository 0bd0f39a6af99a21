import ByteCoding
package import OpenSSL
package import Panel

extension SessionState {
  /// Opens every sheet that counts, by the frozen rule for void ones.
  ///
  /// A sheet that does not open or is not a valid sheet is void and is listed. `previous-valid-then-absent` then takes
  /// the same reviewer's last earlier sheet on the application that is valid; `absent` takes none. Withdrawn
  /// applications are left out. Pairs are opened on all cores.
  package func openedPanel(privateKey: P256Scalar) -> OpenedPanel {
    guard let session = session?.record else { return OpenedPanel(sheets: [], voids: [], absent: []) }
    let rubrics = Dictionary(uniqueKeysWithValues: session.levels.map { ($0.id, $0.rubric) })
    let lines = countedLines.filter { applications[$0.application]?.withdrawn == false }
    let pairs = lines.parallelMap { line -> (opened: OpenedSheet?, voids: [VoidLine]) in
      guard line.state == .sheet, let application = applications[line.application],
        let rubric = rubrics[application.level]
      else { return (nil, []) }
      return open(line, rubric: rubric, session, privateKey)
    }
    return OpenedPanel(
      sheets: pairs.compactMap(\.opened), voids: pairs.flatMap(\.voids).sorted { $0.sheet < $1.sheet },
      absent: zip(lines, pairs).compactMap { $1.opened == nil ? $0 : nil })
  }

  /// The sheets of one pair from the last that the reviewer stands by, backwards as far as the rule for void ones says.
  private func open(
    _ line: CountedLine, rubric: Rubric, _ session: Session, _ privateKey: P256Scalar
  ) -> (opened: OpenedSheet?, voids: [VoidLine]) {
    guard let chain = chains[line.reviewer] else { return (nil, []) }
    var voids: [VoidLine] = []
    for entry in chain.sheets[line.application, default: []].reversed() where !chain.disowned.contains(entry.digest) {
      switch SheetSeal.open(entry.record, privateKey: privateKey, rubric: rubric, size: Int(session.sheetBytes)) {
      case .success(let sheet):
        let opened = OpenedSheet(
          application: line.application, reviewer: line.reviewer, digest: entry.digest, sheet: sheet)
        return (opened, voids)
      case .failure(let fault):
        voids.append(
          VoidLine(sheet: entry.digest, reviewer: line.reviewer, application: line.application, reason: fault.reason))
        if session.rule.onVoid == .absent { return (nil, voids) }
      }
    }
    return (nil, voids)
  }
}
