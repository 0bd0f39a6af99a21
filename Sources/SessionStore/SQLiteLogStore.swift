package import ByteCoding
import Foundation
import GRDB
package import TransparencyLog

/// A log in one SQLite file. A batch is one transaction: entries, hashes and checkpoint become durable together, or
/// none of them does.
///
/// WAL with `synchronous=FULL` on the connection that writes: a commit returns after the disk has it. GRDB lowers the
/// writer to NORMAL when it turns WAL on, so the setting is made after opening and read back.
package final class SQLiteLogStore: LogStore {
  private let pool: DatabasePool

  /// - Throws: `LogError` `store` if the file is there already: a log is never begun twice.
  package static func create(path: String) throws -> SQLiteLogStore {
    try POSIXFile.write([], newFile: path)
    try POSIXFile.synchronize(folder: parent(of: path))
    return try SQLiteLogStore(path: path, isNew: true)
  }

  /// - Throws: `LogError` `missing` if there is no such file: a wrong path must not begin another log.
  package static func open(path: String) throws -> SQLiteLogStore {
    guard try POSIXFile.size(of: path) != nil else {
      throw LogError(.missing, zh: "没有日志文件 \(path)，请检查路径。", en: "There is no log at \(path); check the path.")
    }
    return try SQLiteLogStore(path: path, isNew: false)
  }

  private init(path: String, isNew: Bool) throws {
    pool = try SQLiteLogStore.storing {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.label = "log"
      let pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        try LogSchema.checkSQLite(database)
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
          try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
        else {
          throw LogError(
            .store, zh: "无法让 SQLite 在每次提交时落盘（synchronous=FULL、WAL），拒绝使用 \(path)。",
            en: "SQLite does not keep synchronous=FULL with WAL on \(path): commits would not be durable. Refused.")
        }
        if isNew {
          try database.inTransaction {
            try LogSchema.create(database); return .commit
          }
        }
        try LogSchema.check(database, path: path)
      }
      return pool
    }
  }

  /// The writer's `synchronous` level; 2 is FULL.
  func writerSynchronousLevel() throws -> Int? {
    try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }

  package func latestCheckpoint() throws -> SignedCheckpoint? {
    try reading { try SQLiteLogStore.head($0) }
  }

  package func checkpoint(size: UInt64) throws -> SignedCheckpoint? {
    try reading { database in
      try Data.fetchOne(
        database, sql: "SELECT note FROM checkpoints WHERE size = ?", arguments: [Int64(clamping: size)]
      )
      .map { try SignedCheckpoint(bytes: [UInt8]($0)) }
    }
  }

  package func append(_ batch: LogBatch, checkpoint: SignedCheckpoint) throws {
    precondition(checkpoint.checkpoint == batch.checkpoint, "the checkpoint of another batch")
    try writing { database in
      let head = try SQLiteLogStore.head(database)?.checkpoint
      guard head.map({ $0 == batch.base }) ?? (batch.base.size == 0) else {
        throw LogError(
          .conflict, zh: "存储的检查点（大小 \(head?.size ?? 0)）不是本批所依据的（大小 \(batch.base.size)）：另有写入者。",
          en: "The stored head (size \(head?.size ?? 0)) is not the batch's base (size \(batch.base.size)): "
            + "somebody else writes.")
      }
      let insert = try database.cachedStatement(sql: "INSERT INTO entries (position, key, bytes) VALUES (?, ?, ?)")
      for (entry, position) in zip(batch.entries, Int64(batch.base.size)...) {
        try insert.execute(arguments: [position, Data(entry.key.bytes), Data(entry.bytes)])
      }
      for tile in batch.tiles { try SQLiteLogStore.append(tile, to: database) }
      try database.execute(
        sql: "INSERT INTO checkpoints (size, note) VALUES (?, ?)",
        arguments: [Int64(batch.checkpoint.size), Data(checkpoint.bytes)])
    }
  }

  package func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
    let entries = try reading { database in
      try Data.fetchAll(
        database, sql: "SELECT bytes FROM entries WHERE position >= ? AND position < ? ORDER BY position",
        arguments: [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)])
    }
    guard entries.count == range.count else {
      throw LogError(
        .missing, zh: "日志没有条目 \(range.lowerBound)–\(range.upperBound) 的全部。",
        en: "The log does not have all entries from \(range.lowerBound) to before \(range.upperBound).")
    }
    return entries.map { [UInt8]($0) }
  }

  package func hashTile(level: Int, number: UInt64) throws -> [UInt8] {
    let hashes = try reading { database in
      try Data.fetchOne(
        database, sql: "SELECT hashes FROM tiles WHERE level = ? AND number = ?",
        arguments: [level, Int64(clamping: number)])
    }
    guard let hashes else {
      throw LogError(.missing, zh: "没有哈希块 \(level)/\(number)。", en: "There is no tile \(level)/\(number).")
    }
    return [UInt8](hashes)
  }

  package func index(of key: Digest) throws -> UInt64? {
    try reading { database in
      try Int64.fetchOne(
        database, sql: "SELECT position FROM entries WHERE key = ?", arguments: [Data(key.bytes)]
      ).map(UInt64.init)
    }
  }

  package func add(cosignature: NoteSignature, size: UInt64) throws {
    guard try checkpoint(size: size) != nil else {
      throw LogError(.missing, zh: "没有大小为 \(size) 的检查点。", en: "There is no checkpoint of size \(size).")
    }
    try writing { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO cosignatures (size, name, keyID, signature) VALUES (?, ?, ?, ?)",
        arguments: [
          Int64(size), cosignature.name, Int64(cosignature.keyID), Data(cosignature.signature),
        ])
    }
  }

  package func cosignatures(size: UInt64) throws -> [NoteSignature] {
    try reading { database in
      try Row.fetchAll(
        database, sql: "SELECT name, keyID, signature FROM cosignatures WHERE size = ? ORDER BY name, keyID",
        arguments: [Int64(clamping: size)]
      ).map { row in
        let (name, keyID, signature): (String, UInt32, Data) = (row[0], row[1], row[2])
        return NoteSignature(name: name, keyID: keyID, signature: [UInt8](signature))
      }
    }
  }

  package func cosignedSizes() throws -> [UInt64] {
    try reading { database in
      try Int64.fetchAll(database, sql: "SELECT DISTINCT size FROM cosignatures ORDER BY size").map(UInt64.init)
    }
  }

  package func save(_ snapshot: LogSnapshot) throws {
    try writing { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO snapshot (single, size, root, bytes) VALUES (1, ?, ?, ?)",
        arguments: [Int64(clamping: snapshot.size), Data(snapshot.root.bytes), Data(snapshot.bytes)])
    }
  }

  package func snapshot() throws -> LogSnapshot? {
    try reading { database in
      guard let row = try Row.fetchOne(database, sql: "SELECT size, root, bytes FROM snapshot") else { return nil }
      let (size, root, bytes): (Int64, Data, Data) = (row[0], row[1], row[2])
      return Digest(root).map { LogSnapshot(size: UInt64(size), root: $0, bytes: [UInt8](bytes)) }
    }
  }

  private static func head(_ database: Database) throws -> SignedCheckpoint? {
    try Data.fetchOne(database, sql: "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
      .map { try SignedCheckpoint(bytes: [UInt8]($0)) }
  }

  private static func append(_ tile: TileAppend, to database: Database) throws {
    let number = Int64(clamping: tile.number)
    if tile.start == 0 {
      let insert = try database.cachedStatement(sql: "INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)")
      try insert.execute(arguments: [tile.level, number, Data(tile.hashes)])
    } else {
      let extend = try database.cachedStatement(
        sql: """
          UPDATE tiles SET hashes = CAST(hashes || ? AS BLOB)
          WHERE level = ? AND number = ? AND length(hashes) = ?
          """)
      try extend.execute(arguments: [Data(tile.hashes), tile.level, number, tile.start * Digest.byteCount])
      guard database.changesCount == 1 else {
        throw LogError(
          .store, zh: "哈希块 \(tile.level)/\(tile.number) 的长度与检查点不符：日志文件已损坏，请从副本恢复。",
          en: "The tile \(tile.level)/\(tile.number) is not as long as the checkpoint says: the log is damaged; "
            + "restore it from a mirror.")
      }
    }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try SQLiteLogStore.storing { try pool.read(body) }
  }

  private func writing(_ body: (Database) throws -> Void) throws {
    try SQLiteLogStore.storing { try pool.write(body) }
  }

  /// Turns SQLite's errors into the log's own.
  private static func storing<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LogError(.store, zh: "日志存储出错：\(error)", en: "The log's storage failed: \(error)")
    }
  }
}
