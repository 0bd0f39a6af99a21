import Programme

/// Numbers that a narrative states for the form's own indicators, to hold against the form.
struct StatedNumbers {
  let form: FormDefinition

  struct Difference: Hashable {
    let field: FieldDefinition
    let year: Int
    let stated: DecimalNumber
    let inForm: DecimalNumber
  }

  private static let links = ["达到了", "达到", "达", "分别为", "为", "是", "同比增长", "增长", ":", "约为", "已达", "提高到", "提升至"]

  /// Only a statement that gives the indicator's full name, a year of the form and a number is compared.
  func differences(_ lines: [String], _ values: FormValues) -> [Difference] {
    var found: [Difference] = []
    let fields = form.fields.filter { $0.sublevel == nil }.map { ($0, LabelText.normalised($0.label)) }
    for line in lines {
      let text = FoldedText.compact(line)
      for (field, label) in fields where label.count >= 6 {
        for range in text.ranges(of: label) {
          guard let year = year(before: range.lowerBound, in: text), form.years.contains(year),
            let stated = number(after: range.upperBound, in: text, unit: field.unit),
            let inForm = values[field.id, year]?.number, stated != inForm
          else { continue }
          let difference = Difference(field: field, year: year, stated: stated, inForm: inForm)
          if !found.contains(difference) { found.append(difference) }
        }
      }
    }
    return found
  }

  /// The last year named before a place, in the same sentence.
  private func year(before place: String.Index, in text: String) -> Int? {
    let sentence = text[..<place].split(separator: "。", omittingEmptySubsequences: false).last ?? ""
    return sentence.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }.last { form.years.contains($0) }
  }

  private func number(after place: String.Index, in text: String, unit: String) -> DecimalNumber? {
    var rest = text[place...]
    while let link = StatedNumbers.links.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(link.count) }
    let digits = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." || $0 == "-" }
    rest = rest[digits.endIndex...]
    guard !digits.isEmpty, rest.hasPrefix(unit) || unit == "个" else { return nil }
    return DecimalNumber(digits)
  }
}
