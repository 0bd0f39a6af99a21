package import CanonicalJSON
import Foundation

/// What a tool says at the end: lines for a person, or one document for a program, on standard output.
package struct Answer: Sendable {
  package var lines: [String]
  package var json: JSONValue

  package init(_ lines: [String], json: JSONValue) {
    self.lines = lines
    self.json = json
  }

  package func print(asJSON: Bool) {
    let text = asJSON ? String(decoding: json.canonicalBytes, as: UTF8.self) : lines.joined(separator: "\n")
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}

/// Files that a person names.
package enum UserFile {
  /// - Throws: `ClientError.badInput`.
  package static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
    let url = URL(fileURLWithPath: path)
    guard let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= limit,
      let data = try? Data(contentsOf: url)
    else {
      throw ClientError(
        .badInput, zh: "无法读取文件 \(path)（不存在、无权限或超过 \(limit >> 20) MiB）",
        en: "\(path) cannot be read (absent, not permitted, or larger than \(limit >> 20) MiB)")
    }
    return [UInt8](data)
  }

  /// - Throws: `ClientError.badInput`.
  package static func write(_ bytes: [UInt8], to name: String, in folder: String) throws -> String {
    try PlainFolder(folder).write(bytes, to: name)
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
