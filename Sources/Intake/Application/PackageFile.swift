package import ByteCoding

/// One file of a package as it came.
package struct PackageFile: Hashable, Sendable {
  package enum Role: String, Hashable, Sendable, CaseIterable {
    /// 申报书
    case narrative
    /// 推荐表
    case form
    /// 推荐函
    case letter
    /// 真实性、合规性声明
    case declaration
    /// 佐证材料
    case evidence
    /// What systems leave behind: lock files, Thumbs.db, desktop.ini
    case litter

    package var zh: String {
      switch self {
      case .narrative: "申报书"
      case .form: "推荐表"
      case .letter: "推荐函"
      case .declaration: "真实性、合规性声明"
      case .evidence: "佐证材料"
      case .litter: "系统残留文件"
      }
    }
  }

  /// Inside the package, `/` between folders, as it was named.
  package let path: String
  package let role: Role
  package let byteCount: Int
  package let digest: Digest

  package init(path: String, role: Role, byteCount: Int, digest: Digest) {
    self.path = path
    self.role = role
    self.byteCount = byteCount
    self.digest = digest
  }
}
