/// How far a long step is, on one line of a terminal: `匿名处理  [##########----------]   9/18  平度市`.
///
/// In ASCII but for the words: block and bullet signs are wide in some terminals and narrow in others.
package struct ProgressLine: Sendable {
  private static let barColumns = 20
  /// The most that stands after the numbers, so that the line is not broken.
  private static let noteColumns = 30

  private let task: String
  private let total: Int

  package init(_ task: String, of total: Int) {
    self.task = task
    self.total = max(0, total)
  }

  /// - Parameters:
  ///   - done: 0…total; more counts as total.
  ///   - note: what is being worked on.
  package func text(done: Int, note: String = "") -> String {
    let done = min(max(0, done), total)
    let filled = total == 0 ? ProgressLine.barColumns : ProgressLine.barColumns * done / total
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: ProgressLine.barColumns - filled)
    let count = DisplayText.padded("\(done)/\(total)", to: 2 * "\(total)".count + 1, right: true)
    let tail = DisplayText.wrapped(DisplayText.printable(note), columns: ProgressLine.noteColumns).first ?? ""
    return "\(task)  [\(bar)]  \(count)" + (tail.isEmpty ? "" : "  \(tail)")
  }

  /// True when the bar has moved by a tenth: a log that is not a terminal gets these lines only.
  package func isMilestone(done: Int) -> Bool {
    guard total > 0, done > 0 else { return done >= total }
    return done >= total || done * 10 / total != (done - 1) * 10 / total
  }
}
