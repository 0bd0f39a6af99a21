import Foundation
import SessionClient
import SupervisorClient

typealias Desk = SupervisorDesk<VaultHome>

extension HomeOptions {
  /// The mirror stands beside the sealed files, in the clear: it holds nothing that the log does not.
  private var mirror: String {
    get throws { try URL(fileURLWithPath: path, isDirectory: true).appending(path: "mirror").path }
  }

  func desk() throws -> Desk { try desk(open()) }

  func desk(_ home: VaultHome) throws -> Desk { try SupervisorDesk(home, mirror: mirror) }

  func online<Result>(_ body: (inout Desk, ServerLink) async throws -> Result) async throws -> Result {
    var desk = try desk()
    let link = try await ServerLink.connect(desk.membership, software: SupervisorCommand.software)
    do {
      let result = try await body(&desk, link)
      await link.close()
      return result
    } catch {
      await link.close()
      throw error
    }
  }
}

enum Clock {
  /// Seconds since 1970-01-01 UTC, by this machine.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}

/// A yes that was said, on the terminal or by flag.
enum Consent {
  static func demand(_ flag: Bool, _ question: String) throws {
    if flag { return }
    guard Terminal.isInteractive else {
      throw ClientError(
        .badInput, zh: "这一步需要确认；没有终端时请加 --yes", en: "this step needs a yes; without a terminal add --yes")
    }
    guard Terminal.confirms(question) else {
      throw ClientError(.refused, zh: "未确认，没有签名", en: "not confirmed; nothing was signed")
    }
  }
}
