/// Paths and names of files: D:\资料\申报书.docx, \\server\share, /home/…, 申报书（终稿）.docx.
struct PathDetector: Detector {
  private static let extensions = Lexicon(
    ".docx .doc .dotx .dotm .docm .dot .wps .wpt .xlsx .xls .xlsm .et .csv .pptx .ppt .pdf .ofd .jpg .jpeg .png .gif .bmp .tif .tiff .zip .rar .7z .txt .rtf .odt .ods .mp4 .dwg .lnk .tmp"
  )
  private static let roots = [
    "/home/", "/users/", "/tmp/", "/var/", "/mnt/", "/media/", "/opt/", "/root/", "/volumes/",
  ]
  .map(\.codes)
  private static let longest = 260

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    var index = 0
    while index < codes.count {
      if isRoot(index, codes) {
        let end = end(from: index, codes)
        found.append(Detection(range: index..<end, rule: .path, subject: .kind(.path)))
        index = end
      } else if let length = PathDetector.extensions.length(at: index, in: codes), isWordEnd(index + length, codes) {
        let start = codes.start(before: index, limit: 80) {
          Sign.isWord($0) || "()-_+〔〕[]“”·.".codes.contains($0)
        }
        if start < index {
          found.append(Detection(range: start..<index + length, rule: .path, subject: .kind(.path)))
        }
        index += length
      } else {
        index += 1
      }
    }
    return found
  }

  private func isWordEnd(_ index: Int, _ codes: [UInt32]) -> Bool {
    index == codes.count || !(Sign.isLetter(codes[index]) || Sign.isDigit(codes[index]))
  }

  private func isRoot(_ index: Int, _ codes: [UInt32]) -> Bool {
    let isFree = index == 0 || !Sign.isLetter(codes[index - 1])
    if isFree, Sign.isLetter(codes[index]),
      codes.has(":\\".codes, at: index + 1) || codes.has(":/".codes, at: index + 1),
      !codes.has("//".codes, at: index + 2)
    {
      return true
    }
    return codes.has("\\\\".codes, at: index) || PathDetector.roots.contains { codes.has($0, at: index) }
  }

  /// To the file's extension when one follows on the line, else to the first sign no path holds.
  private func end(from start: Int, _ codes: [UInt32]) -> Int {
    let stop = codes.end(from: start, limit: PathDetector.longest) { !",。;“”\"<>|?*，；\n".codes.contains($0) }
    var index = start
    while index < stop {
      if let length = PathDetector.extensions.length(at: index, in: codes), isWordEnd(index + length, codes) {
        return index + length
      }
      index += 1
    }
    return codes.end(from: start, limit: stop - start) { $0 != Sign.space }
  }
}
