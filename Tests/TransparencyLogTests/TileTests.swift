import ByteCoding
import Testing

@testable import TransparencyLog

private struct TileVectors: Decodable {
  struct Number: Decodable {
    let number: UInt64
    let path: String
  }

  struct List: Decodable {
    let size: UInt64
    let paths: [String]
  }

  struct Bundle: Decodable {
    let entries: [String]
    let bytes: String
  }

  struct Bad: Decodable {
    let why: String
    let count: Int
    let bytes: String
  }

  let numbers: [Number]
  let lists: [List]
  let bundle: Bundle
  let bundlesRefused: [Bad]
  let partialLevel1Of600: String
}

struct TileTests {
  private let vector: TileVectors

  init() throws {
    vector = try vectors("tiles")
  }

  @Test func pathsAreTheSpecifications() {
    for example in vector.numbers {
      #expect(Tile(.entries, number: example.number, width: 256).path == "tile/entries/\(example.path)")
      #expect(Tile(.hashes(level: 3), number: example.number, width: 7).path == "tile/3/\(example.path).p/7")
    }
  }

  @Test func aTreesTilesAreListedInByteOrder() {
    for example in vector.lists {
      let paths = Tile.all(size: example.size).map(\.path)
      #expect(paths == example.paths)
      #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  @Test func aTreeHasNoOtherTiles() {
    #expect(Tile(.hashes(level: 0), number: 0, size: 0) == nil)
    #expect(Tile(.hashes(level: 1), number: 0, size: 255) == nil)
    #expect(Tile(.hashes(level: 1), number: 0, size: 256)?.width == 1)
    #expect(Tile(.hashes(level: 0), number: 1, size: 256) == nil)
    #expect(Tile(.entries, number: 2, size: 600)?.width == 88)
    #expect(Tile(.hashes(level: 7), number: 0, size: .max) == nil)
    #expect(Tile(.hashes(level: -1), number: 0, size: 1) == nil)
    #expect(Tile(.entries, number: .max, size: 600) == nil)
  }

  @Test func bundlesAreExactlyTheirEntries() throws {
    let entries = try vector.bundle.entries.map(bytes)
    #expect(try EntryBundle.encode(entries) == bytes(vector.bundle.bytes))
    #expect(try EntryBundle.decode(bytes(vector.bundle.bytes), count: 3) == entries)
    for bad in vector.bundlesRefused {
      #expect(code { _ = try EntryBundle.decode(bytes(bad.bytes), count: bad.count) } == .tile, "\(bad.why)")
    }
    let largest = [UInt8](repeating: 1, count: 65_535)
    #expect(try EntryBundle.decode(EntryBundle.encode([largest]), count: 1) == [largest])
    #expect(try EntryBundle.encode([largest]).count == Tile(.entries, number: 0, width: 1).maximumBytes)
    #expect(code { _ = try EntryBundle.encode([largest + [1]]) } == .entry)
  }

  @Test func higherLevelsHoldRootsOfFullTiles() throws {
    let store = try filledStore(600)
    let tile = try #require(Tile(.hashes(level: 1), number: 0, size: 600))
    #expect(try store.read(tile) == bytes(vector.partialLevel1Of600))
  }
}

struct TiledLogTests {
  private func verify(
    _ store: MemoryLogStore, size: UInt64, read: ((Tile) throws -> [UInt8])? = nil
  ) throws -> [[UInt8]] {
    var entries: [[UInt8]] = []
    var reader = try filledStore(Int(size)).tileReader(size: size)
    try TiledLog.verify(size: size, root: reader.root(size: size), read: read ?? { try store.read($0) }) {
      #expect($0 == UInt64(entries.count))
      entries.append($1)
    }
    return entries
  }

  @Test(arguments: [0, 1, 255, 256, 257, 600])
  func aWholeLogVerifies(size: Int) throws {
    #expect(try verify(filledStore(size), size: UInt64(size)) == (0..<size).map(entry))
  }

  @Test func anOlderSizeVerifiesFromTheSameStore() throws {
    #expect(try verify(filledStore(600), size: 300).count == 300)
  }

  @Test func anAlteredEntryIsFound() throws {
    let store = try filledStore(600)
    store.alter(entry: 300, entry(301))
    #expect(code { _ = try verify(store, size: 600) } == .tile)
  }

  @Test func everyAlteredTileIsFound() throws {
    let store = try filledStore(600)
    for victim in Tile.all(size: 600) {
      let result = code {
        _ = try verify(store, size: 600) { tile in
          var bytes = try store.read(tile)
          if tile == victim { bytes[bytes.count / 2] ^= 1 }
          return bytes
        }
      }
      #expect(result == .tile, "\(victim.path)")
    }
  }

  @Test func anotherRootIsFound() throws {
    let store = try filledStore(3)
    #expect(
      code {
        try TiledLog.verify(size: 3, root: MerkleTree.emptyRoot, read: { try store.read($0) }, entry: { _, _ in })
      }
        == .checkpoint)
    #expect(
      code {
        try TiledLog.verify(size: 4, root: MerkleTree.emptyRoot, read: { try store.read($0) }, entry: { _, _ in })
      }
        == .missing)
  }
}
