import Foundation
package import OpenSSL
package import TerminalText

/// Where the passphrase of a home comes from: a file, the environment, or the person.
package enum Passphrase {
  private static let variable = "PLUMBLINE_PASSPHRASE"
  private static let maximumBytes = 4096

  /// - Parameters:
  ///   - file: its first line, without the line's end.
  ///   - isNew: asked twice when typed.
  /// - Throws: `ClientError.badInput`.
  package static func read(
    file: String?, environment: [String: String], isNew: Bool, language: Language
  ) throws -> SecureBytes {
    if let file { return try firstLine(of: file) }
    if let value = environment[variable], !value.isEmpty { return SecureBytes([UInt8](value.utf8)) }
    let typed = try Terminal.secret(language("本机口令：", "Passphrase of this home: "))
    guard isNew else { return typed }
    guard try Terminal.secret(language("再输入一次：", "Once more: ")) == typed else {
      throw ClientError(.badInput, zh: "两次输入的口令不同，请重新运行", en: "the two passphrases differ; run it again")
    }
    return typed
  }

  private static func firstLine(of path: String) throws -> SecureBytes {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), data.count <= maximumBytes else {
      throw ClientError(
        .badInput, zh: "无法读取口令文件 \(path)（或超过 \(maximumBytes) 字节）",
        en: "the passphrase file \(path) cannot be read (or has more than \(maximumBytes) bytes)")
    }
    var line = [UInt8](data.prefix { $0 != 0x0A && $0 != 0x0D })
    defer { wipe(&line) }
    guard !line.isEmpty else {
      throw ClientError(.badInput, zh: "口令文件 \(path) 是空的", en: "the passphrase file \(path) is empty")
    }
    return SecureBytes(line)
  }
}
