import FuzzDriver
import OfficeFiles

/// Parts of a Word document, `---` on a line of its own between them: body, styles, numbering. The archive around them is
/// sound, so that what is changed reaches the reader.
@main
struct FuzzWord {
  static func main() {
    _ = FuzzDriver.run { start, count in
      let parts = PartsInput(UnsafeBufferPointer(start: start, count: count))
      let relationships = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="a" Type="x/styles" Target="styles.xml"/><Relationship Id="b" Type="x/numbering" \
        Target="numbering.xml"/><Relationship Id="c" Type="x/image" Target="media/i.png"/></Relationships>
        """
      let bytes = ZipWriter.archive([
        ("word/document.xml", parts[0]), ("word/_rels/document.xml.rels", [UInt8](relationships.utf8)),
        ("word/styles.xml", parts[1]), ("word/numbering.xml", parts[2]),
      ])
      if let document = try? WordReader.read(bytes) {
        _ = document.plainText
        for table in document.tables { _ = table.matrix(name: "", limits: OfficeLimits()) }
      }
      return 0
    }
  }
}
