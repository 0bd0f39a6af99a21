package import ByteCoding

/// A sheet that counts, after the unsealing.
package struct OpenedSheet: Sendable, Equatable {
  package let application: Code
  package let reviewer: Code
  /// Record digest of the sheet.
  package let digest: Digest
  package let sheet: SheetPlaintext

  package init(application: Code, reviewer: Code, digest: Digest, sheet: SheetPlaintext) {
    self.application = application
    self.reviewer = reviewer
    self.digest = digest
    self.sheet = sheet
  }
}

/// Everything that the unsealing brought to light.
package struct OpenedPanel: Sendable, Equatable {
  /// What counts, by application, then reviewer.
  package let sheets: [OpenedSheet]
  /// Sheets that did not open or did not parse, by record digest.
  package let voids: [VoidLine]
  /// Assigned pairs without a counting sheet, by application, then reviewer, and why.
  package let absent: [CountedLine]

  package init(sheets: [OpenedSheet], voids: [VoidLine], absent: [CountedLine]) {
    self.sheets = sheets
    self.voids = voids
    self.absent = absent
  }
}

extension OpenedPanel {
  /// The part of one level.
  package func limited(to level: Code, of state: SessionState) -> OpenedPanel {
    func isOf(_ application: Code) -> Bool { state.applications[application]?.level == level }
    return OpenedPanel(
      sheets: sheets.filter { isOf($0.application) }, voids: voids.filter { isOf($0.application) },
      absent: absent.filter { isOf($0.application) })
  }
}
