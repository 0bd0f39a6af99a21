import ByteCoding
import CanonicalJSON
package import Panel
package import SessionClient
import WireProtocol

extension ReviewerDesk {
  private func name(_ digest: Digest) -> String { "bundle.\(digest)" }

  package func hasBundle(_ application: AssignedApplication) throws -> Bool {
    try store.names(prefix: name(application.bundle)).isEmpty == false
  }

  /// Fetches a bundle into the home, from where an earlier try broke off.
  ///
  /// - Throws: `ClientError.dishonest` for other bytes than those of the digest in the log; what the link throws.
  package func fetch(_ application: AssignedApplication, _ link: some SessionLink) async throws {
    guard try !hasBundle(application) else { return }
    let download = BlobDownload(
      application.bundle, limit: UInt64(BundleDocument.limits.maximumBytes), into: store, by: link)
    try store.write(try await download.run(), to: name(application.bundle))
    try download.discard()
  }

  /// - Throws: `ClientError.waiting` when it has not been fetched; `CanonicalJSONError` for what is no bundle.
  package func bundle(_ application: AssignedApplication) throws -> BundleDocument {
    guard let bytes = try store.read(name(application.bundle)) else {
      throw ClientError(
        .waiting, zh: "\(application.application) 的材料尚未下载；请先运行 fetch",
        en: "the bundle of \(application.application) is not here yet; run fetch first")
    }
    let document = try BundleDocument(canonicalBytes: bytes, limits: BundleDocument.limits)
    guard document.application == application.application else {
      throw ClientError(
        .dishonest, zh: "材料自称属于 \(document.application)，却以 \(application.application) 送来；请告知监督人员",
        en: "the bundle says it is \(document.application) and came as \(application.application); tell a supervisor")
    }
    return document
  }
}
