import ReviewerClient
import SessionClient

typealias Desk = ReviewerDesk<VaultHome>

extension HomeOptions {
  /// Opens the desk, connects, and brings it up to the log.
  func online<Result>(_ body: (inout Desk, ServerLink) async throws -> Result) async throws -> Result {
    var desk = try ReviewerDesk(open())
    let link = try await ServerLink.connect(desk.membership, software: ReviewerCommand.software)
    do {
      try await desk.synchronize(link)
      let result = try await body(&desk, link)
      await link.close()
      return result
    } catch {
      await link.close()
      throw error
    }
  }

  /// Opens the desk as it was left.
  func offline<Result>(_ body: (inout Desk) async throws -> Result) async throws -> Result {
    var desk = try ReviewerDesk(open())
    return try await body(&desk)
  }
}
