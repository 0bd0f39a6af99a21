import Archive
import ByteCoding
package import Foundation
import OpenSSL
import Panel
import Sealing
import TransparencyLog

extension Coordinator {
  /// Writes the archive: everything that somebody needs who trusts nobody, in one deterministic tar.
  ///
  /// Members in byte order of their paths: `blobs/…`, `checkpoint`, `checkpoints/…`, `report.html`, `result.json`,
  /// `tile/…`. The file is there whole or not at all.
  package func export(to file: URL) async throws {
    let state = await sequencer.state
    guard let size = try sequencer.store.latestCheckpoint()?.checkpoint.size else {
      throw CoordinatorError(.refused, zh: "日志为空，无可导出", en: "the log is empty; there is nothing to export")
    }
    if let seal = state.seal { try demandQuorum(over: seal.index, what: "seal", state) }
    var wanted: Set<Digest> = []
    var next: UInt64 = 0
    while next < size {
      let end = min(next + 1024, size)
      for entry in try sequencer.store.entries(next..<end) {
        wanted.formUnion(BlobUse.uses(of: try SignedRecord(entry: entry).record).map(\.digest))
      }
      next = end
    }
    let temporary = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).partial")
    do {
      try ArchiveExport(
        store: sequencer.store, blobs: sequencer.blobs, folder: folder, size: size, wanted: wanted.sorted()
      )
      .write(to: temporary)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
    guard rename(temporary.path, file.path) == 0 else {
      throw CoordinatorError(.folder, zh: "无法写入 \(file.path)", en: "cannot write \(file.path)")
    }
  }
}

/// What goes into one archive.
private struct ArchiveExport {
  let store: any LogStore
  let blobs: any BlobStore
  let folder: CoordinatorFolder
  let size: UInt64
  let wanted: [Digest]

  func write(to file: URL) throws {
    guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
      throw CoordinatorError(.folder, zh: "无法写入 \(file.path)", en: "cannot write \(file.path)")
    }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    var writer = ArchiveWriter { try handle.write(contentsOf: Data($0)) }
    for digest in wanted where try blobs.contains(digest) {
      try writer.append("blobs/\(digest)", blobs.get(digest, limit: ListLimits.maximumBytes))
    }
    var documents = [("report.html", folder.report), ("result.json", folder.result)].filter {
      FileManager.default.fileExists(atPath: $0.1.path)
    }
    try forEachFile(of: store) { logFile in
      while let (path, source) = documents.first, path.utf8.lexicographicallyPrecedes(logFile.path.utf8) {
        try writer.append(path, folder.read(source))
        documents.removeFirst()
      }
      try writer.append(logFile.path, logFile.bytes)
    }
    for (path, source) in documents { try writer.append(path, folder.read(source)) }
    try writer.finish()
    try handle.synchronize()
  }

  private func forEachFile<Store: LogStore>(of store: Store, _ body: (LogFile) throws -> Void) throws {
    try TileExporter(store, size: size).forEachFile(body)
  }
}
