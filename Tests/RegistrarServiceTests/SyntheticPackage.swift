import Foundation
import Programme

/// A package as a recommending unit hands it in: form, narrative, letter and declaration in Word, as small as they can
/// be and in order.
struct SyntheticPackage {
  /// Code of the division that applies.
  var division: String
  var track = "A"
  var hasLetter = true
  /// Added to the narrative's first part.
  var extraParagraph = ""

  private var applicant: Division {
    guard let division = DivisionTable.shandong.division(code: division) else {
      preconditionFailure("no division of code \(division)")
    }
    return division
  }

  private var city: Division { DivisionTable.shandong.parent(of: applicant) ?? applicant }
  private var fullName: String { applicant.level == .city ? applicant.name : city.name + applicant.name }
  private var unit: String { city.name + "工业和信息化局" }

  /// Writes the package as a folder inside `folder`.
  @discardableResult
  func write(in folder: URL, named name: String? = nil) throws -> URL {
    let url = folder.appending(path: name ?? applicant.name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (file, body) in documents { try Data(Self.docx(body)).write(to: url.appending(path: file)) }
    return url
  }

  /// Writes the letter alone, beside packages.
  func writeLetter(in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.docx(letter)).write(to: folder.appending(path: "推荐函.docx"))
  }

  /// The package as one zip.
  func archive() -> [UInt8] {
    var zip = SyntheticZip()
    for (file, body) in documents { zip.add(file, Self.docx(body)) }
    return zip.bytes
  }

  private var documents: [(String, String)] {
    [("申报书.docx", narrative), ("推荐表.docx", form), ("声明.docx", declaration)]
      + (hasLetter ? [("推荐函.docx", letter)] : [])
  }

  // MARK: - Documents

  private var form: String {
    let programme = ProgrammeDefinition.shandong2023
    guard let form = programme.form(track: track, level: applicant.level) else { return "" }
    let covers = [
      form.title, "推荐表", "\(applicant.level == .city ? "市" : "县（市、区）")名称：\(fullName)", "推荐单位：\(unit)（盖章）",
      "联系人：龚鹏鹏", "联系电话：0537-5552226", "填报日期：2024年3月",
    ]
    var rows = [["指标"] + (hasSublevels(form) ? [""] : []) + form.years.map { "\($0)年" } + ["备注"]]
    for (index, field) in form.fields.enumerated() {
      let value = field.isWhole ? "\(index + 1)" : "\(10 + index).\(Int(division.suffix(2)) ?? 0)"
      let label = field.unit == "个" ? field.label : "\(field.label)（\(field.unit)）"
      rows.append(
        [label] + (hasSublevels(form) ? [field.sublevel?.zh ?? ""] : []) + form.years.map { _ in value } + [""])
    }
    return Self.paragraphs(covers) + Self.table([["是否报请设区市政府同意", "☑是    ☐否"]]) + Self.table(rows)
  }

  private func hasSublevels(_ form: FormDefinition) -> Bool { form.fields.contains { $0.sublevel != nil } }

  private var narrative: String {
    guard let template = ProgrammeDefinition.shandong2023.template(track: track) else { return "" }
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八"]
    var (chapter, section) = (0, 0)
    var lines = [template.title, "申报书", "申报单位：\(fullName)", "2024年3月"]
    for part in template.sections {
      if part.depth == 1 {
        lines.append("\(numbers[chapter])、\(part.heading)")
        (chapter, section) = (chapter + 1, 0)
      } else {
        lines.append("（\(numbers[section])）\(part.heading)")
        section += 1
      }
      lines.append(
        part.isDeclaration
          ? "近三年未发生重大及以上生产安全事故、环境污染事故和其他重大事件。"
          : "\(applicant.name)坚持工业立区，规模以上工业企业稳步增加，重点产业链补短板、锻长板，设备更新和技术改造投资保持较快增长。"
            + extraParagraph)
    }
    return Self.paragraphs(lines)
  }

  private var letter: String {
    Self.paragraphs(["关于推荐\(fullName)的函", "省工业和信息化厅：", "经研究，推荐\(fullName)参加遴选。", unit, "2024年3月"])
  }

  private var declaration: String {
    Self.paragraphs(["真实性、合规性声明", "本单位对所报材料的真实性、合规性负责。", "\(fullName)人民政府", "2024年3月"])
  }

  // MARK: - Word

  private static func paragraphs(_ lines: [String]) -> String {
    lines.map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined()
  }

  private static func table(_ rows: [[String]]) -> String {
    let body = rows.map { cells in "<w:tr>\(cells.map { "<w:tc>\(paragraphs([$0]))</w:tc>" }.joined())</w:tr>" }
    return "<w:tbl>\(body.joined())</w:tbl>"
  }

  private static func docx(_ body: String) -> [UInt8] {
    let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    let types =
      head + #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
      + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
      + #"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#
      + "</Types>"
    let relations =
      head + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
      + #"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#
      + "</Relationships>"
    let document =
      head + #"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"# + body
      + "</w:body></w:document>"
    var zip = SyntheticZip()
    zip.add("[Content_Types].xml", [UInt8](types.utf8))
    zip.add("_rels/.rels", [UInt8](relations.utf8))
    zip.add("word/document.xml", [UInt8](document.utf8))
    return zip.bytes
  }
}
