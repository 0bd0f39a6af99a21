import Foundation
import Testing

@testable import Archive

struct FileSourceTests {
  @Test func readsAFileLikeMemory() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.tar")
    let bytes = try archive(sample)
    try Data(bytes).write(to: file)
    let index = try ArchiveIndex(FileSource(path: file.path))
    #expect(index.count == sample.count)
    #expect(try index.content("tile/entries/000.p/1", limit: 3) == [0, 1, 0x2A])
    #expect(code { _ = try FileSource(path: folder.path) } == .system)
    #expect(code { _ = try FileSource(path: folder.path + "/absent") } == .system)

    let source = try FileSource(path: file.path)
    try Data(bytes.dropLast(700)).write(to: file)
    let inPlace = try FileHandle(forWritingTo: file)
    try inPlace.truncate(atOffset: 100)
    #expect(code { _ = try ArchiveIndex(FileSource(path: file.path)) } == .truncated)
    _ = source
  }

  /// 10 GiB of nothing, as a sparse file, must be turned away by its first block.
  @Test func aSparseGiantIsRefusedAtOnce() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 10 << 30)
    try handle.close()
    #expect(code { _ = try ArchiveIndex(FileSource(path: file.path)) } == .trailer)
  }
}
