package import Programme

/// Several packages read together, with what only shows when they stand side by side.
package struct SeasonReading: Sendable {
  package struct Package: Sendable {
    /// Where it lies.
    package let path: String
    package let result: IntakeResult

    package init(path: String, result: IntakeResult) {
      self.path = path
      self.result = result
    }
  }

  /// How many counties a city recommends for one track, against each reading of the fifth.
  package struct QuotaLine: Hashable, Sendable {
    package let cityCode: String
    package let track: String
    package let recommended: Int
    package let counties: Int

    package func limit(_ reading: QuotaReading) -> Int { reading.limit(counties: counties) }
    package func isExceeded(_ reading: QuotaReading) -> Bool { recommended > limit(reading) }
  }

  package let packages: [Package]
  package let quota: [QuotaLine]
}
