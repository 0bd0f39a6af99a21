package import ByteCoding
package import CanonicalJSON

/// What a reviewer says about one application, as it is sealed.
package struct SheetPlaintext: CanonicalCodable, Equatable {
  package var marks: [Mark]
  package var comment: String
  /// 32 random bytes, so that equal sheets differ.
  package var salt: Digest

  /// One mark in units of 10^-`markDecimals`.
  package struct Mark: CanonicalCodable, Equatable {
    package var criterion: String
    package var mark: Int64

    package init(criterion: String, mark: Int64) {
      self.criterion = criterion
      self.mark = mark
    }

    package init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "mark")
      criterion = try reader.string("criterion")
      mark = try reader.natural("mark")
      try reader.finish()
    }

    package var json: JSONValue { ["criterion": .string(criterion), "mark": .integer(mark)] }
  }

  package init(marks: [Mark], comment: String, salt: Digest) {
    self.marks = marks
    self.comment = comment
    self.salt = salt
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "sheet")
    marks = try reader.objects("marks")
    comment = try reader.string("comment")
    salt = try reader.digest("salt")
    try reader.finish()
  }

  package var json: JSONValue {
    ["marks": .objects(marks), "comment": .string(comment), "salt": .digest(salt)]
  }
}

extension SheetPlaintext {
  /// The largest plaintext of which an envelope still fits a log entry.
  package static let largestPaddedSize = 32_768
  private static let step = 256

  /// The one size to which every sheet of a session is padded: u32 length, the canonical text of the fullest sheet
  /// that the rubrics allow (every byte of the comment escaped), rounded up to 256.
  package static func paddedSize(for rubrics: some Sequence<Rubric>) -> Int {
    let longest =
      rubrics.map { rubric in
        let marks = rubric.criteria.reduce(0) {
          $0 + #"{"criterion":"","mark":1000000},"#.utf8.count + $1.id.utf8.count
        }
        return #"{"comment":"","marks":[],"salt":""}"#.utf8.count + 44 + marks + 2 * rubric.commentBytes
      }.max() ?? 0
    return (4 + longest + step - 1) / step * step
  }

  /// u32 big-endian length, canonical text, zeros up to `size`.
  ///
  /// - Returns: nil when the sheet is longer than `size`.
  package func padded(to size: Int) -> [UInt8]? {
    let text = canonicalBytes
    guard text.count + 4 <= size else { return nil }
    var bytes = bigEndian(UInt32(text.count))
    bytes.append(contentsOf: text)
    bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    return bytes
  }

  /// Takes padding off and reads the sheet.
  ///
  /// - Returns: the sheet, or why it is void.
  package static func read(padded bytes: [UInt8], rubric: Rubric) -> Result<SheetPlaintext, SheetFault> {
    guard bytes.count >= 4 else { return .failure(SheetFault(.padding)) }
    let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - 4, bytes[(4 + length)...].allSatisfy({ $0 == 0 }) else {
      return .failure(SheetFault(.padding))
    }
    guard let sheet = try? SheetPlaintext(canonicalBytes: [UInt8](bytes[4..<4 + length])) else {
      return .failure(SheetFault(.malformed))
    }
    return sheet.isComplete(for: rubric) ? .success(sheet) : .failure(SheetFault(.marks))
  }

  /// Every judged criterion exactly once, in rubric order, each mark in range, the comment within its limit and
  /// without control signs but line feed.
  package func isComplete(for rubric: Rubric) -> Bool {
    let judged = rubric.judgedCriteria
    guard marks.count == judged.count, comment.utf8.count <= rubric.commentBytes,
      comment.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
    else { return false }
    return zip(marks, judged).allSatisfy { mark, criterion in
      mark.criterion.utf8.elementsEqual(criterion.id.utf8)
        && mark.mark <= Int64(criterion.maximum) * Fraction.powerOfTen(rubric.markDecimals)
    }
  }

  private func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
  }
}

/// Why an admitted sheet does not count.
package struct SheetFault: Error, Equatable {
  package let reason: VoidReason

  package init(_ reason: VoidReason) {
    self.reason = reason
  }
}
