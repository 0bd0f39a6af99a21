/// Names of companies and the like that stand in lists.
enum OrganisationNames {
  private static let endings = ["公司", "集团", "研究院", "协会", "商会", "学院", "大学"]
  private static let longest = 40

  static func find(in texts: [String]) -> [String] {
    texts.flatMap { text in
      text.split { "、，,；;\n\t等".contains($0) }
        .map { FoldedText.line($0) }
        .filter { name in (4...longest).contains(name.count) && endings.contains(where: name.hasSuffix) }
    }
  }
}

/// Persons named as contacts: 联系人：李传峰.
enum ContactNames {
  static func find(in lines: [String]) -> [String] {
    lines.flatMap { line -> [String] in
      let folded = FoldedText.line(line)
      return folded.ranges(of: "联系人").compactMap { range in
        let rest = folded[range.upperBound...].drop { ": (".contains($0) }
        let name = rest.prefix { $0.unicodeScalars.allSatisfy(FoldedText.isHan) || $0 == "·" }
        return (2...4).contains(name.count) ? String(name) : nil
      }
    }
  }
}
