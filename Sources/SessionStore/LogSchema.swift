import GRDB
import TransparencyLog

/// The tables of a log's SQLite file.
enum LogSchema {
  /// `PLUM`, in SQLite's header: says that the file is ours.
  static let applicationID = 0x504C_554D
  /// Grows with every change of the tables.
  static let version = 1
  /// STRICT tables came with 3.37.
  static let minimumSQLite = [3, 37, 0]

  static let statements = """
    CREATE TABLE entries (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
      bytes BLOB NOT NULL CHECK (length(bytes) <= 65535)
    ) STRICT;

    CREATE TABLE tiles (
      level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 6),
      number INTEGER NOT NULL CHECK (number >= 0),
      hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
      PRIMARY KEY (level, number)
    ) STRICT;

    -- The head is the row with the largest size.
    CREATE TABLE checkpoints (
      size INTEGER PRIMARY KEY CHECK (size > 0),
      note BLOB NOT NULL
    ) STRICT;

    CREATE TABLE cosignatures (
      size INTEGER NOT NULL REFERENCES checkpoints (size),
      name TEXT NOT NULL,
      keyID INTEGER NOT NULL,
      signature BLOB NOT NULL,
      PRIMARY KEY (size, name, keyID)
    ) STRICT;

    -- A projection of the log, to start faster; can always be computed again. One row at most.
    CREATE TABLE snapshot (
      single INTEGER PRIMARY KEY CHECK (single = 1),
      size INTEGER NOT NULL,
      root BLOB NOT NULL CHECK (length(root) = 32),
      bytes BLOB NOT NULL
    ) STRICT;
    """

  static func create(_ database: Database) throws {
    try database.execute(sql: statements)
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// - Throws: `LogError` `store` if the file is not a log of this version.
  static func check(_ database: Database, path: String) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
      throw LogError(
        .store, zh: "\(path) 不是日志文件，请检查路径。", en: "\(path) is not the file of a log; check the path.")
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found == version else {
      throw LogError(
        .store, zh: "\(path) 的格式版本为 \(found)，本程序只认 \(version)。",
        en: "\(path) has format version \(found); this program knows \(version).")
    }
  }

  static func checkSQLite(_ database: Database) throws {
    let text = try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? ""
    let found = text.split(separator: ".").compactMap { Int($0) }
    guard !found.lexicographicallyPrecedes(minimumSQLite) else {
      throw LogError(
        .store, zh: "SQLite 版本 \(text) 过旧，至少需要 3.37.0。", en: "SQLite \(text) is too old; 3.37.0 is needed.")
    }
  }
}
