import Foundation

/// submit-bench FOLDER SHEETS: hands SHEETS sheets of 64 reviewers in over mutual TLS, each reviewer one at a time (a
/// chain allows no more), and counts receipts a second; then Ed25519 verifications a second on every core. Server, clients
/// and disk are this machine's. Leaves the certificates in FOLDER/pem. Prints one JSON object.
@main struct SubmitBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let sheets = Int(arguments[2]), sheets > 0 else {
      FileHandle.standardError.write(Data("usage: submit-bench FOLDER SHEETS\n".utf8))
      exit(2)
    }
    let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
    try? FileManager.default.removeItem(at: folder)
    let session = try await BenchSession(folder: folder)
    let chains = try await session.chains(sheets: sheets)
    let submitted = try await session.submit(chains)
    let verified = try await VerificationLimit.measure(bytes: submitted.bytes)
    print(
      """
      {"receipts_per_second":\(submitted.perSecond),"sheet_bytes":\(submitted.bytes),\
      "verifications_per_second":\(verified)}
      """)
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
