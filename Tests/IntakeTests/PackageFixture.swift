import OfficeFiles
import Programme

@testable import Intake

/// A whole package in memory, made from the programme's own forms and templates, that a test spoils in one way.
struct PackageFixture {
  var track = "A"
  var level = DivisionLevel.county
  var applicant = "历城区"
  var unit = "济南市工业和信息化局"
  var approval = "☑是 □否"
  var date = "2024年4月9日"
  var incidents = ["近三年，我区未发生重大、特大安全生产事故。"]
  /// Rows of the form: field, label, values by year. Spoil these.
  var rows: [Row]
  var years = [2022, 2023]
  var narrativeName = "申报书.docx"
  var formName = "推荐表.docx"
  var omitted: Set<PackageFile.Role> = []
  var omittedSections: Set<String> = []
  var narrativeApplicant: String?
  var extraFiles: [(name: String, bytes: [UInt8])] = []
  var extraSentence = ""
  /// The form's table ends after that many rows and goes on in another without a header.
  var breaksAfter = Int.max

  struct Row {
    var label: String
    var sublevel: String
    var values: [String]
  }

  static let programme = ProgrammeDefinition.shandong2023
  static let pipeline = IntakePipeline(programme: programme, divisions: .shandong, digest: testDigest)

  init(track: String = "A", level: DivisionLevel = .county) {
    self.track = track
    self.level = level
    if level == .city { applicant = "济南市" }
    let form = Self.programme.form(track: track, level: level)
    rows = (form?.fields ?? []).enumerated().map { index, field in
      let whole = field.isWhole
      return Row(
        label: "\(field.label)（\(field.unit)）", sublevel: field.sublevel?.zh ?? "",
        values: whole ? ["\(index)", "\(index + 1)"] : ["\(index).5", "\(index + 1).5"])
    }
  }

  var archive: [UInt8] {
    var members: [(name: String, bytes: [UInt8])] = []
    if !omitted.contains(.narrative) { members.append((narrativeName, narrative)) }
    if !omitted.contains(.form) { members.append((formName, form)) }
    if !omitted.contains(.letter) { members.append(("推荐函.docx", letter)) }
    if !omitted.contains(.declaration) { members.append(("真实性声明.docx", declaration)) }
    return ZipWriter.archive(members + extraFiles)
  }

  func read() -> IntakeResult { Self.pipeline.read(archive: archive, name: "包.zip") }

  // MARK: - Files

  var form: [UInt8] {
    let title = Self.programme.form(track: track, level: level)?.title ?? ""
    let name = level == .city ? "市名称" : "县（市、区）名称"
    let cover = [title, "\(name)：\(applicant)", "推荐单位：\(unit)（盖章）", "联系人：李明", "联系电话：0531-85551234", "填报日期：\(date)"]
    let consent = Self.table([["是否报请设区市政府同意", approval]])
    let header = ["指标", ""] + years.map { "\($0)年" } + ["备注"]
    let body = rows.map {
      [$0.label, $0.sublevel] + (years == [2022, 2023] ? $0.values : $0.values.reversed()) + [""]
    }
    let rest = body.dropFirst(breaksAfter)
    return Self.docx(
      cover.map(Self.paragraph).joined() + consent + Self.table([header] + body.prefix(breaksAfter))
        + (rest.isEmpty ? "" : Self.paragraph("") + Self.table(Array(rest))))
  }

  var narrative: [UInt8] {
    let template = Self.programme.template(track: track)
    let who = narrativeApplicant ?? applicant
    var body = Self.paragraph(template?.title ?? "") + Self.paragraph("\(who)人民政府") + Self.paragraph("2024年4月")
    var counts = [0, 0]
    for section in template?.sections ?? [] where !omittedSections.contains(section.id) {
      if section.depth == 1 { counts = [counts[0] + 1, 0] } else { counts[1] += 1 }
      let numeral = ["", "一", "二", "三", "四", "五"][counts[section.depth - 1]]
      let number = section.depth == 1 ? "\(numeral)、" : "（\(numeral)）"
      body += Self.paragraph(number + section.heading)
      let text = section.isDeclaration ? incidents : [String(repeating: "\(who)推动工业经济平稳运行，取得明显成效。", count: 4)]
      body += text.map(Self.paragraph).joined()
    }
    return Self.docx(body + (extraSentence.isEmpty ? "" : Self.paragraph(extraSentence)))
  }

  var letter: [UInt8] {
    let title = Self.programme.track(track)?.title ?? ""
    return Self.docx(
      ["关于推荐\(applicant)的函", "现推荐\(applicant)申报“\(title)”，请予审核。", unit, "2024年4月9日"]
        .map(Self.paragraph).joined())
  }

  var declaration: [UInt8] {
    Self.docx(["材料真实性、合规性声明", "\(unit)郑重声明：所推荐\(applicant)报送的材料真实。", unit].map(Self.paragraph).joined())
  }

  // MARK: - Office Open XML

  static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>" }

  static func table(_ rows: [[String]]) -> String {
    let lines = rows.map { row in "<w:tr>\(row.map { "<w:tc>\(paragraph($0))</w:tc>" }.joined())</w:tr>" }
    return "<w:tbl>\(lines.joined())</w:tbl>"
  }

  static func docx(_ body: String) -> [UInt8] {
    let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    return ZipWriter.archive([
      ("[Content_Types].xml", [UInt8]("<Types/>".utf8)),
      ("word/document.xml", [UInt8]("<w:document \(namespace)><w:body>\(body)</w:body></w:document>".utf8)),
    ])
  }
}
