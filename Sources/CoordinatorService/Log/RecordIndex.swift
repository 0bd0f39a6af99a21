import ByteCoding
import Panel

/// Which entries a reviewer may read before the unsealing: control records and their own.
struct RecordIndex: Sendable {
  private var control: [Int64] = []
  private var own: [Code: [Int64]] = [:]
  /// By TLS key: whose it is.
  private(set) var enrolled: [Digest: Enrolled] = [:]

  struct Enrolled: Sendable {
    let code: Code
    let role: Role
  }

  mutating func add(_ record: Record, index: Int64) {
    if case .enrolment(let enrolment) = record {
      enrolled[enrolment.tls] = Enrolled(code: enrolment.code, role: enrolment.role)
    }
    if RecordIndex.isControl(record) {
      control.append(index)
    } else {
      for code in record.payload.by { own[code, default: []].append(index) }
    }
  }

  /// True for what says nothing of one reviewer's progress.
  static func isControl(_ record: Record) -> Bool {
    switch record {
    case .sheet, .recusal, .final, .dispute, .incident, .deposit: false
    case .session, .keyset, .enrolment, .keyChange, .roster, .handOver, .application, .bundle, .exclusions, .escrow,
      .redactionDecision, .withdrawal, .beacon, .assignment, .scoringStarted, .amendment, .closeExtension,
      .scoringClosed, .keyShare, .unsealing, .ranking, .ruling, .decision, .reveal, .selection, .abandoned, .seal:
      true
    }
  }

  func control(from start: Int64, below end: Int64, limit: Int) -> [Int64] {
    RecordIndex.slice(control, from: start, below: end, limit: limit)
  }

  func records(of code: Code, from start: Int64, below end: Int64, limit: Int) -> [Int64] {
    RecordIndex.slice(own[code] ?? [], from: start, below: end, limit: limit)
  }

  private static func slice(_ indices: [Int64], from start: Int64, below end: Int64, limit: Int) -> [Int64] {
    var low = 0
    var high = indices.count
    while low < high {
      let middle = (low + high) / 2
      if indices[middle] < start { low = middle + 1 } else { high = middle }
    }
    return indices[low...].prefix(limit).filter { $0 < end }
  }
}
