import Testing

@testable import OfficeFiles

/// The smallest files that the readers take, around what a test wants to say.
enum OfficeFixtures {
  static let wordNamespaces = """
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
    xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" \
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" \
    xmlns:v="urn:schemas-microsoft-com:vml"
    """

  /// - Parameter parts: further parts by name; a relationship to each is written by its kind.
  static func docx(_ body: String, parts: [(kind: String, name: String, content: String)] = []) -> [UInt8] {
    let relationships = parts.enumerated().map { index, part in
      """
      <Relationship Id="rId\(index + 1)" Target="\(part.name)" \
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(part.kind)"/>
      """
    }
    let members =
      [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", rels(["<Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/>"])),
        ("word/document.xml", "<w:document \(wordNamespaces)><w:body>\(body)</w:body></w:document>"),
        ("word/_rels/document.xml.rels", rels(relationships)),
      ] + parts.map { ("word/\($0.name)", $0.content) }
    return ZipWriter.archive(members.map { ($0.0, [UInt8]($0.1.utf8)) })
  }

  static func rels(_ relationships: [String]) -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(relationships.joined())</Relationships>"
  }

  static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

  static func xlsx(_ sheet: String, shared: [String] = [], styles: String = "", hidden: Bool = false) -> [UInt8] {
    let namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let members = [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", rels(["<Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/>"])),
      (
        "xl/workbook.xml",
        """
        <workbook \(namespace) xmlns:r="\(kind)"><sheets><sheet name="推荐表" sheetId="1" r:id="a"\
        \(hidden ? " state=\"hidden\"" : "")/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        rels([
          "<Relationship Id=\"a\" Type=\"\(kind)/worksheet\" Target=\"worksheets/sheet1.xml\"/>",
          "<Relationship Id=\"b\" Type=\"\(kind)/sharedStrings\" Target=\"sharedStrings.xml\"/>",
          "<Relationship Id=\"c\" Type=\"\(kind)/styles\" Target=\"/xl/styles.xml\"/>",
        ])
      ),
      ("xl/worksheets/sheet1.xml", "<worksheet \(namespace)>\(sheet)</worksheet>"),
      ("xl/sharedStrings.xml", "<sst \(namespace)>\(shared.map { "<si>\($0)</si>" }.joined())</sst>"),
      ("xl/styles.xml", "<styleSheet \(namespace)>\(styles)</styleSheet>"),
    ]
    return ZipWriter.archive(members.map { ($0.0, [UInt8]($0.1.utf8)) })
  }
}
