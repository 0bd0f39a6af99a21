package import ByteCoding
package import CanonicalJSON
import OpenSSL
package import Panel

/// Marks and comment as typed so far, for one application. Kept in the home; nothing of it is sent.
package struct Draft: CanonicalCodable, Equatable {
  package var application: Code
  /// Marks as plain decimals, by criterion; a criterion without a mark is not in it.
  package var marks: [Entry]
  package var comment: String

  package struct Entry: CanonicalCodable, Equatable {
    package var criterion: String
    package var mark: String

    package init(criterion: String, mark: String) {
      self.criterion = criterion
      self.mark = mark
    }

    package init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "draftMark")
      criterion = try reader.string("criterion")
      mark = try reader.string("mark")
      try reader.finish()
    }

    package var json: JSONValue { ["criterion": .string(criterion), "mark": .string(mark)] }
  }

  package init(application: Code, marks: [Entry] = [], comment: String = "") {
    self.application = application
    self.marks = marks
    self.comment = comment
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "draft")
    application = try reader.code("application")
    marks = try reader.objects("marks")
    comment = try reader.string("comment")
    try reader.finish()
  }

  package var json: JSONValue {
    ["application": .string(application.text), "marks": .objects(marks), "comment": .string(comment)]
  }

  static func name(_ application: Code) -> String { "draft.\(application)" }

  /// Tells whether a sheet that was sealed has the marks that stand here now.
  package var content: Digest { SHA256.hash(canonicalBytes) }
}

extension Draft {
  package func mark(of criterion: String) -> String? {
    marks.first { $0.criterion.utf8.elementsEqual(criterion.utf8) }?.mark
  }

  /// Sets a mark after checking it against the rubric; an empty text takes the mark away. Full-width digits, as an
  /// input method gives them, are taken for plain ones.
  ///
  /// - Throws: `ClientError.badInput` for a criterion that is not marked here; `RuleError` for a mark out of range.
  package mutating func set(_ text: String, for id: String, rubric: Rubric) throws {
    guard let criterion = rubric.judgedCriteria.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
      let known = rubric.judgedCriteria.map(\.id).joined(separator: ", ")
      throw DraftError.unknownCriterion(id, known: known)
    }
    let plain = Draft.plainDigits(text)
    marks.removeAll { $0.criterion.utf8.elementsEqual(id.utf8) }
    guard !plain.isEmpty else { return }
    let mark = try MarkDecimal(parsing: plain, maxDecimals: rubric.markDecimals)
    _ = try rubric.markUnits(mark, for: criterion)
    marks.append(Entry(criterion: criterion.id, mark: mark.description))
    let order = rubric.judgedCriteria.map(\.id)
    marks.sort { (order.firstIndex(of: $0.criterion) ?? 0) < (order.firstIndex(of: $1.criterion) ?? 0) }
  }

  /// - Throws: `ClientError.badInput` for a comment over the session's limit or with control signs.
  package mutating func set(comment text: String, rubric: Rubric) throws {
    guard text.utf8.count <= rubric.commentBytes else {
      throw DraftError.longComment(bytes: text.utf8.count, limit: rubric.commentBytes)
    }
    guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
      !text.unicodeScalars.contains(where: JSONValue.isInvisible)
    else { throw DraftError.controlSigns }
    comment = text
  }

  package func filled(of rubric: Rubric) -> Int { rubric.judgedCriteria.count { mark(of: $0.id) != nil } }

  package func isComplete(for rubric: Rubric) -> Bool { filled(of: rubric) == rubric.judgedCriteria.count }

  /// The marks as they are sealed, checked as the auditor will check them.
  ///
  /// - Throws: `ClientError.refused` naming the first criterion without a mark; `RuleError`.
  func plaintext(rubric: Rubric, salt: Digest) throws -> SheetPlaintext {
    let marks = try rubric.judgedCriteria.map { criterion in
      guard let text = mark(of: criterion.id) else { throw DraftError.missing(criterion) }
      let units = try rubric.markUnits(MarkDecimal(parsing: text), for: criterion)
      return SheetPlaintext.Mark(criterion: criterion.id, mark: Int64(units))
    }
    let sheet = SheetPlaintext(marks: marks, comment: comment, salt: salt)
    guard sheet.isComplete(for: rubric) else { throw DraftError.inconsistent }
    return sheet
  }

  /// The judged total of the marks so far in points, two decimals, half up.
  package func total(rubric: Rubric) -> String {
    var units: Int128 = 0
    for criterion in rubric.judgedCriteria {
      guard let text = mark(of: criterion.id), let mark = try? MarkDecimal(parsing: text),
        let value = mark.scaled(toDecimals: rubric.markDecimals)
      else { continue }
      units += Int128(value) * Int128(rubric.unitsPerMarkUnit(criterion))
    }
    let denominator = Int128(rubric.unitDenominator)
    let hundredths = (units * 200 + denominator) / (2 * denominator)
    return DecimalText.text(magnitude: UInt128(hundredths.magnitude), negative: false, decimals: 2)
  }

  private static func plainDigits(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF10...0xFF19: plain.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
      case 0xFF0E, 0x3002: plain.append(".")
      case 0x20, 0x3000, 0x09: continue
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
