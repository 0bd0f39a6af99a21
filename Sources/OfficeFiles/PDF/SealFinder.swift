/// Looks for the red ink of a seal on a page. It says whether there is a seal, never whose.
package enum SealFinder {
  /// Share of a page's points that a seal of 4 cm on A4 makes at least, in parts of 10,000.
  private static let fewestRedPer10000 = 8

  /// - Throws: `helper` when poppler's pdftoppm is missing or cannot draw the file.
  package static func hasSeal(pdf bytes: [UInt8]) throws(OfficeFileError) -> Bool {
    let picture = try ToolRunner.run("pdftoppm", ["-r", "40", "-l", "3", "-"], input: bytes)
    return pages(picture).contains { hasRedInk($0) }
  }

  /// A scanned letter as JPEG, drawn by the same program through a page made around it.
  package static func hasSeal(jpeg bytes: [UInt8]) throws(OfficeFileError) -> Bool {
    guard let size = JPEGSize(bytes) else { throw OfficeFileError(.unreadable, "no JPEG") }
    return try hasSeal(pdf: size.page(around: bytes))
  }

  /// The pictures of a stream of binary PPM ("P6 width height 255").
  private static func pages(_ stream: [UInt8]) -> [ArraySlice<UInt8>] {
    var pages: [ArraySlice<UInt8>] = []
    var rest = stream[...]
    while rest.starts(with: [0x50, 0x36]) {
      rest = rest.dropFirst(2)
      var numbers: [Int] = []
      while numbers.count < 3 {
        rest = rest.drop { $0 <= 0x20 }
        let word = rest.prefix { $0 > 0x20 }
        guard let number = Int(String(decoding: word, as: UTF8.self)) else { return pages }
        numbers.append(number)
        rest = rest.dropFirst(word.count)
      }
      rest = rest.dropFirst()
      let (byteCount, overflow) = numbers[0].multipliedReportingOverflow(by: numbers[1])
      guard !overflow, byteCount <= rest.count / 3 else { return pages }
      pages.append(rest.prefix(byteCount * 3))
      rest = rest.dropFirst(byteCount * 3)
    }
    return pages
  }

  private static func hasRedInk(_ page: ArraySlice<UInt8>) -> Bool {
    var red = 0
    var index = page.startIndex
    while index + 2 < page.endIndex {
      let (r, g, b) = (Int(page[index]), Int(page[index + 1]), Int(page[index + 2]))
      if r > 120, r - g > 50, r - b > 50 { red += 1 }
      index += 3
    }
    return red * 10_000 >= fewestRedPer10000 * (page.count / 3)
  }
}

/// Width, height and colours of a JPEG (ITU-T T.81, B.2.2).
struct JPEGSize {
  let width: Int
  let height: Int
  let components: Int

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var at = 2
    while at + 9 < bytes.count, bytes[at] == 0xFF {
      let marker = bytes[at + 1]
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        height = Int(bytes[at + 5]) << 8 | Int(bytes[at + 6])
        width = Int(bytes[at + 7]) << 8 | Int(bytes[at + 8])
        components = Int(bytes[at + 9])
        return
      }
      at += 2 + max(2, length)
    }
    return nil
  }

  /// A PDF of one A4 page that shows the picture, with a right cross-reference table.
  func page(around picture: [UInt8]) -> [UInt8] {
    let colours = components == 1 ? "/DeviceGray" : components == 4 ? "/DeviceCMYK" : "/DeviceRGB"
    let content = "q 595 0 0 842 0 0 cm /I Do Q"
    var bytes = [UInt8]("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    func object(_ head: String, stream: [UInt8]? = nil) {
      offsets.append(bytes.count)
      bytes += [UInt8]("\(offsets.count) 0 obj\n\(head)\n".utf8)
      if let stream { bytes += [UInt8]("stream\n".utf8) + stream + [UInt8]("\nendstream\n".utf8) }
      bytes += [UInt8]("endobj\n".utf8)
    }
    object("<</Type/Catalog/Pages 2 0 R>>")
    object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
    object(
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>")
    object("<</Length \(content.utf8.count)>>", stream: [UInt8](content.utf8))
    object(
      """
      <</Type/XObject/Subtype/Image/Width \(width)/Height \(height)/ColorSpace\(colours)/BitsPerComponent 8\
      /Filter/DCTDecode/Length \(picture.count)>>
      """, stream: picture)
    let table = bytes.count
    bytes += [UInt8]("xref\n0 6\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      let digits = String(offset)
      bytes += [UInt8]("\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n".utf8)
    }
    return bytes + [UInt8]("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n".utf8)
  }
}
