/// Writes a zip of stored members: the same members give the same bytes.
package enum ZipWriter {
  /// - Parameter members: names in UTF-8 with `/`, in the order in which they stand in the file.
  package static func archive(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var output: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let name = [UInt8](member.name.utf8)
      let crc = CRC32.checksum(member.bytes)
      let offset = output.count
      let common = fields(
        [
          (20, 2), (0x800, 2), (0, 2), (0, 2), (earliestDate, 2), (Int(crc), 4), (member.bytes.count, 4),
          (member.bytes.count, 4), (name.count, 2), (0, 2),
        ])
      output += [0x50, 0x4B, 0x03, 0x04] + common + name + member.bytes
      directory += [0x50, 0x4B, 0x01, 0x02] + fields([(20, 2)]) + common
      directory += fields([(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)]) + name
    }
    let start = output.count
    output += directory + [0x50, 0x4B, 0x05, 0x06]
    return output
      + fields([
        (0, 2), (0, 2), (members.count, 2), (members.count, 2), (directory.count, 4), (start, 4), (0, 2),
      ])
  }

  /// 1 January 1980, the first that the format knows.
  private static let earliestDate = 0x21

  private static func fields(_ values: [(value: Int, bytes: Int)]) -> [UInt8] {
    values.flatMap { field in (0..<field.bytes).map { UInt8(truncatingIfNeeded: field.value >> (8 * $0)) } }
  }
}
