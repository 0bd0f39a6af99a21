import OfficeFiles
import Programme

/// Which of a package's files is what: by name, then by content.
struct FileRoles {
  /// Nil where only the content can tell.
  static func byName(_ path: String) -> PackageFile.Role? {
    let steps = path.split(separator: "/").map { FoldedText.compact($0) }
    guard let name = steps.last else { return nil }
    if isLitter(name, steps: steps) { return .litter }
    if steps.dropLast().contains(where: { folder in ["佐证", "证明", "附件材料", "支撑"].contains(where: folder.contains) }) {
      return .evidence
    }
    if name.contains("推荐表") || name.contains("申报表") { return .form }
    if name.contains("推荐函") || name.contains("推荐文件") || name.contains("推荐信") { return .letter }
    if name.contains("声明") || name.contains("承诺") { return .declaration }
    if name.contains("申报书") || name.contains("申报材料") || name.contains("申报报告") { return .narrative }
    if name.contains("佐证") || name.contains("证明") { return .evidence }
    return nil
  }

  private static func isLitter(_ name: String, steps: [String]) -> Bool {
    let lower = name.lowercased()
    return lower.hasPrefix("~$") || lower.hasPrefix("._") || lower.hasPrefix(".") || lower == "thumbs.db"
      || lower == "desktop.ini" || lower.hasSuffix(".tmp") || lower.hasSuffix(".lnk") || steps.contains("__MACOSX")
  }

  /// - Parameter text: what the file says.
  static func byContent(_ text: String) -> PackageFile.Role {
    let head = FoldedText.compact(text.prefix(600))
    if head.contains("推荐表") { return .form }
    if head.contains("申报书") { return .narrative }
    if head.contains("声明") { return .declaration }
    if head.contains("关于推荐") || head.contains("推荐函") { return .letter }
    return .evidence
  }
}
