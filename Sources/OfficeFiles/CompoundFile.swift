/// The names in the directory of an OLE2 compound file ([MS-CFB] §2.6): enough to tell a .doc from a password.
enum CompoundFile {
  static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private static let entryBytes = 128
  /// A directory of more sectors is not an office file's.
  private static let maximumDirectorySectors = 1_024

  static func streamNames(_ bytes: [UInt8]) -> Set<String> {
    guard bytes.count >= 512, bytes.starts(with: magic), let shift = bytes.littleEndian16(at: 30),
      (7...14).contains(shift), let first = bytes.littleEndian32(at: 48)
    else { return [] }
    let sectorBytes = 1 << shift
    var names: Set<String> = []
    var sector = first
    var visited: Set<Int> = []
    while sector < 0xFFFF_FFFA, visited.count < maximumDirectorySectors, visited.insert(sector).inserted {
      let start = (sector + 1) * sectorBytes
      guard start + sectorBytes <= bytes.count else { break }
      for offset in stride(from: start, to: start + sectorBytes, by: entryBytes) {
        if let name = entryName(bytes, at: offset) { names.insert(name) }
      }
      guard let next = nextSector(bytes, after: sector, sectorBytes: sectorBytes) else { break }
      sector = next
    }
    return names
  }

  private static func entryName(_ bytes: [UInt8], at offset: Int) -> String? {
    guard let length = bytes.littleEndian16(at: offset + 64), (2...64).contains(length) else { return nil }
    var units: [UInt16] = []
    for index in 0..<(length / 2 - 1) {
      guard let unit = bytes.littleEndian16(at: offset + 2 * index) else { return nil }
      units.append(UInt16(unit))
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Through the first 109 sectors of the allocation table, which cover 7 MiB and more.
  private static func nextSector(_ bytes: [UInt8], after sector: Int, sectorBytes: Int) -> Int? {
    let perSector = sectorBytes / 4
    let index = sector / perSector
    guard index < 109, let table = bytes.littleEndian32(at: 76 + 4 * index), table < 0xFFFF_FFFA else { return nil }
    return bytes.littleEndian32(at: (table + 1) * sectorBytes + 4 * (sector % perSector))
  }
}

extension [UInt8] {
  /// Nil beyond the end.
  func littleEndian16(at offset: Int) -> Int? {
    guard offset >= 0, offset + 2 <= count else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  func littleEndian32(at offset: Int) -> Int? {
    guard let low = littleEndian16(at: offset), let high = littleEndian16(at: offset + 2) else { return nil }
    return low | high << 16
  }

  /// Nil beyond the end, and where it does not fit an `Int`.
  func littleEndian64(at offset: Int) -> Int? {
    guard let low = littleEndian32(at: offset), let high = littleEndian32(at: offset + 4), high < 1 << 31 else {
      return nil
    }
    return low | high << 32
  }
}
