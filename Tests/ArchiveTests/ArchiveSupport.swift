@testable import Archive

/// An archive of these members, in memory.
func archive(_ members: [(String, [UInt8])]) throws -> [UInt8] {
  let collected = Collected()
  var writer = ArchiveWriter { collected.bytes += $0 }
  for (path, content) in members { try writer.append(path, content) }
  try writer.finish()
  return collected.bytes
}

/// Paths and contents, read the strict way.
func members(_ bytes: [UInt8]) throws -> [(String, [UInt8])] {
  let index = try ArchiveIndex(MemorySource(bytes))
  return try (0..<index.count).map { (index[$0].path, try index.content(index[$0].path, limit: 1 << 20)) }
}

func code(_ body: () throws -> Void) -> ArchiveError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ArchiveError)?.code
  }
}

final class Collected {
  var bytes: [UInt8] = []
}

let longPath = String(repeating: "d", count: 120) + "/" + String(repeating: "e", count: 60) + "/f"
let sample: [(String, [UInt8])] = [
  ("checkpoint", [UInt8]("origin\n1\n".utf8)),
  (longPath, [1, 2, 3]),
  ("empty", []),
  ("exact", [UInt8](repeating: 7, count: 512)),
  ("tile/0/000.p/1", [UInt8](repeating: 9, count: 32)),
  ("tile/entries/000.p/1", [0, 1, 0x2A]),
]
