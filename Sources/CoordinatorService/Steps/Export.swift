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
    guard FileManager.default.createFile(atPath: temporary.path, contents: nil) else {
      throw CoordinatorError(.folder, zh: "无法写入 \(file.path)", en: "cannot write \(file.path)")
    }
    do {
      let handle = try FileHandle(forWritingTo: temporary)
      defer { try? handle.close() }
      var writer = ArchiveWriter { try handle.write(contentsOf: Data($0)) }
      for digest in wanted.sorted() where try sequencer.blobs.contains(digest) {
        try writer.append("blobs/\(digest)", try blob(digest))
      }
      var documents = [("report.html", folder.report), ("result.json", folder.result)].filter {
        FileManager.default.fileExists(atPath: $0.1.path)
      }
      try forEachFile(of: sequencer.store, size) { logFile in
        while let (path, source) = documents.first, path.utf8.lexicographicallyPrecedes(logFile.path.utf8) {
          try writer.append(path, folder.read(source))
          documents.removeFirst()
        }
        try writer.append(logFile.path, logFile.bytes)
      }
      for (path, source) in documents { try writer.append(path, folder.read(source)) }
      try writer.finish()
      try handle.synchronize()
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
    guard rename(temporary.path, file.path) == 0 else {
      throw CoordinatorError(.folder, zh: "无法写入 \(file.path)", en: "cannot write \(file.path)")
    }
  }

  private func forEachFile<Store: LogStore>(
    of store: Store, _ size: UInt64, _ body: (LogFile) throws -> Void
  ) throws {
    try TileExporter(store, size: size).forEachFile(body)
  }
}
