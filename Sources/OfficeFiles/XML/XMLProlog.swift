/// What stands before the root element of an XML part.
enum XMLProlog {
  /// Whether a document type is declared there, without parsing it. Parts that are never read are looked at too: what
  /// another program would do with them is not known.
  static func declaresDocumentType(_ bytes: [UInt8]) -> Bool {
    var rest = narrow(bytes)[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.starts(with: "<?".utf8) {
        guard let after = end(of: "?>", in: rest) else { return false }
        rest = rest[after...]
      } else if rest.starts(with: "<!--".utf8) {
        guard let after = end(of: "-->", in: rest) else { return false }
        rest = rest[after...]
      } else {
        return rest.starts(with: "<!DOCTYPE".utf8)
      }
    }
  }

  /// UTF-16 with its zeros left out: markup is ASCII.
  private static func narrow(_ bytes: [UInt8]) -> [UInt8] {
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0)
    guard isWide else { return bytes }
    return bytes.filter { $0 != 0 && $0 != 0xFF && $0 != 0xFE }
  }

  private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.utf8)
    var index = bytes.startIndex
    while index + mark.count <= bytes.endIndex {
      if bytes[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
      index += 1
    }
    return nil
  }
}
