import Archive
import ByteCoding
import OpenSSL
import Panel
import Sealing
import TransparencyLog

/// The entries against tiles and checkpoint, before any of them is believed.
enum Tree {
  static func fault(_ evidence: some LogEvidence) -> AuditFault? {
    let head = evidence.checkpoint.checkpoint
    do {
      try TiledLog.verify(size: head.size, root: head.root, read: { try evidence.read($0) }, entry: { _, _ in })
      return nil
    } catch {
      let words = Words(error)
      return AuditFault(.tree, zh: words.zh, en: words.en)
    }
  }
}

extension AuditPolicy {
  /// V1: every member is known and accounted for.
  static let files = AuditPolicy(.files, .files) { context in
    guard let archive = context.archive else {
      return .passed(zh: "\(context.evidence.size) 条记录", en: "\(context.evidence.size) entries")
    }
    if let stranger = archive.strangers.first {
      throw AuditFault(.files, zh: "档案中有多余的文件 \(stranger)", en: "\(stranger) does not belong in the archive")
    }
    let expected = Tile.all(size: archive.size).reduce(0) { count, _ in count + 1 }
    guard archive.tileCount == expected else {
      throw AuditFault(
        .files, zh: "tile/ 下应有 \(expected) 个文件，实有 \(archive.tileCount)",
        en: "there must be \(expected) files under tile/, not \(archive.tileCount)")
    }
    if let halt = context.replay.halt {
      let place = halt.record ?? 0
      return .notChecked(
        zh: "日志止于第 \(place) 号记录：其后的记录与所提附件未读", en: "the log is refused at record \(place): what follows was not read")
    }
    for (digest, _) in archive.blobs where context.replay.blobs[digest] == nil {
      throw AuditFault(
        .files, zh: "没有记录提到 blobs/\(digest)", en: "no record names blobs/\(digest)")
    }
    try Documents.check(archive, seal: context.state.seal?.record)
    return .passed(
      zh: "\(archive.index.count) 个文件，\(archive.size) 条记录", en: "\(archive.index.count) files, \(archive.size) entries")
  }

  /// V2: the newest checkpoint, and those that came with it, are signed by the log key of entry 0.
  static let checkpoint = AuditPolicy(.checkpoint, .files) { context in
    if let fault = context.witnessing.logFault { throw fault }
    let head = context.evidence.checkpoint.checkpoint
    return .passed(zh: "\(head.origin)，大小 \(head.size)", en: "\(head.origin), size \(head.size)")
  }

  /// V3: tiles were compared before the replay; here the blobs.
  static let tree = AuditPolicy(.tree, .files) { context in
    var count = 0
    if let archive = context.archive {
      for (digest, member) in archive.blobs {
        guard try Documents.digest(of: member, in: archive) == digest else {
          throw AuditFault(
            .tree, record: context.replay.blobs[digest]?.record, zh: "blobs/\(digest) 的内容被改动",
            en: "the content of blobs/\(digest) was changed")
        }
        count += 1
      }
    }
    for (digest, named) in context.replay.blobs.sorted(by: { $0.value.record < $1.value.record }) {
      guard let size = context.evidence.blobSize(digest) else {
        guard context.archive == nil || !named.use.isRequired else {
          throw AuditFault(.tree, record: named.record, zh: "缺少 blobs/\(digest)", en: "blobs/\(digest) is not there")
        }
        continue
      }
      guard named.use.size == nil || named.use.size == Int64(size) else {
        throw AuditFault(
          .tree, record: named.record, zh: "blobs/\(digest) 有 \(size) 字节，记录称 \(named.use.size ?? 0)",
          en: "blobs/\(digest) has \(size) bytes; the record says \(named.use.size ?? 0)")
      }
    }
    let size = context.evidence.size
    return .passed(zh: "\(size) 条记录，\(count) 个附件", en: "\(size) entries, \(count) blobs")
  }

  /// V4: the log continues every checkpoint that is known.
  static let earlierCheckpoints = AuditPolicy(.earlierCheckpoints, .files) { context in
    if let fault = context.anchoring.historyFault { throw fault }
    var reader = context.evidence.tileReader
    let earlier = context.evidence.earlierCheckpoints
    for signed in earlier {
      try CheckpointConsistency.check(signed.checkpoint, context.evidence.checkpoint.checkpoint, &reader)
    }
    let given = context.anchor.checkpoints.count + context.anchor.receipts.count
    guard given > 0 else {
      return .notChecked(
        zh: "没有提供档案以外的快照（--trust）；档案内的 \(earlier.count) 份一致",
        en: "no checkpoint from elsewhere was given (--trust); the \(earlier.count) in the archive are consistent")
    }
    return .passed(zh: "另有快照或回执 \(given) 份，均一致", en: "\(given) checkpoints or receipts from elsewhere are consistent")
  }
}

/// The files beside the log, which `seal` names by digest.
enum Documents {
  static func check(_ archive: ArchiveEvidence, seal: Seal?) throws {
    for (path, digest) in [
      (ArchiveEvidence.resultPath, seal?.result), (ArchiveEvidence.reportPath, seal?.report),
    ] {
      switch (archive.index.member(path), digest) {
      case (nil, nil): continue
      case (nil, .some):
        throw AuditFault(.files, zh: "缺少 \(path)，封卷记录有其摘要", en: "\(path) is not there; the seal names it")
      case (.some, nil):
        throw AuditFault(.files, zh: "尚未封卷，不应有 \(path)", en: "\(path) does not belong in the archive before the seal")
      case (.some(let member), .some(let digest)):
        guard try Documents.digest(of: member, in: archive) == digest else {
          throw AuditFault(.files, zh: "\(path) 与封卷记录的摘要不符", en: "\(path) is not the file that the seal names")
        }
      }
    }
  }

  static func digest(of member: ArchiveMember, in archive: ArchiveEvidence) throws -> Digest {
    let stream = SHA256Stream()
    try archive.index.forEachPiece(of: member) { stream.update($0) }
    return stream.finish()
  }
}
