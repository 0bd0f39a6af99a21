/// Telephones, e-mail addresses, web addresses and accounts in social networks.
struct ContactDetector: Detector {
  private static let phoneLabels = Lexicon("电话 手机 传真 热线 联系方式 值班 座机 tel phone fax mobile 手机号 电话号码 手机号码")
  private static let socialLabels = Lexicon("微信号 微信 qq群 qq号 qq 微博 抖音号 抖音 快手号 钉钉号 钉钉 视频号")
  private static let domainEnds: Set<String> = [
    "cn", "com", "net", "org", "gov", "edu", "info", "biz", "top", "vip", "xyz", "shop", "club", "site", "online",
    "tech", "store", "cc", "tv", "me", "io", "co", "mobi", "asia", "example", "invalid", "test", "local", "app", "dev",
    "ltd", "group", "wang", "ink", "pub", "link", "site", "ren", "cloud", "city", "中国", "公司", "网络", "政务", "公益",
  ]

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    emails(text) + urls(text) + phones(text) + social(text)
  }

  // MARK: E-mail

  private static let ats = [
    ["@".codes], ["(at)", "[at]", "{at}", "〔at〕", " at ", "#", "(#)", "[@]", "(@)"].map(\.codes),
  ]

  private func emails(_ text: NormalizedText) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      for (rank, signs) in ContactDetector.ats.enumerated() {
        guard let sign = signs.first(where: { codes.has($0, at: index) }) else { continue }
        let before = codes.start(before: index) { $0 == Sign.space }
        let start = codes.start(before: before, limit: 64, while: Sign.isAddressSign)
        let after = codes.skippingSpaces(from: index + sign.count)
        guard start < before, let end = hostEnd(from: after, codes) else { continue }
        if rank > 0, before - start < 3 { continue }
        found.append(Detection(range: start..<end, rule: .email, subject: .kind(.email)))
      }
    }
    return found
  }

  private static let points = [".", "。", " (dot) ", " [dot] ", "(dot)", "[dot]", " dot ", "(点)", " . "].map(\.codes)

  /// The end of a host name with a known end; `(dot)` counts as a point.
  private func hostEnd(from start: Int, _ codes: [UInt32]) -> Int? {
    var end = start
    var label = ""
    var points = 0
    var best: Int?
    while end < codes.count, end - start < 80 {
      let code = codes[end]
      if Sign.isLetter(code) || Sign.isDigit(code) || code == 0x2D || code == 0x5F {
        label.unicodeScalars.append(Unicode.Scalar(code) ?? "-")
        end += 1
        if points > 0, ContactDetector.domainEnds.contains(label),
          end == codes.count || !(Sign.isLetter(codes[end]) || Sign.isDigit(codes[end]))
        {
          best = end
        }
        continue
      }
      let point = ContactDetector.points.first { codes.has($0, at: end) }
      guard let point, !label.isEmpty else { break }
      end += point.count
      label = ""
      points += 1
    }
    return best
  }

  // MARK: Web addresses

  private static let schemes = [
    "https://", "http://", "ftp://", "hxxp://", "hxxps://", "file://", "https:\\\\", "http:\\\\", "www.", "wap.",
  ].map(\.codes)

  private func urls(_ text: NormalizedText) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    var index = 0
    while index < codes.count {
      let follows = index > 0 && (Sign.isAddressSign(codes[index - 1]) || codes[index - 1] == 0x40)
      guard !follows else {
        index += 1
        continue
      }
      if ContactDetector.schemes.contains(where: { codes.has($0, at: index) }) {
        let end = pathEnd(from: index, codes)
        found.append(Detection(range: index..<end, rule: .url, subject: .kind(.url)))
        index = end
      } else if Sign.isLetter(codes[index]) || Sign.isDigit(codes[index]), let host = hostEnd(from: index, codes) {
        let end = host < codes.count && [0x2F, 0x3A, 0x3F].contains(codes[host]) ? pathEnd(from: host, codes) : host
        found.append(Detection(range: index..<end, rule: .url, subject: .kind(.url)))
        index = end
      } else if let end = internetAddressEnd(from: index, codes) {
        found.append(Detection(range: index..<end, rule: .url, subject: .kind(.url)))
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  private func pathEnd(from start: Int, _ codes: [UInt32]) -> Int {
    let end = codes.end(from: start) { Sign.isAddressSign($0) || ":/\\?#[]@!$&'*=".codes.contains($0) }
    return codes.start(before: end, limit: 2) { ".:!?'".codes.contains($0) }
  }

  /// 10.20.30.40
  private func internetAddressEnd(from start: Int, _ codes: [UInt32]) -> Int? {
    var end = start
    for part in 0..<4 {
      let digits = codes.end(from: end, limit: 4, while: Sign.isDigit)
      guard (1...3).contains(digits - end), let number = Int(codes[end..<digits].text), number <= 255 else {
        return nil
      }
      end = digits
      if part < 3 {
        guard end < codes.count, codes[end] == 0x2E else { return nil }
        end += 1
      }
    }
    return end
  }

  // MARK: Telephones

  /// Digits with what people put between them. Letters that look like digits count when digits surround them.
  private func phones(_ text: NormalizedText) -> [Detection] {
    let codes = text.codes.map { ContactDetector.digit[$0] ?? $0 }
    var found: [Detection] = []
    var index = 0
    while index < codes.count {
      let isStart =
        (Sign.isDigit(codes[index]) || codes[index] == 0x2B || codes[index] == 0x28)
        && (index == 0 || !(Sign.isDigit(codes[index - 1]) || isFraction(index, codes)))
      guard isStart, let (end, digits) = digitRun(from: index, codes) else {
        index += 1
        continue
      }
      if let match = phoneEnd(digits: digits, end: end, labelled: isLabelled(index, text.codes)) {
        found.append(Detection(range: index..<match, rule: .phone, subject: .kind(.phone)))
        index = match
      } else {
        index = codes.end(from: index + 1, while: Sign.isDigit)
      }
    }
    return found
  }

  private static let digit: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    for (sign, digit) in zip("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖".codes, "0001234567891123456789".codes) {
      table[sign] = digit
    }
    for (sign, digit) in zip("oli".codes, "011".codes) { table[sign] = digit }
    return table
  }()

  private func isFraction(_ index: Int, _ codes: [UInt32]) -> Bool {
    index >= 2 && codes[index - 1] == 0x2E && Sign.isDigit(codes[index - 2])
  }

  /// All digits from here over single separators, and where each ends.
  private func digitRun(from start: Int, _ codes: [UInt32]) -> (Int, [(digit: UInt32, end: Int)])? {
    var digits: [(digit: UInt32, end: Int)] = []
    var index = start
    var gap = 0
    while index < codes.count, digits.count < 20 {
      let code = codes[index]
      if Sign.isDigit(code) {
        digits.append((code, index + 1))
        gap = 0
      } else if [0x20, 0x2D, 0x28, 0x29, 0x2B, 0xB7, 0x2E, 0x5F, 0x7E, 0x2F].contains(code), gap < 3 {
        if code == 0x2F, digits.count >= 7 { break }
        gap += 1
      } else {
        break
      }
      index += 1
    }
    return digits.count >= 7 ? (index, digits) : nil
  }

  private func phoneEnd(digits: [(digit: UInt32, end: Int)], end: Int, labelled: Bool) -> Int? {
    var numbers = digits.map { Int($0.digit) - 0x30 }
    var offset = 0
    if numbers.starts(with: [0, 0, 8, 6]) {
      offset = 4
    } else if numbers.starts(with: [8, 6]), numbers.count >= 12 {
      offset = 2
    }
    numbers.removeFirst(offset)
    func at(_ count: Int) -> Int? {
      offset + count <= digits.count ? digits[offset + count - 1].end : nil
    }
    // Mobile: eleven digits, 13 to 19.
    if numbers.count >= 11, numbers[0] == 1, numbers[1] >= 3 {
      return numbers.count == 11 || numbers.count > 11 && digits[offset + 11].end - digits[offset + 10].end > 1
        ? at(11) : nil
    }
    // Landline with its area code: 0 and two or three digits, then seven or eight.
    let isLand = numbers.first == 0 || offset > 0
    if isLand {
      let area = numbers.first == 0 ? 0 : -1
      let isShortArea = numbers.count > 1 + area && [1, 2].contains(numbers[1 + area])
      let areaCount = (isShortArea ? 3 : 4) + area
      for count in [areaCount + 8, areaCount + 7] where numbers.count >= count {
        let isWhole = numbers.count == count || digits[offset + count].end - digits[offset + count - 1].end > 1
        if isWhole { return at(count) }
      }
    }
    if numbers.count == 10, numbers.starts(with: [4, 0, 0]) || numbers.starts(with: [8, 0, 0]) { return at(10) }
    if labelled, (7...8).contains(numbers.count) || (10...12).contains(numbers.count) {
      return digits[digits.count - 1].end
    }
    return nil
  }

  private func isLabelled(_ index: Int, _ codes: [UInt32]) -> Bool {
    let before = codes.start(before: index, limit: 4) { ":( 为是-/、".codes.contains($0) }
    return ContactDetector.phoneLabels.length(before: before, in: codes) != nil
  }

  // MARK: Social networks

  private func social(_ text: NormalizedText) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      guard let length = ContactDetector.socialLabels.length(at: index, in: codes) else { continue }
      let start = codes.end(from: index + length, limit: 4) { ":( 为是号".codes.contains($0) }
      let end = codes.end(from: start) { Sign.isLetter($0) || Sign.isDigit($0) || $0 == 0x5F || $0 == 0x2D }
      guard start > index + length || (end > start && Sign.isLetter(codes[start])), end - start >= 5 else { continue }
      found.append(Detection(range: start..<end, rule: .socialAccount, subject: .kind(.socialAccount)))
    }
    return found
  }
}
