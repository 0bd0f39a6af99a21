import Foundation

/// Text that hides a name in another writing: base64, percent escapes, `\u` escapes and character references.
struct EncodedTextDetector: Detector {
  private static let shortest = 8

  let latin: LatinNameDetector

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let written = text.original
    var found: [Detection] = []
    var start = 0
    while start < written.count {
      guard EncodedTextDetector.isToken(written[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < written.count, EncodedTextDetector.isToken(written[end]) { end += 1 }
      if end - start >= EncodedTextDetector.shortest {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: written[start..<end])
        if EncodedTextDetector.readings(of: String(view)).contains(where: { names($0, context) }) {
          found += range(of: start..<end, in: text).map {
            Detection(range: $0, rule: .encoded, subject: .kind(.encoded))
          }
        }
      }
      start = end
    }
    return found
  }

  private static func isToken(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "+", "/", "=", "%", "\\", "&", "#", ";", "_", "-": true
    default: false
    }
  }

  /// The normalised range of a range of the original; nil when nothing of it was left.
  private func range(of original: Range<Int>, in text: NormalizedText) -> [Range<Int>] {
    guard let first = text.origin.firstIndex(where: { original.contains($0) }),
      let last = text.origin.lastIndex(where: { original.contains($0) })
    else { return [] }
    return [first..<last + 1]
  }

  private func names(_ reading: String, _ context: DetectionContext) -> Bool {
    let codes = NormalizedText(reading).codes
    if codes.indices.contains(where: { context.place(at: $0, in: codes) != nil }) { return true }
    return !latin.detections(in: NormalizedText(reading), context: context).isEmpty
  }

  static func readings(of token: String) -> [String] {
    var readings: [String] = []
    let plain = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
      .filter { $0 != "=" }
    let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    if let data = Data(base64Encoded: padded), let text = String(data: data, encoding: .utf8) { readings.append(text) }
    if token.contains("%"), let text = token.removingPercentEncoding { readings.append(text) }
    readings += [("\\u", "", 16), ("&#x", ";", 16), ("&#", ";", 10)].compactMap { prefix, suffix, radix in
      unescaped(token, prefix: prefix, suffix: suffix, radix: radix)
    }
    return readings
  }

  private static func unescaped(_ token: String, prefix: String, suffix: String, radix: Int) -> String? {
    guard token.contains(prefix) else { return nil }
    var view = String.UnicodeScalarView()
    for part in token.components(separatedBy: prefix).dropFirst() {
      let digits = suffix.isEmpty ? String(part.prefix(4)) : String(part.prefix { $0 != ";" })
      guard let value = UInt32(digits, radix: radix), let scalar = Unicode.Scalar(value) else { continue }
      view.append(scalar)
    }
    return String(view)
  }
}
