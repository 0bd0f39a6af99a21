import Foundation

/// A name that was declared, or learned from the application's own text.
struct KnownName: Hashable, Sendable {
  let name: String
  let rule: RedactionRule
  let subject: Subject

  init(name: String, rule: RedactionRule, subject: Subject) {
    self.name = name
    self.rule = rule
    self.subject = subject
  }

  /// Sorts a name out of the papers by what it looks like. Nil for names of systems (Administrator, lenovo), which name nobody,
  /// and for offices, which are a place's name and general words: the gazetteer replaces the one and keeps the other.
  init?(written: String) {
    let plain = NormalizedText(written).codes.text.trimmingCharacters(in: .whitespaces)
    guard plain.count >= 2, !KnownName.ofSystems.contains(plain), !plain.hasPrefix("wps_") else { return nil }
    let isHan = plain.unicodeScalars.allSatisfy { Sign.isHan($0.value) }
    if isHan, KnownName.officeEnds.contains(where: plain.hasSuffix) { return nil }
    if plain.hasSuffix("公司") || plain.hasSuffix("集团") {
      self.init(name: plain, rule: .company, subject: .company(plain))
    } else if isHan, plain.count <= 4 {
      guard PersonDetector.canBeName(plain) else { return nil }
      self.init(name: plain, rule: .person, subject: .person(plain))
    } else if plain.count >= 4 {
      self.init(name: plain, rule: .declaredName, subject: .declared(plain))
    } else {
      return nil
    }
  }

  private static let officeEnds = ["局", "厅", "委", "办", "府", "室", "科", "处", "市", "县", "区", "部"]

  private static let ofSystems: Set<String> = [
    "administrator", "admin", "user", "users", "microsoft", "lenovo", "hp", "dell", "asus", "acer", "huawei",
    "thinkpad",
    "office", "wps", "kingsoft", "microsoft office user", "windows", "windows user", "china", "pc", "author", "guest",
    "openpyxl", "python-docx", "libreoffice", "apache poi", "un-named", "微软用户", "微软中国", "用户", "作者", "未定义", "管理员",
  ]
}
