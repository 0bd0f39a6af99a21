import ArgumentParser
import Foundation

enum StandardError {
  /// Says in both languages why a command ends.
  ///
  /// - Returns: the error that ends it with `code`.
  static func exit(_ code: Int32, _ zh: String, _ en: String) -> ExitCode {
    FileHandle.standardError.write(Data("\(zh)\n\(en)\n".utf8))
    return ExitCode(code)
  }
}
