import ByteCoding
import OpenSSL
import Panel
import Sealing
package import SessionClient
import TransparencyLog
import WireProtocol

extension SupervisorDesk {
  /// Pulls what is new, verifies and folds it, and keeps it.
  ///
  /// - Throws: `SplitView`, after both checkpoints are kept as evidence; `ClientError.dishonest` for a log that breaks
  ///   the rules; what the link throws.
  package mutating func synchronize(_ link: some SessionLink) async throws {
    do {
      try await pull(link)
    } catch let split as SplitView {
      try Evidence.keep(split, in: store)
      throw split
    }
  }

  private mutating func pull(_ link: some SessionLink) async throws {
    var head = try await knownHead(link)
    let offered = try await link.checkpoint()
    let sizes = try head.need(for: offered)
    let known = UInt64(mirror.entries.count)
    if let latest = head.latest, offered.checkpoint.size < latest.checkpoint.size {
      throw SplitView(
        seen: latest.bytes, offered: offered.bytes, detail: "\(offered.checkpoint.size) < \(latest.checkpoint.size)")
    }
    let new = try await entries(known..<max(known, offered.checkpoint.size), link)
    try compare(new, offered, head)
    try head.take(offered, proof: sizes == nil ? [] : try await link.consistency(known..<offered.checkpoint.size))
    for (number, entry) in new.enumerated() {
      try await fetchBlobs(of: entry, link)
      try take(entry, index: Int64(known) + Int64(number))
    }
    if !new.isEmpty { try mirror.extend(with: new) }
    try await takeWelcome(&head, link)
    if let latest = head.latest { try mirror.keep(latest) }
    if let cosigned = head.cosigned { try mirror.keep(cosigned: cosigned) }
    try store.save(head.saved, to: LogHead.name)
    self.head = head
  }

  /// The Welcome may carry an older checkpoint under a quorum, which this supervisor saw without the others' lines.
  private func takeWelcome(_ head: inout LogHead, _ link: some SessionLink) async throws {
    guard !link.welcome.checkpoint.isEmpty else { return }
    let checkpoint = try SignedCheckpoint(bytes: link.welcome.checkpoint)
    guard checkpoint.checkpoint.size <= head.size else { return }
    var older = head
    try await older.follow(checkpoint, by: link)
    head = older
    let cosignatures = try checkpoint.verify(
      log: head.keys.log, witnesses: head.keys.witnesses, unknownLines: .ignored)
    if cosignatures.count >= head.keys.quorum { try mirror.keep(cosigned: checkpoint) }
  }

  private func knownHead(_ link: some SessionLink) async throws -> LogHead {
    if let head { return head }
    guard let first = try await link.entries(from: 0, count: 1).entries.first else {
      throw ClientError(.waiting, zh: "场次尚未设立，请稍后再试", en: "the session is not in the log yet; try again later")
    }
    let signed = try SignedRecord(entry: first)
    guard signed.digest == membership.session, case .session(let session) = signed.record else { throw wrongSession() }
    return LogHead(keys: try LogKeys(session))
  }

  private func entries(_ range: Range<UInt64>, _ link: some SessionLink) async throws -> [[UInt8]] {
    var new: [[UInt8]] = []
    while range.lowerBound + UInt64(new.count) < range.upperBound {
      let start = range.lowerBound + UInt64(new.count)
      let wanted = UInt32(min(range.upperBound - start, UInt64(WireLimits.entriesInAnswer)))
      let page = try await link.entries(from: start, count: wanted)
      guard page.start == start, !page.entries.isEmpty, page.entries.count <= Int(wanted) else {
        throw ClientError(
          .dishonest, zh: "服务器给出的记录不是所要的（自第 \(start) 号起）",
          en: "the server sent other entries than asked for (from \(start))")
      }
      new.append(contentsOf: page.entries)
    }
    return new
  }

  /// The root over the mirror and the new entries is the checkpoint's, or somebody keeps two logs.
  private func compare(_ new: [[UInt8]], _ offered: SignedCheckpoint, _ head: LogHead) throws {
    var frontier = mirror.frontier
    for entry in new { frontier.append(MerkleTree.leafHash(entry)) }
    guard frontier.size == offered.checkpoint.size, frontier.root == offered.checkpoint.root else {
      if let latest = head.latest {
        throw SplitView(seen: latest.bytes, offered: offered.bytes, detail: "\(frontier.root)")
      }
      throw ClientError(
        .dishonest, zh: "由全部记录算出的根与服务器签名的快照不同；请联系其他监督人员",
        en: "the root over all entries is not that of the checkpoint the server signed; call the other supervisors")
    }
  }

  private func fetchBlobs(of entry: [UInt8], _ link: some SessionLink) async throws {
    for use in BlobUse.uses(of: try SignedRecord(entry: entry).record) where !mirror.contains(use.digest) {
      do {
        let download = BlobDownload(use.digest, limit: WireLimits.blob, into: store, by: link)
        try mirror.keep(try await download.run(), digest: use.digest)
        try download.discard()
      } catch let refusal as WireRefusal where refusal.code == .notFound && !use.isRequired {
        continue
      }
    }
  }
}
