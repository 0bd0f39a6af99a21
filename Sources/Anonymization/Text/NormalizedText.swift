/// A text as the detectors see it, with a map back to the text as it was written.
///
/// Full-width and compatibility forms become plain ones, signs nobody can see are gone, white space and line breaks
/// between Chinese characters are gone, variants of Chinese characters become the simplified ones, Latin letters are
/// lower case without marks. What a detector finds is cut out of the original exactly, disguise included.
package struct NormalizedText: Sendable {
  /// The text as it was written.
  package let original: [Unicode.Scalar]
  /// The text to match on, as code points.
  package let codes: [UInt32]
  /// For each of `codes`, the scalar of `original` it came from; never falls.
  package let origin: [Int]
  /// For each of `codes`, whether white space was dropped before it: a soft boundary.
  package let followsGap: [Bool]

  package init(_ text: String) {
    original = Array(text.unicodeScalars)
    var folded: [(code: UInt32, origin: Int)] = []
    folded.reserveCapacity(original.count)
    for (index, scalar) in original.enumerated() {
      for code in ScalarFolding.fold(scalar) { folded.append((code, index)) }
    }
    var codes: [UInt32] = []
    var origin: [Int] = []
    var followsGap: [Bool] = []
    codes.reserveCapacity(folded.count)
    var index = 0
    while index < folded.count {
      guard folded[index].code == Sign.space else {
        codes.append(folded[index].code)
        origin.append(folded[index].origin)
        followsGap.append(false)
        index += 1
        continue
      }
      var end = index
      while end < folded.count, folded[end].code == Sign.space { end += 1 }
      let joins = codes.last.map(Sign.isHan) == true && end < folded.count && Sign.isHan(folded[end].code)
      if joins {
        codes.append(folded[end].code)
        origin.append(folded[end].origin)
        followsGap.append(true)
        index = end + 1
      } else {
        for position in index..<end {
          codes.append(Sign.space)
          origin.append(folded[position].origin)
          followsGap.append(false)
        }
        index = end
      }
    }
    self.codes = codes
    self.origin = origin
    self.followsGap = followsGap
  }

  package var count: Int { codes.count }

  /// The scalars of the original that a range of `codes` stands for, what was dropped inside it included.
  package func originalRange(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return 0..<0 }
    return origin[range.lowerBound]..<origin[range.upperBound - 1] + 1
  }

  /// The original text of a range of `codes`.
  package func written(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: original[originalRange(range)])
    return String(view)
  }

  /// The normalised text of a range of `codes`: the same for every disguise of one word.
  package func plain(_ range: Range<Int>) -> String { codes[range].text }
}

extension Collection<UInt32> {
  /// The code points as text; those that are none are left out.
  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: lazy.compactMap(Unicode.Scalar.init))
    return String(view)
  }
}

extension String {
  /// Code points, not normalised.
  var codes: [UInt32] { unicodeScalars.map(\.value) }
}
