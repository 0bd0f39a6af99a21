import FuzzDriver
import OfficeFiles

/// The bytes of a whole file: recognised, read as an archive and as whatever office file they are.
@main
struct FuzzArchive {
  static func main() {
    _ = FuzzDriver.run { start, count in
      let bytes = Array(UnsafeBufferPointer(start: start, count: count))
      var limits = OfficeLimits()
      limits.memberBytes = 1 << 20
      limits.totalBytes = 4 << 20
      _ = FileType(recognising: bytes)
      if let archive = try? ZipArchive(bytes: bytes, limits: limits) {
        _ = archive.duplicateNames
        for entry in archive.entries.prefix(16) { _ = try? archive.read(entry) }
      }
      _ = try? WordReader.read(bytes, limits: limits)
      _ = try? WorkbookReader.read(bytes, limits: limits)
      return 0
    }
  }
}
