/// What is wrong with a table, line by line.
package struct TableError: Error, Equatable, CustomStringConvertible {
  package struct Fault: Sendable, Equatable {
    /// From 1, the header included.
    package let line: Int
    package let zh: String
    package let en: String
  }

  /// Faults told at once.
  package static let maxFaults = 20

  /// In order of line; at least one.
  package let faults: [Fault]

  package var description: String {
    faults.map { "第\($0.line)行：\($0.zh) / line \($0.line): \($0.en)" }.joined(separator: "\n")
  }
}

/// Collects faults until there are enough.
struct FaultList {
  private(set) var faults: [TableError.Fault] = []

  mutating func add(_ line: Int, zh: String, en: String) {
    if !isFull { faults.append(TableError.Fault(line: line, zh: zh, en: en)) }
  }

  var isFull: Bool { faults.count >= TableError.maxFaults }

  func throwIfAny() throws(TableError) {
    if !faults.isEmpty { throw TableError(faults: faults) }
  }
}
