import Foundation
import RegistrarService

/// Files as whole byte strings; a file is there whole or not at all.
enum Files {
  static func read(_ path: String) throws(Complaint) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw Complaint(
        .badInput, code: "file", zh: "无法读取 \(path)：\(error.localizedDescription)",
        en: "Cannot read \(path): \(error.localizedDescription)")
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Complaint) {
    do {
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Complaint(
        .badInput, code: "file", zh: "无法写入 \(path)：\(error.localizedDescription)",
        en: "Cannot write \(path): \(error.localizedDescription)")
    }
  }
}
