import ByteCoding
import OpenSSL
import Panel
import Sealing
package import SessionClient
import TransparencyLog
import WireProtocol

extension ReviewerDesk {
  /// Brings view and chain up to the log's present state.
  ///
  /// - Throws: `SplitView`, after both checkpoints are kept as evidence; `ClientError.dishonest`; what the link throws.
  package mutating func synchronize(_ link: some SessionLink) async throws {
    do {
      try await followLog(link)
      try await takeControlRecords(link)
      try await takeOwnRecords(link)
      try await takeAssignments(link)
    } catch let split as SplitView {
      try Evidence.keep(split, in: store)
      throw split
    }
  }

  private mutating func followLog(_ link: some SessionLink) async throws {
    guard var head else {
      // First contact: entry 0 comes first, since the log's key stands in it.
      guard let first = try await link.controlRecords(from: 0).records.first, first.index == 0 else {
        throw ClientError(.waiting, zh: "场次尚未设立，请稍后再试", en: "the session is not in the log yet; try again later")
      }
      let signed = try SignedRecord(entry: first.envelope)
      guard signed.digest == membership.session, case .session(let session) = signed.record else {
        throw ClientError(
          .dishonest, zh: "日志第 0 号记录与会次编码不符：这不是您受聘的场次。请停止操作并致电监督人员",
          en: "entry 0 is not that of your session code: this is another session. Stop, and call a supervisor")
      }
      head = LogHead(keys: try LogKeys(session))
      return try await followLog(link)
    }
    try await head.refresh(by: link)
    try keep(head)
  }

  /// A checkpoint is kept before anything is done on its strength.
  func save(_ head: LogHead) throws { try store.save(head.saved, to: LogHead.name) }

  private mutating func keep(_ head: LogHead) throws {
    try save(head)
    self.head = head
  }

  /// Takes up a page's checkpoint and checks each record's inclusion in it.
  private mutating func verify(_ page: RecordPage, _ link: some SessionLink) async throws -> SignedCheckpoint {
    guard var head else { preconditionFailure("the log is followed first") }
    let checkpoint = try SignedCheckpoint(bytes: page.checkpoint)
    try await head.follow(checkpoint, by: link)
    try keep(head)
    for record in page.records {
      try InclusionProof(index: record.index, treeSize: checkpoint.checkpoint.size, hashes: record.inclusionProof)
        .verify(leaf: MerkleTree.leafHash(record.envelope), root: checkpoint.checkpoint.root)
    }
    return checkpoint
  }

  private mutating func takeControlRecords(_ link: some SessionLink) async throws {
    var more = true
    while more {
      let page = try await link.controlRecords(from: view.nextIndex)
      guard !page.records.isEmpty else { return }
      _ = try await verify(page, link)
      for record in page.records {
        if case .roster(let roster) = try SignedRecord(entry: record.envelope).record {
          try await fetch(list: roster.members.blob, link)
        }
        try view.take(record.envelope, index: record.index, lists: lists)
      }
      let entries = page.records.map { ControlPage.Entry(index: Int64($0.index), envelope: $0.envelope) }
      try store.save(ControlPage(records: entries), to: ControlPage.name(entries[0].index))
      more = page.more
    }
  }

  private func fetch(list digest: Digest, _ link: some SessionLink) async throws {
    let name = "blob.\(digest)"
    guard try store.read(name) == nil else { return }
    let download = BlobDownload(digest, limit: WireLimits.blob, into: store, by: link)
    try store.write(try await download.run(), to: name)
    try download.discard()
  }

  /// What the log holds of this reviewer's own, with receipts for what was sent and not answered.
  private mutating func takeOwnRecords(_ link: some SessionLink) async throws {
    var more = true
    while more {
      let page = try await link.ownRecords(from: nextOwn)
      guard let last = page.records.last else { return }
      let checkpoint = try await verify(page, link)
      for record in page.records { try reconcile(record, checkpoint) }
      nextOwn = last.index + 1
      try saveProgress()
      more = page.more
    }
  }

  private mutating func reconcile(_ record: ProvenRecord, _ checkpoint: SignedCheckpoint) throws {
    let signed = try SignedRecord(entry: record.envelope)
    switch signed.record {
    case .sheet, .recusal, .final:
      guard queue.records.contains(where: { $0.digest == signed.digest && $0.envelope == record.envelope }) else {
        throw ClientError(
          .refused,
          zh: "日志第 \(record.index) 号记录以您的名义签署，却不是本机所签：密钥可能被盗用，或本机文件夹是从旧备份恢复的。请停止操作并致电监督人员",
          en: """
            record \(record.index) is signed as you and was not signed here: your key may be stolen, or this home was \
            restored from an old copy. Stop, and call a supervisor
            """)
      }
      let proof = LogProof(
        InclusionProof(index: record.index, treeSize: checkpoint.checkpoint.size, hashes: record.inclusionProof),
        checkpoint: checkpoint)
      if let kept = queue.logged(signed.digest, proof: proof.bytes) { try ChainDocuments.save(kept, in: store) }
    default: break
    }
  }

  private mutating func takeAssignments(_ link: some SessionLink) async throws {
    guard view.assignment != nil else { return }
    var items: [AssignmentItem] = []
    var more = true
    while more {
      let page = try await link.assignments(from: UInt32(items.count))
      items.append(contentsOf: page.items)
      more = page.more && !page.items.isEmpty
    }
    assigned = try items.enumerated().map { position, item in
      guard let application = Code(item.application), Int(item.position) == position,
        view.bundles[application] == item.bundle
      else {
        throw ClientError(
          .dishonest, zh: "服务器所列申报件 \(item.application) 与日志中登记的材料不符",
          en: "the server's list names a bundle of \(item.application) that is not the one in the log")
      }
      return AssignedApplication(
        application: application, bundle: item.bundle, bundleBytes: Int64(clamping: item.bundleSize))
    }
    try saveProgress()
  }
}
