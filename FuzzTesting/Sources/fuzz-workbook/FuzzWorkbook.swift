import FuzzDriver
import OfficeFiles

/// Parts of a workbook, `---` on a line of its own between them: sheet, shared texts, styles.
@main
struct FuzzWorkbook {
  static func main() {
    _ = FuzzDriver.run { start, count in
      let parts = PartsInput(UnsafeBufferPointer(start: start, count: count))
      let relationships = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="a" Type="x/worksheet" Target="sheet.xml"/><Relationship Id="b" Type="x/sharedStrings" \
        Target="texts.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>
        """
      let workbook = """
        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" r:id="a"/>\
        </sheets></workbook>
        """
      let bytes = ZipWriter.archive([
        ("xl/workbook.xml", [UInt8](workbook.utf8)), ("xl/_rels/workbook.xml.rels", [UInt8](relationships.utf8)),
        ("xl/sheet.xml", parts[0]), ("xl/texts.xml", parts[1]), ("xl/styles.xml", parts[2]),
      ])
      if let workbook = try? WorkbookReader.read(bytes) {
        for sheet in workbook.sheets {
          for row in sheet.rows.indices { for column in sheet.rows[row].indices { _ = sheet.shownText(row, column) } }
        }
      }
      return 0
    }
  }
}
