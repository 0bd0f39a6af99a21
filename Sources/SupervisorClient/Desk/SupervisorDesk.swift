import ByteCoding
import OpenSSL
package import Panel
package import Sealing
package import SessionClient
import TransparencyLog

/// A supervisor's work: mirrors the log, folds it, cosigns what it has verified, and releases a share when everything
/// that must be true is true on this machine.
package struct SupervisorDesk<Store: HomeStore> {
  static var witnessName: String { "witness" }

  package let store: Store
  package let keys: SupervisorKeys
  package let membership: Membership
  package internal(set) var mirror: Mirror
  package internal(set) var fold = SessionFold()
  package internal(set) var head: LogHead?
  /// Record digests of the entries.
  var logged: Set<Digest> = []

  /// - Parameter mirror: folder of the mirror.
  /// - Throws: `ClientError.home` when home and mirror do not belong together; what the fold throws.
  package init(_ store: Store, mirror path: String) throws {
    self.store = store
    keys = try SupervisorKeys.load(store)
    membership = try Membership.load(store)
    mirror = Mirror(path)
    let saved: LogHead.Saved? = try store.document(LogHead.name)
    guard let saved, let latest = try? SignedCheckpoint(bytes: saved.latest) else { return }
    try mirror.load(size: latest.checkpoint.size, root: latest.checkpoint.root)
    for (index, entry) in mirror.entries.enumerated() { try take(entry, index: Int64(index)) }
    guard let session = fold.state.session?.record else { return }
    head = try LogHead(keys: LogKeys(session), saved: saved)
  }

  package var state: SessionState { fold.state }

  package var lists: VerifiedLists {
    VerifiedLists { [mirror] digest in mirror.blob(digest) }
  }

  mutating func take(_ entry: [UInt8], index: Int64) throws {
    let signed = try SignedRecord(entry: entry)
    guard index > 0 || signed.digest == membership.session else { throw wrongSession() }
    do {
      try fold.append(signed, index: index, lists: lists)
    } catch let error as StateError {
      throw refusal(of: index, zh: error.zh, en: error.en)
    } catch let error as SealingError {
      throw refusal(of: index, zh: error.zh, en: error.en)
    }
    logged.insert(signed.digest)
  }

  func wrongSession() -> ClientError {
    ClientError(
      .dishonest, zh: "日志第 0 号记录与会次编码不符：这不是您签署的场次。请停止操作，与其他监督人员联系",
      en: "entry 0 is not that of your session code: this is another session. Stop, and call the other supervisors")
  }

  private func refusal(of index: Int64, zh: String, en: String) -> ClientError {
    ClientError(
      .dishonest, zh: "日志第 \(index) 号记录不合规则（\(zh)）；不见证、不交付。请保存现场并联系其他监督人员",
      en: "record \(index) breaks the rules (\(en)); nothing is cosigned or released. Call the other supervisors")
  }
}
