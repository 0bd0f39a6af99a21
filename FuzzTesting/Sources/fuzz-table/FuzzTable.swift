import FuzzDriver
import OfficeFiles

/// Text of unknown encoding as a table.
@main
struct FuzzTable {
  static func main() {
    _ = FuzzDriver.run { start, count in
      let bytes = Array(UnsafeBufferPointer(start: start, count: count))
      _ = FileType(recognising: bytes)
      _ = try? CSVReader.read(bytes, name: "")
      return 0
    }
  }
}
