import Panel
import Programme

/// The numbers of a form as a bundle states them.
enum FormBands {
  static func fields(of form: FormValues, detail: BundleBuilder.IndicatorDetail) -> [BundleField] {
    form.values.sorted { ($0.key.field, $0.key.year) < ($1.key.field, $1.key.year) }
      .map { key, value in field(key, value, detail) }
  }

  private static func field(
    _ key: FormValues.Key, _ value: FormValue, _ detail: BundleBuilder.IndicatorDetail
  ) -> BundleField {
    switch value.state {
    case .number(let number) where detail == .banded:
      BundleField(field: key.field, state: .banded, value: band(of: number), year: key.year)
    case .number(let number):
      BundleField(field: key.field, state: .number, value: number.description, year: key.year)
    case .blank: BundleField(field: key.field, state: .blank, value: "", year: key.year)
    case .none: BundleField(field: key.field, state: .none, value: "", year: key.year)
    case .notApplicable: BundleField(field: key.field, state: .notApplicable, value: "", year: key.year)
    case .notANumber: BundleField(field: key.field, state: .notANumber, value: "", year: key.year)
    }
  }

  /// The band a number lies in, from the lower end up to below the upper: steps of 5 below 100, of a tenth of the
  /// power of ten above (`15..20`, `120..130`, `-25..-20`).
  static func band(of number: DecimalNumber) -> String {
    var scale: Int64 = 1
    for _ in 0..<number.scale { scale *= 10 }
    var floor = number.unscaled / scale
    if number.unscaled < 0, number.unscaled % scale != 0 { floor -= 1 }
    var step: Int64 = 5
    var power: Int64 = 100
    while floor.magnitude >= power.magnitude, power < 1_000_000_000_000 {
      step = power / 10
      power *= 10
    }
    var lower = floor / step * step
    if floor < 0, floor % step != 0 { lower -= step }
    return "\(lower)..\(lower + step)"
  }

  /// How many applicants (this one and the others) have the same values in every field shown.
  static func fitting(
    _ fields: [BundleField], others: [FormValues], detail: BundleBuilder.IndicatorDetail
  ) -> Int {
    1 + others.filter { self.fields(of: $0, detail: detail) == fields }.count
  }
}
