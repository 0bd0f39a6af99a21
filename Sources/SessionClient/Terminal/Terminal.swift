import Glibc
package import OpenSSL

/// The terminal of the person who runs the tool. Questions go to it even when the output goes elsewhere.
package enum Terminal {
  /// Bytes of a line that a person may type.
  private static let maximumLineBytes = 65_536

  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// A line typed without being shown.
  ///
  /// - Throws: `ClientError.badInput` when there is no terminal.
  package static func secret(_ prompt: String) throws -> SecureBytes {
    let device = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard device >= 0 else {
      throw ClientError(
        .badInput, zh: "需要口令，但没有终端；请用 --passphrase-file 或环境变量 PLUMBLINE_PASSPHRASE",
        en: "a passphrase is needed and there is no terminal; use --passphrase-file or PLUMBLINE_PASSPHRASE")
    }
    defer { close(device) }
    var settings = termios()
    guard unsafe tcgetattr(device, &settings) == 0 else {
      throw ClientError(.badInput, zh: "无法设置终端", en: "the terminal cannot be set up")
    }
    var before = settings
    settings.c_lflag &= ~tcflag_t(ECHO)
    unsafe tcsetattr(device, TCSAFLUSH, &settings)
    defer {
      unsafe tcsetattr(device, TCSAFLUSH, &before)
      write("\n", to: device)
    }
    write(prompt, to: device)
    var line = readLine(from: device)
    defer { wipe(&line) }
    return SecureBytes(line)
  }

  /// A question and the line that answers it; nil when there is no terminal or it ended.
  package static func ask(_ question: String) -> String? {
    guard isInteractive else { return nil }
    write(question, to: STDERR_FILENO)
    return Swift.readLine(strippingNewline: true)
  }

  /// True after a yes. Without a terminal nobody can say yes.
  package static func confirms(_ question: String) -> Bool {
    guard let answer = ask("\(question) [y/N] ") else { return false }
    return ["y", "yes", "是"].contains(answer.lowercased())
  }

  /// Progress and hints: standard error.
  package static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = [UInt8](text.utf8)
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
  }

  private static func readLine(from descriptor: Int32) -> [UInt8] {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < maximumLineBytes, unsafe Glibc.read(descriptor, &byte, 1) == 1, byte != 0x0A {
      line.append(byte)
    }
    return line
  }
}
